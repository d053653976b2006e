/** What Delete does where, decided from facts. Pure: the button's tooltip and the question before "for ever" both read it. */
import type { Account, CopiesPolicy } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';
import type { Place } from '../../shared/place.ts';

/** What becomes of the server's copy when a downloaded message is deleted here. */
type ServerCopy =
  | { readonly copy: 'none' }
  | { readonly copy: 'stays' }
  /** Only the head is here: that is all there is to delete. */
  | { readonly copy: 'whole-stays' }
  | { readonly copy: 'stays-until'; readonly date: number }
  | { readonly copy: 'goes-at-next-check' }
  | { readonly copy: 'goes-now' };

export type DeleteConsequence = { readonly how: 'trash' | 'for-ever'; readonly server: string } & (
  { readonly where: 'server' } | ({ readonly where: 'here' } & ServerCopy)
);

/** `role` is the role of the mailbox the message is in: what is in Trash already is deleted for ever. */
export function deleteConsequence(account: Account, role: MailboxRole | null, place: Place): DeleteConsequence {
  const how = role === 'trash' ? 'for-ever' : 'trash';
  const server = account.incoming.host;
  switch (account.kind) {
    case 'imap':
      // A message that only this computer has left (its mailbox vanished on the server) cannot be deleted there.
      return place.kind === 'here' ? { how, server, where: 'here', copy: 'none' } : { how, server, where: 'server' };
    case 'pop':
      return { how, server, where: 'here', ...serverCopy(account.copies, place) };
    default:
      return assertNever(account);
  }
}

function serverCopy(policy: CopiesPolicy, place: Place): ServerCopy {
  if (place.kind === 'here') return { copy: 'none' };
  // What was never proven to be here goes from the server only by a choice of its own.
  if (place.kind === 'server') return { copy: 'whole-stays' };
  switch (policy.kind) {
    case 'leave':
      return { copy: 'stays' };
    case 'remove-when-deleted':
      return { copy: 'goes-now' };
    case 'remove-after-download':
      return { copy: 'goes-at-next-check' };
    case 'remove-after-days':
      return place.leavesServerAt === undefined ? { copy: 'stays' } : { copy: 'stays-until', date: place.leavesServerAt };
    default:
      return assertNever(policy);
  }
}
