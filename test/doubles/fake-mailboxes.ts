/** The tree of mailboxes behind the fake api, as it is after a mailbox was made or renamed. Pure; the delimiter is "/". */
import type { AccountId } from '../../shared/account.ts';
import type { Mailbox, MailboxId } from '../../shared/mailbox.ts';

type Tree = readonly Mailbox[];

export function withMailbox(tree: Tree, accountId: AccountId, parentId: MailboxId | null, name: string): Tree {
  const like = tree.find((mailbox) => mailbox.accountId === accountId);
  if (like === undefined) throw new Error('the account has no mailboxes to be like');
  const id = (Math.max(...tree.map((mailbox) => mailbox.id)) + 1) as MailboxId;
  const plain = { role: null, selectable: true, namespace: 'personal', subscribed: true, offline: null } as const;
  return [...tree, { ...like, ...plain, id, name, ...placed(tree, parentId, name) }];
}

/** What is below it comes along. */
export function withRenamed(tree: Tree, from: Mailbox, parentId: MailboxId | null, name: string): Tree {
  const to = placed(tree, parentId, name);
  const within = (path: string): boolean => path === from.path || path.startsWith(`${from.path}/`);
  const moved = (path: string): string => (within(path) ? to.path + path.slice(from.path.length) : path);
  return tree.map((mailbox) => {
    if (mailbox === from) return { ...mailbox, name, ...to };
    if (mailbox.accountId !== from.accountId || !within(mailbox.path)) return mailbox;
    return { ...mailbox, path: moved(mailbox.path), parentPath: mailbox.parentPath === null ? null : moved(mailbox.parentPath) };
  });
}

function placed(tree: Tree, parentId: MailboxId | null, name: string): Pick<Mailbox, 'path' | 'parentPath'> {
  const parent = tree.find(({ id }) => id === parentId);
  return parent === undefined ? { path: name, parentPath: null } : { path: `${parent.path}/${name}`, parentPath: parent.path };
}
