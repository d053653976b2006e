/** What is here of what the server has numbered in a mailbox. */
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { ReadDb } from './sqlite.ts';

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

/** What is here of many UIDs of a mailbox, asked at once. */
export function numberedLocationsOf(
  db: ReadDb,
  mailboxId: MailboxId,
  uids: readonly number[],
): ReadonlyMap<number, { readonly messageId: MessageId; readonly flags: string; readonly here: boolean }> {
  const rows = db.all<{ uid: number; messageId: MessageId; flags: string; here: number }>(
    `SELECT l.uid, l.message_id AS messageId, l.flags, l.missing IS NULL AS here
     FROM json_each(?) each CROSS JOIN location l ON l.uid = each.value AND l.mailbox_id = ?`,
    JSON.stringify(uids),
    mailboxId,
  );
  return new Map(rows.map(({ uid, messageId, flags, here }) => [uid, { messageId, flags, here: here === 1 }]));
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

/** Everything a mailbox holds that the server has numbered, by UID. Proportional to the mailbox: only for a full comparison. */
export function numberedLocations(db: ReadDb, mailboxId: MailboxId): { readonly uid: number; readonly flags: string }[] {
  return db.all('SELECT uid, flags FROM location WHERE mailbox_id = ? AND uid IS NOT NULL ORDER BY uid', mailboxId);
}
