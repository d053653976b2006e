/** Entry of an account's thread. */
import { parentPort } from 'node:worker_threads';
import { serve } from '../threads/channel.ts';
import type { AccountCalls, AccountEvents } from '../threads/protocol.ts';
import { createAccountWorker } from './account-worker.ts';

if (parentPort !== null) {
  serve<AccountCalls, AccountEvents>(parentPort, (emit) => createAccountWorker(emit, new URL('disk-thread.js', import.meta.url)));
}
