import type { ImapOptions } from '../../../shared/account.ts';
import { failureOf, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxRole } from '../../../shared/mailbox.ts';
import type { ListedMailbox } from '../../store/mailboxes.ts';
import { mailboxesFrom, pathOf } from './listed-mailboxes.ts';
import { leftOut } from './namespaces.ts';
import { openMailbox } from './open-mailbox.ts';
import type { StatusNumbers } from './plan.ts';
import { listMatching } from './raw-commands.ts';
import type { ImapSession } from './session.ts';
import { uidValidityText } from './uid-validity.ts';
import { unlessRefused } from './unless-refused.ts';

export interface Listing {
  readonly mailboxes: readonly ListedMailbox[];
  /** What STATUS told, by path; missing where it is not to be had. */
  readonly numbers: ReadonlyMap<string, StatusNumbers>;
}

interface Wishes {
  /** Mailboxes the person chose for a role. */
  readonly chosen: ImapOptions['roles'];
  /** Asks for the numbers of each mailbox: servers without LIST-STATUS take a round trip for each. */
  readonly numbers: boolean;
  /** Asks for the bytes in each mailbox too, where the server can tell them (RFC 8438). */
  readonly sizes: boolean;
}

/** A row of imapflow's list. */
type Entry = Awaited<ReturnType<typeof listMatching>>[number];
type Status = NonNullable<Entry['status']>;

/**
 * All mailboxes of all namespaces with their numbers: one round trip where the server has LIST-STATUS (RFC 5819) and lists
 * everything at once, else one more per mailbox or namespace.
 */
export async function listServerMailboxes(session: ImapSession, { chosen, numbers: wanted, sizes }: Wishes): Promise<Listing> {
  const entries = await listAll(session, wanted, sizes);
  // RFC 9051 section 5.1: there is always an INBOX. A list without it is a fault, not an empty account.
  if (!entries.some((entry) => entry.path === 'INBOX')) throw new MailFailureError(noInbox(session.host));
  const { namespaces, namesAreUtf8: utf8 } = session;
  const told = statusByPath(entries, session);
  const mailboxes = mailboxesFrom(entries, { namespaces, chosen, utf8 }).map((mailbox) => {
    const size = countsTwice(session, mailbox.role) ? 0 : told.get(mailbox.path)?.size;
    return sizes && size !== undefined ? { ...mailbox, serverSize: size } : mailbox;
  });
  const selected = session.selected();
  // Some servers (Dovecot) list one that was removed as if it were there, because of those inside it.
  const parents = new Set(mailboxes.map(({ parentPath }) => parentPath));
  const silent = mailboxes.filter(({ path, selectable }) => selectable && parents.has(path) && path !== selected && !told.has(path));
  const there = wanted && silent.length > 0 ? await stillListed(session, silent.map(pathIn)) : new Set(silent.map(pathIn));
  const branches = new Set(silent.map(pathIn).filter((path) => !there.has(path)));
  const numbers = [...told].flatMap(([path, status]) => {
    // RFC 9051 section 6.3.11: of the selected mailbox STATUS may tell what it was, and Dovecot does.
    const known = path === selected ? null : numbersOf(status);
    return known === null ? [] : [[path, known] as const];
  });
  const listed = mailboxes.map((mailbox) => (branches.has(mailbox.path) ? { ...mailbox, selectable: false } : mailbox));
  return { mailboxes: listed, numbers: new Map(numbers) };
}

function pathIn({ path }: ListedMailbox): string {
  return path;
}

/** Namespaces that had nothing: asked once per connection, since most servers name some that nobody uses. */
const emptyNamespaces = new WeakMap<ImapSession, Set<string>>();

async function listAll(session: ImapSession, numbers: boolean, sizes: boolean): Promise<readonly Entry[]> {
  const items = { messages: true, uidNext: true, uidValidity: true, highestModseq: true, unseen: true };
  // Left out altogether if not wanted: some servers have to open every message for it.
  const options = numbers ? { statusQuery: sizes ? { ...items, size: true } : items } : {};
  const entries = [...(await session.ask((client) => client.list(options)))];
  const empty = emptyNamespaces.get(session) ?? new Set();
  emptyNamespaces.set(session, empty);
  const paths = entries.map(({ path }) => path);
  for (const { prefix } of leftOut(paths, session.namespaces)) {
    if (empty.has(prefix)) continue;
    const more = await unlessRefused(session.ask((client) => listMatching(client, `${prefix}*`, options)));
    if (more === 'refused' || more.length === 0) empty.add(prefix);
    else if (more !== 'not now') entries.push(...more);
  }
  return entries;
}

/** What STATUS told, where it is sure to be of that mailbox. */
function statusByPath(entries: readonly Entry[], session: ImapSession): ReadonlyMap<string, Status> {
  const told = new Map<string, Status>();
  const alike = new Map<string, number>();
  for (const { path } of entries) alike.set(path, (alike.get(path) ?? 0) + 1);
  for (const entry of entries) {
    const { path, status } = entry;
    if (status === undefined) continue;
    // imapflow sorts the numbers by the name as it decoded it: two of one name, or a name with a fault, may have got another's.
    if (alike.get(path) === 1 && pathOf(entry, session.namesAreUtf8) === path) told.set(path, status);
  }
  return told;
}

function numbersOf(status: Status): StatusNumbers | null {
  if (status.uidValidity === undefined || status.messages === undefined) return null;
  return {
    uidValidity: uidValidityText(status.uidValidity),
    uidNext: status.uidNext ?? null,
    highestModseq: status.highestModseq ? String(status.highestModseq) : null,
    exists: status.messages,
    unseen: status.unseen ?? null,
  };
}

/** Where mailboxes are labels, what is in one of them is in the one that holds everything too. */
function countsTwice({ facts }: ImapSession, role: MailboxRole | null): boolean {
  return facts.mailboxesAreLabels && role !== 'all' && role !== 'junk' && role !== 'trash';
}

/** Which of these paths the server still knows: asked for one by one, since a name left out of a list proves nothing. */
export async function stillListed(session: ImapSession, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  for (const path of paths) {
    try {
      // Not STATUS: of a mailbox that is still selected here, servers tell what it was.
      await openMailbox(session.ask, path);
      there.add(path);
    } catch (thrown) {
      const { kind } = failureOf(thrown);
      if (kind === 'offline' || kind === 'bug') throw thrown;
      if (kind !== 'gone') there.add(path);
    }
  }
  return there;
}

function noInbox(host: string): MailFailure {
  return { kind: 'protocol', retry: 'later', text: `${host} lists folders, but no inbox among them. Nothing was changed.` };
}
