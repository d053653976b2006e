/** The flat list of mailboxes as trees, the way people expect them. Pure. */
import type { AccountId } from '../../shared/account.ts';
import type { Mailbox, MailboxNamespace, MailboxRole } from '../../shared/mailbox.ts';

export interface MailboxNode {
  readonly mailbox: Mailbox;
  readonly children: readonly MailboxNode[];
}

/** The mailboxes of one namespace; those of other people stand under a heading of their own. */
export interface MailboxGroup {
  readonly namespace: MailboxNamespace;
  readonly nodes: readonly MailboxNode[];
}

const order: readonly MailboxRole[] = ['inbox', 'flagged', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all'];
const namespaces: readonly MailboxNamespace[] = ['personal', 'shared', 'other-users'];

/** What the sidebar shows of an account: hidden mailboxes are left out, unless something below them is shown. */
export function mailboxGroups(mailboxes: readonly Mailbox[], accountId: AccountId): readonly MailboxGroup[] {
  return namespaces
    .map((namespace) => {
      const own = mailboxes.filter((mailbox) => mailbox.namespace === namespace);
      const nodes = shown(mailboxTree(own, accountId));
      return { namespace, nodes: namespace === 'personal' ? nodes : withoutPrefix(nodes) };
    })
    .filter(({ nodes }) => nodes.length > 0);
}

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

/** The mailboxes of one account as they stand in the tree from top to bottom, hidden ones too; for lists to pick from. */
export function inTreeOrder(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  const flat = (nodes: readonly MailboxNode[]): readonly Mailbox[] =>
    nodes.flatMap(({ mailbox, children }) => [mailbox, ...flat(children)]);
  const [first] = mailboxes;
  if (first === undefined) return [];
  return namespaces.flatMap((namespace) =>
    flat(
      mailboxTree(
        mailboxes.filter((mailbox) => mailbox.namespace === namespace),
        first.accountId,
      ),
    ),
  );
}

function shown(nodes: readonly MailboxNode[]): readonly MailboxNode[] {
  return nodes
    .map(({ mailbox, children }) => ({ mailbox, children: shown(children) }))
    .filter(({ mailbox, children }) => mailbox.subscribed || mailbox.role === 'inbox' || children.length > 0);
}

/** Servers put what is shared under a branch named like the namespace ("shared", "user"): the heading says that already. */
function withoutPrefix(nodes: readonly MailboxNode[]): readonly MailboxNode[] {
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined && !only.mailbox.selectable && only.children.length > 0 ? only.children : nodes;
}

function compare(a: Mailbox, b: Mailbox): number {
  return rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' });
}

function rank({ role }: Mailbox): number {
  return role === null ? order.length : order.indexOf(role);
}
