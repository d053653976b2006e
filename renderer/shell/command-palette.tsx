/** Every action by name, and every mailbox to go or move to: Ctrl/Cmd+K. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../state/live-query.ts';
import { useSelection } from '../state/selection.ts';
import { closeDialog, useWindow } from '../state/window.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';
import { paletteEntries } from './palette-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';
import styles from './command-palette.module.css';

export function CommandPalette() {
  const { t } = useTranslation();
  const accounts = useLiveQuery('account.list').data ?? [];
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  const open = useSelection((state) => state.selected);
  const selected = useWindow(({ surface }) => surface === 'mail') ? open : null;
  const entries = paletteEntries(t, { accounts, mailboxes, selected });
  const choose = (entry: PaletteEntry) => {
    closeDialog();
    entry.run();
  };
  return (
    <Dialog open bare size="medium" title={t('actions.palette')} onClose={closeDialog}>
      <Autocomplete.Root
        inline
        open
        items={entries}
        itemToStringValue={(entry: PaletteEntry) => entry.label}
        autoHighlight="always"
        keepHighlight
      >
        <div className={styles.line}>
          <Search aria-hidden="true" />
          <Autocomplete.Input className={styles.input} placeholder={t('actions.palettePlaceholder')} aria-label={t('actions.palette')} />
        </div>
        <Autocomplete.Empty className={styles.empty}>{t('actions.paletteNone')}</Autocomplete.Empty>
        <Autocomplete.List className={styles.list}>
          {(entry: PaletteEntry) => (
            <Autocomplete.Item key={entry.key} value={entry} className={styles.entry} onClick={() => choose(entry)}>
              <span className={styles.label}>{entry.label}</span>
              {entry.shown === undefined ? null : <Keys keys={entry.shown} />}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  );
}
