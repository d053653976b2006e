/** The account worker alone in a process, as its thread runs it. */
import type { AccountCalls, AccountEvents } from '../../../main/threads/protocol.ts';
import { createAccountWorker } from '../../../main/worker/account-worker.ts';
import { type MeasuredCalls, serveMeasured } from './measured-side.ts';

serveMeasured<AccountCalls & MeasuredCalls, AccountEvents>((emit, measuring) => ({
  ...createAccountWorker(emit, new URL('disk-thread.js', import.meta.url)),
  ...measuring,
}));
