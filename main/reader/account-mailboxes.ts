import type { Mailbox } from '../../shared/mailbox.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import type { OpenStore } from './open-store.ts';

/** The mailboxes of one account with their counts, as the sidebar needs them. */
export function accountMailboxes({ account, mail }: OpenStore): Mailbox[] {
  return listMailboxes(mail).map(({ uidValidity: _validity, uidNext: _next, highestModseq: _modseq, serverSize: _size, ...mailbox }) => ({
    ...mailbox,
    accountId: account.id,
  }));
}
