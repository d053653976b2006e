/** The window: set-up on an empty profile, else the panes, with failures above, the status line below, dialogs over all. */
import { Composer } from '../composer/composer.tsx';
import { MessageList } from '../message-list/message-list.tsx';
import type { Theme } from '../message/frame-document.ts';
import { MessageFileDialog } from '../message/message-file-dialog.tsx';
import { MessagePane } from '../message/message-pane.tsx';
import { SetupWizard } from '../setup/setup-wizard.tsx';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { closeComposer, useCompose } from '../state/compose.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { showSurface, useWindow } from '../state/window.ts';
import { StorageView } from '../storage/storage-view.tsx';
import { dialogOf } from './dialog-of.tsx';
import { useEvents } from './events.ts';
import { FailuresShown } from './failures-shown.tsx';
import { Panes } from './panes.tsx';
import { useShortcuts } from './shortcuts.ts';
import { StatusLine } from './status-line.tsx';
import { useTheme } from './theme.ts';
import { WindowMenu } from './window-menu.tsx';
import styles from './app.module.css';

export function App() {
  const accounts = useLiveQuery('account.list').data;
  const settings = useLiveQuery('settings.get').data;
  const surface = useWindow((state) => state.surface);
  const theme = useTheme(settings?.theme ?? 'system');
  const setup = accounts !== undefined && (accounts.length === 0 || surface === 'setup');
  useEvents();
  useShortcuts(!setup);
  if (accounts === undefined || settings === undefined) return null;
  if (setup) {
    return (
      <SetupWizard canCancel={accounts.length > 0} onDone={() => showSurface('mail')}>
        <OpenDialogs theme={theme} />
      </SetupWizard>
    );
  }
  return (
    <div className={styles.window}>
      <FailuresShown />
      <main className={styles.main}>
        {surface === 'storage' ? (
          <StorageSurface />
        ) : (
          <Panes widths={settings.panes} sidebar={<Sidebar />} list={<MessageList />} message={<MessagePane theme={theme} />} />
        )}
      </main>
      <StatusLine />
      <WindowMenu />
      <OpenComposer />
      <OpenDialogs theme={theme} />
    </div>
  );
}

function StorageSurface() {
  return (
    <div className={styles.storage}>
      <Sidebar />
      <StorageView />
    </div>
  );
}

function OpenComposer() {
  const start = useCompose((state) => state.start);
  return start === null ? null : <Composer start={start} onClose={closeComposer} />;
}

/** A link of a message file is asked about over the file. */
function OpenDialogs({ theme }: { readonly theme: Theme }) {
  const dialog = useWindow((state) => state.dialog);
  const file = useWindow((state) => state.file);
  const over = dialog === null ? null : dialogOf(dialog);
  if (file === null) return over;
  return (
    <MessageFileDialog opened={file} theme={theme}>
      {over}
    </MessageFileDialog>
  );
}
