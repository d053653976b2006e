/** The three panes, with widths one can drag and that are remembered. A double click on a separator gives the first widths back. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { Layout } from 'react-resizable-panels';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { command } from '../api.ts';
import { showThrown } from '../state/failures.ts';
import styles from './panes.module.css';

const firstWidths = defaultSettings.panes;

interface PanesProps {
  readonly widths: Settings['panes'];
  readonly sidebar: ReactNode;
  readonly list: ReactNode;
  readonly message: ReactNode;
}

export function Panes({ widths: [side, middle, right], sidebar, list, message }: PanesProps) {
  const { t } = useTranslation();
  return (
    <Group
      orientation="horizontal"
      className={styles.group}
      defaultLayout={{ sidebar: side, list: middle, message: right }}
      onLayoutChanged={remember}
    >
      <Panel id="sidebar" defaultSize={`${firstWidths[0]}%`} minSize="11rem" maxSize="30%">
        {sidebar}
      </Panel>
      <Separator className={styles.separator} aria-label={t('panes.sidebar')} />
      <Panel id="list" defaultSize={`${firstWidths[1]}%`} minSize="16rem" maxSize="60%">
        {list}
      </Panel>
      <Separator className={styles.separator} aria-label={t('panes.list')} />
      <Panel id="message" minSize="18rem">
        {message}
      </Panel>
    </Group>
  );
}

function remember(layout: Layout): void {
  const { sidebar, list, message } = layout;
  if (sidebar === undefined || list === undefined || message === undefined) return;
  command('settings.set', { panes: [sidebar, list, message] }).catch(showThrown);
}
