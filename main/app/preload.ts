/**
 * All that the window can reach: three functions with allow-listed names. `ipcRenderer` and event objects stay in here.
 * Runs sandboxed, so this is bundled into one CommonJS file.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { bugFailure, failed } from '../../shared/failure.ts';
import { type Api, commandNames, type EventName, eventNames, queryNames } from '../../shared/ipc.ts';
import { channels } from './channels.ts';

const unknownName = () => Promise.resolve(failed(bugFailure('unknown name')));

type Receive = (payload: unknown) => void;

/** Who listens to what. One listener on the channel serves all: each would count as a leak from the eleventh on. */
const listeners = new Map<EventName, readonly Receive[]>();
/** What came before anybody listened, the latest of each: the page is loaded before it is ready to hear of a mailto: link. */
const missed = new Map<EventName, unknown>();
ipcRenderer.on(channels.event, (_event: unknown, told: EventName, payload: unknown) => {
  const receivers = listeners.get(told) ?? [];
  if (receivers.length === 0) missed.set(told, payload);
  for (const receive of receivers) receive(payload);
});

const api: Api = {
  query: (name, ...args) => (queryNames.includes(name) ? ipcRenderer.invoke(channels.query, name, args) : unknownName()),
  command: (name, ...args) => (commandNames.includes(name) ? ipcRenderer.invoke(channels.command, name, args) : unknownName()),
  on(name, listener) {
    if (!eventNames.includes(name)) return () => undefined;
    const receive: Receive = (payload) => listener(payload as Parameters<typeof listener>[0]);
    listeners.set(name, [...(listeners.get(name) ?? []), receive]);
    if (missed.has(name)) {
      receive(missed.get(name));
      missed.delete(name);
    }
    return () => {
      listeners.set(
        name,
        (listeners.get(name) ?? []).filter((other) => other !== receive),
      );
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
