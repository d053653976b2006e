/** Every action by name, and every mailbox to go or move to: Ctrl/Cmd+K. */
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../state/live-query.ts';
import { useSelection } from '../state/selection.ts';
import { closeDialog, useWindow } from '../state/window.ts';
import { PickList } from '../ui/pick-list.tsx';
import { paletteEntries } from './palette-entries.ts';

export function CommandPalette() {
  const { t } = useTranslation();
  const accounts = useLiveQuery('account.list').data ?? [];
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  const open = useSelection((state) => state.selected);
  const selected = useWindow(({ surface }) => surface === 'mail') ? open : null;
  const entries = paletteEntries(t, { accounts, mailboxes, selected }).map((entry) => ({
    ...entry,
    run: () => {
      closeDialog();
      entry.run();
    },
  }));
  return (
    <PickList
      title={t('actions.palette')}
      placeholder={t('actions.palettePlaceholder')}
      none={t('actions.paletteNone')}
      entries={entries}
      onClose={closeDialog}
    />
  );
}
