import { accountBase } from '../support/account-base.ts';
import type { Login } from '../support/login.ts';
import { type RunningWorker, startAccountWorker } from '../support/running-worker.ts';

/** Starts it on a store folder, leaving all mail on the server; the store is open when this resolves. */
export function startWorker(login: Login, folder: string): Promise<RunningWorker> {
  return startAccountWorker({ ...accountBase(login), kind: 'pop', copies: { kind: 'leave' } }, login.password, folder);
}
