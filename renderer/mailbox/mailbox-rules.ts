/** What can be done to which mailbox, and what a name may be. Pure; paths are compared whole and never taken apart. */
import type { OfflinePolicy } from '../../shared/account.ts';
import type { Mailbox } from '../../shared/mailbox.ts';

export type NameProblem = 'empty' | 'control' | 'delimiter' | 'taken';

/** What is wrong with a name among `siblings`, or null. The server is the judge; this only catches what none would take. */
export function nameProblem(typed: string, delimiter: string | null, siblings: readonly Mailbox[]): NameProblem | null {
  const name = typed.trim();
  if (name === '') return 'empty';
  if (/\p{Cc}/u.test(name)) return 'control';
  if (delimiter !== null && name.includes(delimiter)) return 'delimiter';
  return siblings.some((sibling) => sibling.name === name) ? 'taken' : null;
}

export function parentOf(mailbox: Mailbox, mailboxes: readonly Mailbox[]): Mailbox | undefined {
  return mailboxes.find(({ accountId, path }) => accountId === mailbox.accountId && path === mailbox.parentPath);
}

/** Directly below `parent`, or at the top of the account where it is null. */
export function childrenOf(parent: Mailbox | null, siblings: readonly Mailbox[]): readonly Mailbox[] {
  return siblings.filter((mailbox) => (parentOf(mailbox, siblings)?.path ?? null) === (parent?.path ?? null));
}

/** A mailbox with a task in the account keeps its name and place: elsewhere in the program, and in others, it is looked for there. */
export function canRename({ role }: Mailbox): boolean {
  return role === null;
}

export function canEmpty({ role }: Mailbox): boolean {
  return role === 'trash' || role === 'junk';
}

/** The Inbox is always shown: mail arrives there whether one looks or not. */
export function canHide({ role }: Mailbox): boolean {
  return role !== 'inbox';
}

/** Where it could be moved to: not where it is, not into itself, not into what is somebody else's. */
export function parentsFor(mailbox: Mailbox, mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  return mailboxes.filter(
    (other) =>
      other.accountId === mailbox.accountId &&
      other.namespace === mailbox.namespace &&
      other.path !== mailbox.parentPath &&
      !isWithin(other, mailbox, mailboxes),
  );
}

function isWithin(mailbox: Mailbox, ancestor: Mailbox, mailboxes: readonly Mailbox[]): boolean {
  if (mailbox.path === ancestor.path) return true;
  const parent = parentOf(mailbox, mailboxes);
  return parent !== undefined && isWithin(parent, ancestor, mailboxes);
}

/** A policy as one word, for menus and forms: `account`, `everything`, `recent 6`, `headers`. */
export type OfflineKey = 'account' | 'everything' | 'headers' | `recent ${number}`;

export function offlineKey(policy: OfflinePolicy | null): OfflineKey {
  if (policy === null) return 'account';
  return policy.kind === 'recent' ? `recent ${policy.months}` : policy.kind;
}

export function offlinePolicyOf(key: OfflineKey): OfflinePolicy | null {
  if (key === 'account') return null;
  if (key === 'everything' || key === 'headers') return { kind: key };
  return { kind: 'recent', months: Number(key.slice('recent '.length)) };
}

/** The choices of a menu: the usual ones, and whichever else is chosen now. */
export function offlineKeys(chosen: OfflineKey): readonly OfflineKey[] {
  const usual: readonly OfflineKey[] = ['account', 'everything', 'recent 3', 'recent 6', 'recent 12', 'headers'];
  return usual.includes(chosen) ? usual : usual.toSpliced(-1, 0, chosen);
}
