/** Where the window's calls arrive: sender check, name list, argument check, then one typed function per name. */
import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { bugFailure, failed, type Result } from '../../shared/failure.ts';
import { commandNames, type Commands, type EventName, type Events, queryNames, type Queries } from '../../shared/ipc.ts';
import { answerCall, type Answers, type CallTable, callTable } from './answer-call.ts';
import { channels } from './channels.ts';
import { commandArguments, queryArguments } from './ipc-arguments.ts';
import type { Log } from './log.ts';
import { appOrigin } from './schemes.ts';

export interface Handlers {
  readonly queries: Answers<Queries>;
  readonly commands: Answers<Commands>;
}

type CurrentWindow = () => BrowserWindow | null;

/** Answers the window from now on. `window` gives the one that is open now: macOS closes and opens it while Homing runs. */
export function serveIpc(handlers: Handlers, window: CurrentWindow, log: Log): void {
  const onBug = (name: string, thrown: unknown) => log.error(`${name} failed`, { thrown });
  const queries = callTable<Queries>(queryNames, queryArguments, handlers.queries, onBug);
  const commands = callTable<Commands>(commandNames, commandArguments, handlers.commands, onBug);
  const serve = (channel: string, table: CallTable) => {
    ipcMain.handle(channel, async (event, name: unknown, args: unknown): Promise<Result<unknown>> => {
      if (isOurs(event, window())) return answerCall(table, name, args);
      log.warn('a call from a frame that is not the window was refused', { channel });
      return failed(bugFailure('sender'));
    });
  };
  serve(channels.query, queries);
  serve(channels.command, commands);
}

/** Only the top frame of our window, and only while it shows our own page: a message's frame has nothing to ask. */
function isOurs(event: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  const frame = event.senderFrame;
  return frame !== null && window !== null && frame === window.webContents.mainFrame && frame.url.startsWith(`${appOrigin}/`);
}

/** Tells the window what happened; with no window open nobody needs to know. */
export function eventSender(window: CurrentWindow): <N extends EventName>(name: N, payload: Events[N]) => void {
  return (name, payload) => {
    const contents = window()?.webContents;
    if (contents !== undefined && !contents.isDestroyed()) contents.send(channels.event, name, payload);
  };
}
