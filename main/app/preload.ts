/**
 * All that the window can reach: three functions with allow-listed names. `ipcRenderer` and event objects stay in here.
 * Runs sandboxed, so this is bundled into one CommonJS file.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { failed } from '../../shared/failure.ts';
import { type Api, commandNames, eventNames, queryNames } from '../../shared/ipc.ts';
import { channels } from './channels.ts';

const unknownName = () =>
  Promise.resolve(failed({ kind: 'bug', retry: 'never', text: 'Something went wrong inside Homing.', code: 'unknown name' }));

const api: Api = {
  query: (name, ...args) => (queryNames.includes(name) ? ipcRenderer.invoke(channels.query, name, args) : unknownName()),
  command: (name, ...args) => (commandNames.includes(name) ? ipcRenderer.invoke(channels.command, name, args) : unknownName()),
  on(name, listener) {
    if (!eventNames.includes(name)) return () => undefined;
    const receive = (_event: unknown, told: unknown, payload: Parameters<typeof listener>[0]) => {
      if (told === name) listener(payload);
    };
    ipcRenderer.on(channels.event, receive);
    return () => {
      ipcRenderer.off(channels.event, receive);
    };
  },
};

contextBridge.exposeInMainWorld('api', api);
