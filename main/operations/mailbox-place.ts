/** Where a mailbox may be made and under which name. Pure. */
import { MailFailureError } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { StoredMailbox } from '../store/mailboxes.ts';

/** A place in the tree of mailboxes. `beginning` is what paths there begin with. */
export interface MailboxPlace {
  readonly parentPath: string | null;
  readonly delimiter: string | null;
  readonly beginning: string;
  readonly parent: StoredMailbox | null;
}

/**
 * The place below a mailbox, or at the top of the person's own mailboxes: for some servers (Courier) that is below INBOX, which shows
 * in the names of all others; where there are none yet the backend puts in what is missing.
 */
export function mailboxPlace(mailboxes: readonly StoredMailbox[], parentId: MailboxId | null): MailboxPlace {
  if (parentId !== null) {
    const parent = mailboxes.find(({ id }) => id === parentId);
    if (parent === undefined) throw refused('The folder it was to be put into does not exist any more.');
    if (parent.delimiter === null) throw refused(`There can be no folders inside “${parent.name}”.`);
    return { parentPath: parent.path, delimiter: parent.delimiter, beginning: `${parent.path}${parent.delimiter}`, parent };
  }
  const inbox = mailboxes.find(({ role }) => role === 'inbox');
  const delimiter = inbox?.delimiter ?? mailboxes.find((mailbox) => mailbox.delimiter !== null)?.delimiter ?? null;
  const own = mailboxes.filter(({ id, namespace }) => namespace === 'personal' && id !== inbox?.id);
  const beginning = `${inbox?.path ?? 'INBOX'}${delimiter ?? ''}`;
  const isBelowInbox = delimiter !== null && own.length > 0 && own.every(({ path }) => path.startsWith(beginning));
  return isBelowInbox
    ? { parentPath: inbox?.path ?? null, delimiter, beginning, parent: null }
    : { parentPath: null, delimiter, beginning: '', parent: null };
}

/**
 * The name as it will be; throws for one that cannot be there. `self` is the mailbox that is to be called so, `mailboxes` are those
 * the person sees.
 */
export function mailboxName(
  wanted: string,
  { delimiter, parentPath }: MailboxPlace,
  mailboxes: readonly StoredMailbox[],
  self: MailboxId | null = null,
): string {
  const name = wanted.trim();
  if (name === '') throw refused('A folder needs a name.');
  if (name === '.' || name === '..') throw refused(`A folder cannot be called “${name}”.`);
  // Control characters, half characters, and the mark of byte order, which decoders swallow: the server would list another name.
  if (/[\p{Cc}\p{Cs}\uFEFF]/u.test(name)) throw refused('The name has characters in it that cannot be shown.');
  if (delimiter !== null && name.includes(delimiter)) {
    throw refused(`The name of a folder cannot contain “${delimiter}”: there it stands between a folder and what is inside it.`);
  }
  const isTaken = mailboxes.some((other) => other.id !== self && other.parentPath === parentPath && other.name === name);
  // RFC 9051 section 5.1: INBOX is the one name in which capitals do not matter.
  if (isTaken || (parentPath === null && name.toUpperCase() === 'INBOX')) throw refused(`There is a folder called “${name}” already.`);
  return name;
}

/** As most servers allow. */
const longestName = 255;

/**
 * A name where no server has a say: in one Unicode form, something to be seen, and not beside one that differs from it in form or capitals
 * only. People take those for the same, and so do many servers, which these folders may be brought to one day.
 */
export function localName(
  wanted: string,
  parentPath: string | null,
  mailboxes: readonly StoredMailbox[],
  self: MailboxId | null = null,
): string {
  const name = wanted.normalize('NFC').trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) throw refused('A folder needs a name.');
  if (name.length > longestName) throw refused(`The name is too long: ${longestName} characters are the most.`);
  const twin = mailboxes.find((other) => other.id !== self && other.parentPath === parentPath && folded(other.name) === folded(name));
  if (twin !== undefined) throw refused(`There is a folder called “${twin.name}” already.`);
  return name;
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Throws when the place is the mailbox itself or inside it. */
export function assertNotInside(mailbox: StoredMailbox, { parent }: MailboxPlace, mailboxes: readonly StoredMailbox[]): void {
  for (let above = parent; above !== null; above = mailboxes.find(({ path }) => path === above?.parentPath) ?? null) {
    if (above.id === mailbox.id) throw refused('A folder cannot be put into itself.');
  }
}

export function refused(text: string): MailFailureError {
  return new MailFailureError({ kind: 'rejected', retry: 'never', text });
}
