/** The flat list of mailboxes as trees, the way people expect them. Pure. */
import type { AccountId } from '../../shared/account.ts';
import type { Mailbox, MailboxRole } from '../../shared/mailbox.ts';

export interface MailboxNode {
  readonly mailbox: Mailbox;
  readonly children: readonly MailboxNode[];
}

const order: readonly MailboxRole[] = ['inbox', 'flagged', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all'];

/** Known roles first, in the order of use, then the rest by name. A mailbox whose parent is not listed stands at the top. */
export function mailboxTree(mailboxes: readonly Mailbox[], accountId: AccountId): readonly MailboxNode[] {
  const own = mailboxes.filter((mailbox) => mailbox.accountId === accountId);
  const paths = new Set(own.map(({ path }) => path));
  const under = (parent: string | null): readonly MailboxNode[] =>
    own
      .filter(({ parentPath }) => (parentPath !== null && paths.has(parentPath) ? parentPath : null) === parent)
      .toSorted(compare)
      .map((mailbox) => ({ mailbox, children: under(mailbox.path) }));
  return under(null);
}

function compare(a: Mailbox, b: Mailbox): number {
  return rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' });
}

function rank({ role }: Mailbox): number {
  return role === null ? order.length : order.indexOf(role);
}
