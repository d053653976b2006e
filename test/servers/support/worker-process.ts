/** The account worker alone in a process, as its thread runs it: there it can be killed at any moment. */
import { type Port, serve } from '../../../main/threads/channel.ts';
import type { AccountCalls, AccountEvents } from '../../../main/threads/protocol.ts';
import { createAccountWorker } from '../../../main/worker/account-worker.ts';

// Whoever started it is gone.
process.on('disconnect', () => process.exit());
const port: Port = {
  postMessage: (message) => void process.send?.(message),
  on: (event, listener) => process.on(event, listener),
};
serve<AccountCalls, AccountEvents>(port, (emit) => createAccountWorker(emit, new URL('disk-thread.js', import.meta.url)));
