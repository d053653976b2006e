/**
 * What a person does to mailboxes. `path` is the server's name for one and changes when the server has changed it; name, parent and
 * visibility change at once.
 */
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { StoreTransaction } from './mail-store.ts';
import { mailboxById, mailboxByPath, removeMailbox, type StoredMailbox } from './mailboxes.ts';
import type { ReadDb } from './sqlite.ts';

/** Hides a mailbox with all that is in it, or shows it again. Its rows stay: the server has it still. */
export function hideMailbox(tx: StoreTransaction, id: MailboxId, hidden: boolean): void {
  tx.db.run('UPDATE mailbox SET removed = ? WHERE id = ?', hidden ? 1 : 0, id);
  tx.touch.mailboxList();
  tx.touch.mailbox(id);
}

/** What the person sees of a mailbox. */
export function showMailboxAs(
  tx: StoreTransaction,
  id: MailboxId,
  shown: Partial<Pick<StoredMailbox, 'name' | 'parentPath' | 'subscribed'>>,
): void {
  const known = mailboxById(tx.db, id);
  if (known === null) return;
  const { name, parentPath, subscribed } = { ...known, ...shown };
  tx.db.run('UPDATE mailbox SET name = ?, parent_path = ?, subscribed = ? WHERE id = ?', name, parentPath, subscribed ? 1 : 0, id);
  tx.touch.mailboxList();
}

/** Messages of a mailbox, in no order; at most so many. */
export function messagesIn(db: ReadDb, id: MailboxId, most: number): MessageId[] {
  return db.all<{ id: MessageId }>('SELECT message_id AS id FROM location WHERE mailbox_id = ? LIMIT ?', id, most).map((row) => row.id);
}

/** A mailbox and all below it, by the server's names. */
export function subtreeOf(
  db: ReadDb,
  mailbox: StoredMailbox,
): { readonly id: MailboxId; readonly path: string; readonly subscribed: boolean }[] {
  return db
    .all<{ id: MailboxId; path: string; subscribed: number }>(
      'SELECT id, path, subscribed FROM mailbox WHERE path = ? OR substr(path, 1, length(?)) = ? ORDER BY path',
      mailbox.path,
      ...below(mailbox),
    )
    .map((row) => ({ ...row, subscribed: row.subscribed === 1 }));
}

/**
 * The server calls a mailbox something else now, and with it all below. Whatever had these names here makes way: when it is the same
 * mailbox, seen anew by a synchronisation, it goes; returns the messages that were in it.
 */
export function repathMailbox(tx: StoreTransaction, id: MailboxId, path: string): MessageId[] {
  const known = mailboxById(tx.db, id);
  if (known === null || known.path === path) return [];
  const moved = subtreeOf(tx.db, known);
  const orphans = moved.flatMap((old) => makeWay(tx, old.id, `${path}${old.path.slice(known.path.length)}`));
  for (const column of ['path', 'parent_path']) {
    tx.db.run(
      `UPDATE mailbox SET ${column} = ? || substr(${column}, length(?) + 1) WHERE ${column} = ? OR substr(${column}, 1, length(?)) = ?`,
      path,
      known.path,
      known.path,
      ...below(known),
    );
  }
  tx.touch.mailboxList();
  return orphans;
}

function makeWay(tx: StoreTransaction, id: MailboxId, path: string): MessageId[] {
  const there = mailboxByPath(tx.db, path);
  if (there === null || there.id === id) return [];
  if (there.total > 0 && there.uidValidity !== mailboxById(tx.db, id)?.uidValidity) {
    // Another one that the server must have removed before: its messages go when the next synchronisation has proven that.
    tx.db.run('UPDATE mailbox SET path = ? WHERE id = ?', `${path} (${there.id})`, there.id);
    return [];
  }
  const messages = messagesIn(tx.db, there.id, there.total);
  removeMailbox(tx, there.id);
  return messages;
}

/** How names below it begin, twice for the two places in a query; null, which fits nothing, where names have no parts. */
function below({ path, delimiter }: StoredMailbox): readonly [string | null, string | null] {
  const begin = delimiter === null ? null : `${path}${delimiter}`;
  return [begin, begin];
}
