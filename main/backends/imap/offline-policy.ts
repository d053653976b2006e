import type { ImapOptions } from '../../../shared/account.ts';
import { assertNever } from '../../../shared/failure.ts';
import type { BodiesWanted } from '../../store/missing-bodies.ts';
import type { StoredMailbox } from '../../store/mailboxes.ts';

/** Which texts of a mailbox are to be on this computer; null: none but what somebody opens. Pure. */
export function bodiesWanted(mailbox: StoredMailbox, options: ImapOptions, now: number): BodiesWanted | null {
  const policy = mailbox.offline ?? options.offline;
  const wanted = { mailboxId: mailbox.id, largest: options.largestOffline };
  switch (policy.kind) {
    case 'everything':
      return { ...wanted, since: 0 };
    case 'recent':
      return { ...wanted, since: monthsBefore(now, policy.months) };
    case 'headers':
      return null;
    default:
      return assertNever(policy);
  }
}

function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, date.getUTCDate());
}
