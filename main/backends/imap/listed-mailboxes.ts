/** From what LIST told to mailboxes as the store keeps them. Pure. */
import type { ImapOptions } from '../../../shared/account.ts';
import type { ListedMailbox } from '../../store/mailboxes.ts';
import { encodeModifiedUtf7 } from './modified-utf7.ts';
import { type Namespace, namespaceOf } from './namespaces.ts';
import { type RoleCandidate, rolesOf } from './roles.ts';

/** A row of imapflow's list. */
export interface ListEntry {
  readonly path: string;
  readonly pathAsListed: string;
  readonly delimiter: string | null;
  readonly flags: ReadonlySet<string>;
  readonly specialUse?: string | undefined;
  readonly subscribed?: boolean | undefined;
}

export interface ListContext {
  readonly namespaces: readonly Namespace[];
  readonly chosen: ImapOptions['roles'];
  /** Names travel as UTF-8 (UTF8=ACCEPT or IMAP4rev2), else in modified UTF-7. */
  readonly utf8: boolean;
}

type Row = Omit<ListedMailbox, 'role'> & { readonly flags: ReadonlySet<string>; readonly guess: string | undefined };

/** One row per path, and a branch for each parent that the server does not list. */
export function mailboxesFrom(entries: readonly ListEntry[], context: ListContext): readonly ListedMailbox[] {
  const rows = new Map<string, Row>();
  for (const entry of entries) {
    const row = rowOf(entry, context);
    // Two of one name (a server's fault, or `Inbox` beside `INBOX`): the one that holds messages.
    if (rows.get(row.path)?.selectable !== true) rows.set(row.path, row);
  }
  // Branches put in on the way are visited too, and get theirs.
  for (const row of rows.values()) addBranch(rows, row, context.namespaces);
  const roles = rolesOf([...rows.values()].map(candidate), context.chosen);
  const shown = shownOf([...rows.values()], new Set(roles.keys()));
  return [...rows.values()].map(({ flags: _flags, guess: _guess, ...row }) => ({
    ...row,
    role: roles.get(row.path) ?? null,
    subscribed: shown.has(row.path),
  }));
}

/**
 * The path by which the server knows a mailbox: the name, or where it would not travel right (`R&D` that a server lists without
 * encoding it) the bytes as listed. Sent as it is, see open-mailbox.ts.
 */
export function pathOf({ path, pathAsListed, delimiter }: ListEntry, utf8: boolean): string {
  const listed = delimiter !== null && pathAsListed.startsWith(delimiter) ? pathAsListed.slice(delimiter.length) : pathAsListed;
  return utf8 || path === 'INBOX' || encodeModifiedUtf7(path) === listed ? path : listed;
}

function rowOf(entry: ListEntry, { namespaces, utf8 }: ListContext): Row {
  const path = pathOf(entry, utf8);
  const delimiter = entry.delimiter || null;
  return {
    ...placeOf(path, delimiter, namespaces),
    selectable: ![...entry.flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)),
    subscribed: entry.subscribed === true,
    flags: entry.flags,
    guess: entry.specialUse,
  };
}

function placeOf(path: string, delimiter: string | null, namespaces: readonly Namespace[]) {
  const end = delimiter === null ? -1 : path.lastIndexOf(delimiter);
  const parent = end <= 0 ? null : path.slice(0, end);
  return {
    path,
    // The one name that is the protocol's and not somebody's choice: nobody wants to be shouted at.
    name: path === 'INBOX' ? 'Inbox' : path.slice(end + 1),
    delimiter,
    // Exchange lists INBOX, and below it Inbox/Work.
    parentPath: parent?.toUpperCase() === 'INBOX' ? 'INBOX' : parent,
    namespace: namespaceOf(path, namespaces),
  };
}

/** A mailbox may be listed without the one above it, or with a \NonExistent one (RFC 5258 section 3). */
function addBranch(rows: Map<string, Row>, { parentPath, delimiter }: Row, namespaces: readonly Namespace[]): void {
  if (parentPath === null || rows.has(parentPath)) return;
  const place = placeOf(parentPath, delimiter, namespaces);
  rows.set(parentPath, { ...place, selectable: false, subscribed: false, flags: new Set(), guess: undefined });
}

function candidate({ path, namespace = 'personal', selectable, flags, guess }: Row): RoleCandidate {
  return { path, namespace, selectable, flags, guess };
}

/**
 * What counts as subscribed: what is, what has a role (iCloud leaves Sent and Trash out), and the branches these hang on. Where
 * nothing is subscribed, nobody keeps subscriptions: then everything.
 */
function shownOf(rows: readonly Row[], withRole: ReadonlySet<string>): ReadonlySet<string> {
  const byPath = new Map(rows.map((row) => [row.path, row]));
  const kept = rows.some(({ path, selectable, subscribed }) => subscribed === true && selectable && path !== 'INBOX');
  const shown = new Set<string>();
  for (const { path, parentPath, subscribed } of rows) {
    if (kept && subscribed !== true && !withRole.has(path)) continue;
    shown.add(path);
    let branch = byPath.get(parentPath ?? '');
    while (branch !== undefined && !branch.selectable && !shown.has(branch.path)) {
      shown.add(branch.path);
      branch = byPath.get(branch.parentPath ?? '');
    }
  }
  return shown;
}
