import type { ImapAccount, ImapOptions } from '../../../shared/account.ts';
import { accountBase } from '../support/account-base.ts';
import type { Login } from '../support/login.ts';
import { type RunningWorker, startAccountWorker } from '../support/running-worker.ts';

export function accountOf(login: Login, options: Partial<ImapOptions> = {}): ImapAccount {
  return { ...accountBase(login), kind: 'imap', options };
}

/** Starts it on a store folder; the store is open when this resolves. */
export function startWorker(login: Login, folder: string, options?: Partial<ImapOptions>): Promise<RunningWorker> {
  return startAccountWorker(accountOf(login, options), login.password, folder);
}
