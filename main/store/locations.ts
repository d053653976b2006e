import type { MailboxId } from '../../shared/mailbox.ts';
import type { Flag, FlagChange, MessageId } from '../../shared/message.ts';
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

/** Flags as stored: one space between two, sorted, so that equal sets are equal text. */
export function flagsToText(flags: readonly Flag[]): string {
  if (flags.length < 2) return flags[0] ?? '';
  return [...new Set(flags)].sort().join(' ');
}

export function flagsFromText(text: string): readonly Flag[] {
  return text === '' ? [] : text.split(' ');
}

/** The flags after a change. */
export function changedFlags(flags: readonly Flag[], change: FlagChange): readonly Flag[] {
  return [...new Set([...flags.filter((flag) => !change.remove.includes(flag)), ...change.add])].sort();
}

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

/** What is here of one UID of a mailbox; `here`: its bytes are on this computer. */
export function numberedLocation(
  db: ReadDb,
  mailboxId: MailboxId,
  uid: number,
): { readonly messageId: MessageId; readonly flags: string; readonly here: boolean } | null {
  const row = db.get<{ messageId: MessageId; flags: string; here: number }>(
    `SELECT l.message_id AS messageId, l.flags, m.raw_hash IS NOT NULL AS here FROM location l JOIN message m ON m.id = l.message_id
     WHERE l.mailbox_id = ? AND l.uid = ?`,
    mailboxId,
    uid,
  );
  return row === undefined ? null : { ...row, here: row.here === 1 };
}

/** How many messages of a mailbox the server has numbered: from the stored count, less the few that have no number. */
export function countNumbered(db: ReadDb, mailboxId: MailboxId): number {
  const row = db.get<{ count: number }>(
    `SELECT total - (SELECT count(*) FROM location INDEXED BY location_unnumbered WHERE mailbox_id = mailbox.id AND uid IS NULL) AS count FROM mailbox WHERE id = ?`,
    mailboxId,
  );
  return row?.count ?? 0;
}

/** Whether a mailbox holds messages the server has not numbered, or not any more. */
export function holdsUnnumbered(db: ReadDb, mailboxId: MailboxId): boolean {
  return (
    db.get('SELECT 1 FROM location INDEXED BY location_unnumbered WHERE mailbox_id = ? AND uid IS NULL LIMIT 1', mailboxId) !== undefined
  );
}

/** Which UIDs are here of the range these span, each with its flags as text. */
export function flagsHere(db: ReadDb, mailboxId: MailboxId, uids: readonly number[]): Map<number, string> {
  if (uids.length === 0) return new Map();
  const rows = db.all<{ uid: number; flags: string }>(
    'SELECT uid, flags FROM location WHERE mailbox_id = ? AND uid BETWEEN ? AND ?',
    mailboxId,
    uids.reduce((least, uid) => Math.min(least, uid)),
    uids.reduce((most, uid) => Math.max(most, uid)),
  );
  return new Map(rows.map(({ uid, flags }) => [uid, flags]));
}

/** Whether the server has it in another mailbox too, as itself or as a message of the same Message-ID and size: then it was moved, not lost. */
export function isNumberedElsewhere(db: ReadDb, mailboxId: MailboxId, messageId: MessageId): boolean {
  return (
    db.get(
      `SELECT 1 FROM location WHERE message_id = ? AND mailbox_id <> ? AND uid IS NOT NULL
       UNION ALL
       SELECT 1 FROM message m JOIN message twin ON twin.header_message_id = m.header_message_id AND twin.size = m.size AND twin.id <> m.id
       JOIN location l ON l.message_id = twin.id AND l.uid IS NOT NULL WHERE m.id = ? LIMIT 1`,
      messageId,
      mailboxId,
      messageId,
    ) !== undefined
  );
}

/** Everything a mailbox holds that the server has numbered, by UID. Proportional to the mailbox: only for a full comparison. */
export function numberedLocations(db: ReadDb, mailboxId: MailboxId): { readonly uid: number; readonly flags: string }[] {
  return db.all('SELECT uid, flags FROM location WHERE mailbox_id = ? AND uid IS NOT NULL ORDER BY uid', mailboxId);
}

/** By what a message is known again when it has no number: `emailId` is the server's own name for it; `date` is internalDate. */
interface MessageIdentity {
  readonly emailId: string | null;
  readonly headerMessageId: string | null;
  readonly size: number;
  readonly date: number;
}

/**
 * The message of a mailbox that has no number and is this one: a move brought it there and the server has not told its UID, or the
 * mailbox was numbered anew. Without a Message-ID all that is left must be equal; among several the one of the same date is it.
 */
export function unnumberedTwin(db: ReadDb, mailboxId: MailboxId, identity: MessageIdentity): MessageId | null {
  const { emailId, headerMessageId, size, date } = identity;
  // CROSS JOIN keeps the order: by the index of names, and never through a whole mailbox.
  const here = 'l.mailbox_id = ? AND l.uid IS NULL';
  const named =
    emailId === null
      ? undefined
      : db.get<{ id: MessageId }>(
          `SELECT m.id FROM message m CROSS JOIN location l ON l.message_id = m.id WHERE m.email_id = ? AND ${here} LIMIT 1`,
          emailId,
          mailboxId,
        );
  if (named !== undefined) return named.id;
  const alike =
    headerMessageId === null
      ? db.get<{ id: MessageId }>(
          `SELECT m.id FROM location l JOIN message m ON m.id = l.message_id
           WHERE ${here} AND l.date = ? AND m.header_message_id IS NULL AND m.size = ? LIMIT 1`,
          mailboxId,
          date,
          size,
        )
      : db.get<{ id: MessageId }>(
          `SELECT m.id FROM message m CROSS JOIN location l ON l.message_id = m.id
           WHERE m.header_message_id = ? AND m.size = ? AND ${here} ORDER BY l.date <> ? LIMIT 1`,
          headerMessageId,
          size,
          mailboxId,
          date,
        );
  return alike?.id ?? null;
}

/** Whether a mailbox holds a message with this header Message-ID. */
export function holdsHeaderMessageId(db: ReadDb, mailboxId: MailboxId, headerMessageId: string): boolean {
  return (
    db.get(
      `SELECT 1 FROM message m CROSS JOIN location l ON l.message_id = m.id WHERE m.header_message_id = ? AND l.mailbox_id = ? LIMIT 1`,
      headerMessageId,
      mailboxId,
    ) !== undefined
  );
}

/** What a list shows of a message changed: every mailbox that lists it is touched. */
export function touchMessage(tx: StoreTransaction, messageId: MessageId): void {
  tx.touch.message(messageId);
  for (const { id } of tx.db.all<{ id: MailboxId }>('SELECT mailbox_id AS id FROM location WHERE message_id = ?', messageId))
    tx.touch.mailbox(id);
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

/** Many at once, of messages whose bytes are only on the server; `size` is that of the message. */
export function addRemoteLocations(tx: StoreTransaction, locations: readonly (Location & { readonly size: number })[]): void {
  const rows = locations.map(({ mailboxId, messageId, uid, flags, date, size }) => [
    mailboxId,
    messageId,
    uid,
    flagsToText(flags),
    date,
    size,
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
