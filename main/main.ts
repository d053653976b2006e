/**
 * Homing's main process: the one place where things are wired together.
 *
 *            query                    read-only SQL
 * renderer --------> main ---------> reader thread ----------> accounts/<id>/mail.db + raw/
 *    ^   \  command        submit                                   ^ single writer
 *    |    +--------> main ---------> account worker ----------------+
 *    |                                 |   ^  imapflow / node-pop3 / nodemailer
 *    +------ event <-- main <----------+   +------------------------------> server
 *
 * In: server -> account worker -> store (one transaction) -> `store.changed` -> the window re-runs the touched queries.
 * Out: action -> command -> worker: one transaction writes the optimistic change and the operation -> queue -> server.
 * Main itself holds no mail: it routes, keeps settings, owns the window and supervises the threads.
 */
import { app, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { failed, failureOf, ok } from '../shared/failure.ts';
import type { Events } from '../shared/ipc.ts';
import { createReaderClient, type ReaderClient } from './accounts/reader-client.ts';
import { createSupervisor } from './accounts/supervisor.ts';
import { serveRenderer } from './app/app-protocol.ts';
import { AttachmentTokens } from './app/attachment-tokens.ts';
import { watchConnectivity } from './app/connectivity.ts';
import { eventSender, serveIpc } from './app/ipc.ts';
import { claimSingleInstance, refuseToStart, stopBeforeQuit } from './app/life.ts';
import { openLog } from './app/log.ts';
import { safeLink } from './app/links.ts';
import { mailHandlers } from './app/mail-handlers.ts';
import { parseMailto } from './app/mailto.ts';
import { setMenu } from './app/menu.ts';
import { notifyArrival } from './app/notifications.ts';
import { serveParts } from './app/part-protocol.ts';
import { useProfile } from './app/profile.ts';
import { makeSealer } from './app/sealer.ts';
import { raiseWalls } from './app/walls.ts';
import { applyTheme, focusWindow, openWindow } from './app/window.ts';
import { openCredentials } from './settings/credentials.ts';
import { openSettings } from './settings/settings-file.ts';

const profile = useProfile();
const log = openLog(profile);
const tokens = new AttachmentTokens();
/** Stores are open and the page can be loaded. */
let served = false;
let window: BrowserWindow | null = null;
/** Set before there is a window. */
let fileReader: ReaderClient | null = null;
/** A link or a file may come before there is a window to hear of it: the latest of each waits here until one has loaded. */
const waiting = new Map<'mail' | 'file', () => void>();
const send = eventSender(() => window);

const only = claimSingleInstance({ onCalled: showWindow, onMailto: compose, onMessageFile: openMessageFile });
if (only) {
  raiseWalls(followLink);
  // Not awaited at the top level: Electron waits for this module, and `ready` would wait for Electron.
  app.whenReady().then(start).catch(cannotStart);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const sealer = await makeSealer();
  const [settings, credentials] = await Promise.all([openSettings(profile), openCredentials(profile, sealer)]);
  applyTheme(settings.settings().theme);

  const reader = createReaderClient(new URL('reader-thread.js', import.meta.url), (error) =>
    log.error('the reader thread ended', { error }),
  );
  fileReader = reader;
  const supervisor = createSupervisor({
    entry: new URL('account-thread.js', import.meta.url),
    folder: join(profile, 'accounts'),
    password: (accountId) => credentials.get(accountId),
    interval: () => settings.settings().popInterval,
    ready: (account, folder) => reader.open(account, folder),
    gone: (accountId) => reader.close(accountId),
    listen: (name, payload) => {
      send(name, payload);
      if (name === 'mail.arrived' && window?.isFocused() !== true) notifyArrival(payload as Events['mail.arrived'], showWindow);
    },
    crashed: (accountId, error) => log.error('an account thread ended', { accountId, error }),
    bug: (accountId, stack) => log.error('an account survived a mistake of ours', { accountId, stack }),
  });
  stopBeforeQuit(async () => {
    await supervisor.stopAll();
    await reader.stop();
  });

  serveRenderer(join(import.meta.dirname, '../renderer'));
  serveParts((ref, partId) => reader.call('part', ref, partId));
  const handlers = mailHandlers({
    settings,
    credentials,
    passwordKeeping: sealer.keeping,
    supervisor,
    reader,
    tokens,
    window: () => window,
    send,
  });
  serveIpc(handlers, () => window, log);
  setMenu(() => compose('mailto:'));
  watchConnectivity({ back: () => supervisor.wakeAll(), away: () => supervisor.networkAway() });

  // Stores open before the window asks for them; servers are a matter of the threads and hold nothing up. An account whose
  // files cannot be opened is shown with its failure and does not keep the others away.
  await Promise.all(
    settings.accounts().map((account) => supervisor.start(account).catch((thrown: unknown) => cannotOpen(account.id, thrown))),
  );
  served = true;
  showWindow();
}

function showWindow(): void {
  // Called again while it still starts: there is nothing to show yet, and the window comes by itself.
  if (!served) return;
  if (window !== null) {
    focusWindow(window);
    return;
  }
  window = openWindow(join(import.meta.dirname, '../preload/preload.cjs'));
  window.on('closed', () => {
    window = null;
  });
  window.webContents.on('did-finish-load', () => {
    const told = [...waiting.values()];
    waiting.clear();
    for (const tell of told) tell();
  });
}

/** A mailto: link, from the system or from a message: a stranger's words for a draft that the person may send. */
function compose(link: string): void {
  const request = parseMailto(link);
  if (request !== null) whenLoaded('mail', () => send('compose.requested', request));
}

/** A message in a file, opened from the system. */
function openMessageFile(path: string): void {
  whenLoaded('file', () => void showMessageFile(path));
}

async function showMessageFile(path: string): Promise<void> {
  if (fileReader === null) return;
  try {
    send('file.opened', ok(await fileReader.call('messageFile', path)));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind === 'bug') log.error('a message file could not be shown', { thrown });
    send('file.opened', failed(failure));
  }
}

function whenLoaded(what: 'mail' | 'file', tell: () => void): void {
  if (window === null || window.webContents.isLoadingMainFrame()) waiting.set(what, tell);
  else tell();
}

/** A link in a message was clicked: the window shows the whole address before anything opens. */
function followLink(url: string): void {
  const link = safeLink(url);
  if (link === null) return;
  if (link.kind === 'mail') compose(link.url);
  else send('link.clicked', { url: link.url });
}

function cannotStart(thrown: unknown): void {
  log.error('Homing cannot start', { thrown });
  refuseToStart(failureOf(thrown));
}

function cannotOpen(accountId: string, thrown: unknown): void {
  log.error('an account could not be opened', { accountId, thrown });
}
