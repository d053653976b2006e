import type { ImapOptions } from '../../../shared/account.ts';
import type { MailboxNamespace, MailboxRole } from '../../../shared/mailbox.ts';

/** RFC 6154 and RFC 8457. */
const uses: ReadonlyMap<string, MailboxRole> = new Map([
  ['\\drafts', 'drafts'],
  ['\\sent', 'sent'],
  ['\\archive', 'archive'],
  ['\\junk', 'junk'],
  ['\\trash', 'trash'],
  ['\\flagged', 'flagged'],
  ['\\all', 'all'],
]);

export interface RoleCandidate {
  readonly path: string;
  readonly namespace: MailboxNamespace;
  readonly selectable: boolean;
  /** Attributes as the server tells them. */
  readonly flags: ReadonlySet<string>;
  /** What imapflow takes it for by its name, in many languages; as attribute. */
  readonly guess: string | undefined;
}

/**
 * One mailbox for each role, by its path: what the person chose, else what the server says, else by its name. A chosen mailbox that
 * is not there any more counts for nothing, and so do roles that mailboxes of others have for them.
 */
export function rolesOf(mailboxes: readonly RoleCandidate[], chosen: ImapOptions['roles']): ReadonlyMap<string, MailboxRole> {
  const roles = new Map<string, MailboxRole>();
  const given = new Set<MailboxRole>();
  const give = (path: string, role: MailboxRole | undefined): void => {
    if (role === undefined || given.has(role) || roles.has(path)) return;
    roles.set(path, role);
    given.add(role);
  };
  const selectable = mailboxes.filter((mailbox) => mailbox.selectable);
  const own = selectable.filter(({ namespace }) => namespace === 'personal');
  // RFC 9051 section 5.1: no other mailbox is the inbox, whatever it is called.
  give('INBOX', 'inbox');
  for (const role of ['drafts', 'sent', 'archive', 'junk', 'trash'] as const) {
    const path = chosen[role];
    if (path !== undefined && selectable.some((mailbox) => mailbox.path === path)) give(path, role);
  }
  for (const { path, flags } of own) for (const flag of flags) give(path, uses.get(flag.toLowerCase()));
  for (const { path, guess } of own) give(path, uses.get(guess?.toLowerCase() ?? ''));
  return roles;
}
