/** Which implementation serves which account: the one place in the worker that knows them by name. */
import type { Account } from '../../shared/account.ts';
import type { Backend, Submitter } from '../backends/backend.ts';
import { createImapBackend } from '../backends/imap/imap-backend.ts';
import { createPopBackend, type PopBackendOptions } from '../backends/pop/pop-backend.ts';
import { createSubmitter } from '../backends/smtp/send.ts';

export interface Servers {
  /** A new connection each time: a closed one is never opened again. */
  backend(): Backend;
  readonly submitter: Submitter;
}

/** `pop`: what concerns POP servers alone. */
export function serversOf(account: Account, password: string, pop: Pick<PopBackendOptions, 'terms'> = {}): Servers {
  const kept = { outgrown: new Map<string, number>(), lastListing: { hash: null } };
  return {
    backend: () =>
      account.kind === 'imap' ? createImapBackend(account, password) : createPopBackend(account, password, { ...pop, ...kept }),
    submitter: createSubmitter(account.outgoing, password),
  };
}
