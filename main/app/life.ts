/** How the program starts once, is called again, and ends. */
import { app, dialog } from 'electron';
import type { MailFailure } from '../../shared/failure.ts';
import { mailtoArgument, messageFileArgument } from './command-line.ts';

interface Callers {
  /** The person started Homing again, or clicked its icon: bring the window to the front. */
  readonly onCalled: () => void;
  /** A mailto: link from the system; untrusted. */
  readonly onMailto: (link: string) => void;
  /** The absolute path of a message file the person opened from the system. */
  readonly onMessageFile: (path: string) => void;
}

/**
 * True when this is the only Homing of its profile; otherwise the other one has been told and this one must end.
 * Must run before `ready`: macOS hands over links and files early.
 */
export function claimSingleInstance({ onCalled, onMailto, onMessageFile }: Callers): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  const take = (args: readonly string[], workingFolder: string) => {
    const link = mailtoArgument(args);
    if (link !== null) onMailto(link);
    const file = messageFileArgument(args, workingFolder);
    if (file !== null) onMessageFile(file);
  };
  app.on('second-instance', (_event, args, workingFolder) => {
    onCalled();
    take(args, workingFolder);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    onCalled();
    onMailto(url);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    onCalled();
    onMessageFile(path);
  });
  app.on('activate', onCalled);
  take(process.argv.slice(1), process.cwd());
  return true;
}

const quitLimitMs = 10_000;

/** Lets `stop` finish (connections closed, stores closed) before the program ends; a thread that hangs cannot keep it open. */
export function stopBeforeQuit(stop: () => Promise<void>): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void finish();
  });

  async function finish(): Promise<void> {
    const limit = new Promise((resolve) => setTimeout(resolve, quitLimitMs));
    await Promise.race([stop().catch(() => undefined), limit]);
    state = 'stopped';
    // Not from inside `will-quit` (a stop that has nothing to do is over at once): Electron would ignore it and never end.
    setImmediate(() => app.quit());
  }
}

/** Ends the program with a sentence: for the few failures without which no window can be useful. Call after `ready`. */
export function refuseToStart(failure: MailFailure): void {
  dialog.showErrorBox('Homing cannot start', failure.text);
  app.exit(1);
}
