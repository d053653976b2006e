import type { MailboxId } from '../../shared/mailbox.ts';
import type { Flag, MessageId } from '../../shared/message.ts';
import { flagsFromText, flagsToText } from './flag-text.ts';
import { insertRows } from './insert-rows.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/** A message in a mailbox. `uid` is null for a local mailbox, and while a move is on its way to the server. */
export interface Location {
  readonly mailboxId: MailboxId;
  readonly messageId: MessageId;
  readonly uid: number | null;
  readonly flags: readonly Flag[];
  readonly date: number;
}

type Row = Omit<Location, 'flags'> & { readonly flags: string };

const columns = 'mailbox_id AS mailboxId, message_id AS messageId, uid, flags, date';

function fromRow(row: Row): Location {
  return { ...row, flags: flagsFromText(row.flags) };
}

export function locationOf(db: ReadDb, mailboxId: MailboxId, messageId: MessageId): Location | null {
  const row = db.get<Row>(`SELECT ${columns} FROM location WHERE mailbox_id = ? AND message_id = ?`, mailboxId, messageId);
  return row === undefined ? null : fromRow(row);
}

/**
 * Several at once, in the order asked for. A message that is not there is left out, and so is one in a mailbox that is to be removed: it
 * goes with it.
 */
export function locationsAt(db: ReadDb, refs: readonly { readonly mailboxId: MailboxId; readonly messageId: MessageId }[]): Location[] {
  const asked = JSON.stringify(refs.map(({ mailboxId, messageId }) => [mailboxId, messageId]));
  return db
    .all<Row>(
      `SELECT l.mailbox_id AS mailboxId, l.message_id AS messageId, l.uid, l.flags, l.date FROM json_each(?) r
       CROSS JOIN location l ON l.mailbox_id = r.value ->> 0 AND l.message_id = r.value ->> 1
       CROSS JOIN mailbox b ON b.id = l.mailbox_id AND b.removed = 0 ORDER BY r.key`,
      asked,
    )
    .map(fromRow);
}

export function locationByUid(db: ReadDb, mailboxId: MailboxId, uid: number): Location | null {
  const row = db.get<Row>(`SELECT ${columns} FROM location WHERE mailbox_id = ? AND uid = ?`, mailboxId, uid);
  return row === undefined ? null : fromRow(row);
}

/** Where a message is, in all mailboxes. */
export function locationsOfMessage(db: ReadDb, messageId: MessageId): Location[] {
  return db.all<Row>(`SELECT ${columns} FROM location WHERE message_id = ?`, messageId).map(fromRow);
}

/** What a list shows of a message changed: every mailbox that lists it is touched. */
export function touchMessage(tx: StoreTransaction, messageId: MessageId): void {
  touchMessages(tx, [messageId]);
}

export function touchMessages(tx: StoreTransaction, messages: readonly MessageId[]): void {
  for (const messageId of messages) tx.touch.message(messageId);
  const lists = tx.db.all<{ id: MailboxId }>(
    'SELECT DISTINCT mailbox_id AS id FROM location WHERE message_id IN (SELECT value FROM json_each(?))',
    JSON.stringify(messages),
  );
  for (const { id } of lists) tx.touch.mailbox(id);
}

export function addLocation(tx: StoreTransaction, location: Location): void {
  tx.db.run(
    `INSERT INTO location (mailbox_id, message_id, uid, flags, date, missing)
     SELECT ?, id, ?, ?, ?, CASE WHEN raw_hash IS NULL THEN size END FROM message WHERE id = ?`,
    location.mailboxId,
    location.uid,
    flagsToText(location.flags),
    location.date,
    location.messageId,
  );
  tx.touch.mailbox(location.mailboxId);
  tx.touch.message(location.messageId);
}

/** Many at once; `missing`: the size of a message whose bytes are only on the server. */
export function addLocations(tx: StoreTransaction, locations: readonly (Location & { readonly missing: number | null })[]): void {
  const rows = locations.map(({ mailboxId, messageId, uid, flags, date, missing }) => [
    mailboxId,
    messageId,
    uid,
    flagsToText(flags),
    date,
    missing,
  ]);
  insertRows(tx.db, 'location (mailbox_id, message_id, uid, flags, date, missing)', rows);
  for (const { mailboxId, messageId } of locations) {
    tx.touch.mailbox(mailboxId);
    tx.touch.message(messageId);
  }
}

export function removeLocation(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId): void {
  tx.db.run('DELETE FROM location WHERE mailbox_id = ? AND message_id = ?', mailboxId, messageId);
  tx.touch.mailbox(mailboxId);
  tx.touch.message(messageId);
}

/**
 * Into another mailbox, without a number there. A message that is there already (two copies of one mail were moved into the same
 * mailbox) keeps its place.
 */
export function relocate(tx: StoreTransaction, from: readonly Pick<Location, 'mailboxId' | 'messageId'>[], to: MailboxId): void {
  const moved = JSON.stringify(from.map(({ mailboxId, messageId }) => [mailboxId, messageId]));
  tx.db.run(
    `INSERT OR IGNORE INTO location (mailbox_id, message_id, uid, flags, date, missing)
     SELECT ?, l.message_id, NULL, l.flags, l.date, l.missing FROM json_each(?) r
     CROSS JOIN location l ON l.mailbox_id = r.value ->> 0 AND l.message_id = r.value ->> 1`,
    to,
    moved,
  );
  tx.db.run('DELETE FROM location WHERE (mailbox_id, message_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))', moved);
  // Whatever was asked about it there before is another matter.
  tx.db.run('DELETE FROM vanished WHERE mailbox_id = ? AND message_id IN (SELECT value ->> 1 FROM json_each(?))', to, moved);
  tx.touch.mailbox(to);
  for (const { mailboxId, messageId } of from) {
    tx.touch.mailbox(mailboxId);
    tx.touch.message(messageId);
  }
}

/**
 * The server said which number a message has here now. A row that already holds that number was this same message: it goes; returns its
 * message, which may be in no mailbox any more.
 */
export function setUid(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId, uid: number): readonly MessageId[] {
  const displaced = locationByUid(tx.db, mailboxId, uid)?.messageId ?? messageId;
  if (displaced !== messageId) removeLocation(tx, mailboxId, displaced);
  tx.db.run('UPDATE location SET uid = ? WHERE mailbox_id = ? AND message_id = ?', uid, mailboxId, messageId);
  tx.touch.mailbox(mailboxId);
  tx.touch.message(messageId);
  return displaced === messageId ? [] : [displaced];
}

/** The server has it here no longer, but it stays: from now on it is only on this computer. */
export function unnumberLocation(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId): void {
  tx.db.run('UPDATE location SET uid = NULL WHERE mailbox_id = ? AND message_id = ?', mailboxId, messageId);
  tx.touch.mailbox(mailboxId);
  tx.touch.message(messageId);
}

export function setFlags(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId, flags: readonly Flag[]): void {
  const text = flagsToText(flags);
  const done = tx.db.run(
    'UPDATE location SET flags = ? WHERE mailbox_id = ? AND message_id = ? AND flags <> ?',
    text,
    mailboxId,
    messageId,
    text,
  );
  if (done.changes === 0) return;
  tx.touch.mailbox(mailboxId);
  tx.touch.message(messageId);
}
