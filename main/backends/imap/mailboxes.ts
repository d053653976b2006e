import { failureOf, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxRole, QuotaRoot } from '../../../shared/mailbox.ts';
import type { ListedMailbox } from '../../store/mailboxes.ts';
import type { StatusNumbers } from './plan.ts';
import type { ImapSession } from './session.ts';

export interface Listing {
  readonly mailboxes: readonly ListedMailbox[];
  /** What STATUS told, by path; missing where it is not to be had. */
  readonly numbers: ReadonlyMap<string, StatusNumbers>;
}

/** RFC 6154, and `\Inbox` as imapflow adds it. Servers without SPECIAL-USE: imapflow goes by the usual names in many languages. */
const roles: ReadonlyMap<string, MailboxRole> = new Map([
  ['\\inbox', 'inbox'],
  ['\\drafts', 'drafts'],
  ['\\sent', 'sent'],
  ['\\archive', 'archive'],
  ['\\junk', 'junk'],
  ['\\trash', 'trash'],
  ['\\flagged', 'flagged'],
  ['\\all', 'all'],
]);

/** All mailboxes with their numbers: one round trip where the server has LIST-STATUS (RFC 5819), else one more per mailbox. */
export async function listServerMailboxes(session: ImapSession): Promise<Listing> {
  const statusQuery = { messages: true, uidNext: true, uidValidity: true, highestModseq: true, unseen: true };
  const entries = await session.ask((client) => client.list({ statusQuery }));
  // RFC 9051 section 5.1: there is always an INBOX. A list without it is a fault, not an empty account.
  if (!entries.some((entry) => entry.path === 'INBOX')) throw new MailFailureError(noInbox(session.host));
  const selected = session.selected();
  const numbers = new Map<string, StatusNumbers>();
  for (const { path, status } of entries) {
    // RFC 9051 section 6.3.11: of the selected mailbox STATUS may tell what it was, and Dovecot does.
    if (path === selected || status?.uidValidity === undefined || status.messages === undefined) continue;
    numbers.set(path, {
      uidValidity: String(status.uidValidity),
      uidNext: status.uidNext ?? null,
      highestModseq: status.highestModseq ? String(status.highestModseq) : null,
      exists: status.messages,
      unseen: status.unseen ?? null,
    });
  }
  const mailboxes = entries.map(({ path, name, delimiter, parentPath, specialUse, flags }) => ({
    path,
    // The one name that is the protocol's and not somebody's choice: nobody wants to be shouted at.
    name: path === 'INBOX' ? 'Inbox' : name,
    delimiter: delimiter || null,
    parentPath: parentPath || null,
    role: roles.get(specialUse?.toLowerCase() ?? '') ?? null,
    selectable: ![...flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)),
  }));
  return { mailboxes, numbers };
}

/** Which of these paths the server still knows: asked for one by one, since a name left out of a list proves nothing. */
export async function stillListed(session: ImapSession, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  for (const path of paths) {
    try {
      // Not STATUS: of a mailbox that is still selected here, servers tell what it was.
      await session.ask((client) => client.mailboxOpen(path));
      there.add(path);
    } catch (thrown) {
      if (isConnectionLost(thrown)) throw thrown;
      if (failureOf(thrown).kind !== 'gone') there.add(path);
    }
  }
  return there;
}

/** The quota roots of INBOX (RFC 9208); null when the server does not tell, empty when there is no limit. */
export async function readQuota(session: ImapSession, now: number): Promise<readonly QuotaRoot[] | null> {
  if (!session.offers('QUOTA')) return null;
  const told = await session
    .ask((client) => client.getQuota('INBOX'))
    .catch((thrown: unknown) => {
      // A number for the eye is no reason to stop, unless the connection is gone.
      if (isConnectionLost(thrown)) throw thrown;
      return null;
    });
  if (told === null) return null;
  return (['storage', 'message'] as const).flatMap((resource) => {
    const { usage, limit } = told[resource] ?? {};
    return usage === undefined ? [] : [{ name: told.quotaRoot ?? '', resource, usage, limit: limit ?? null, measuredAt: now }];
  });
}

function isConnectionLost(thrown: unknown): boolean {
  const { kind } = failureOf(thrown);
  return kind === 'offline' || kind === 'bug';
}

function noInbox(host: string): MailFailure {
  return { kind: 'protocol', retry: 'later', text: `${host} lists folders, but no inbox among them. Nothing was changed.` };
}
