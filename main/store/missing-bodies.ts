import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { ReadDb } from './sqlite.ts';

/** Which texts of a mailbox are to be kept offline. */
export interface BodiesWanted {
  readonly mailboxId: MailboxId;
  /** Not those of more bytes than this. */
  readonly largest: number;
  /** Not those older than this, milliseconds since 1970. */
  readonly since: number;
}

export interface MissingBody {
  readonly messageId: MessageId;
  readonly uid: number;
  readonly size: number;
}

const condition = 'l.mailbox_id = ? AND l.missing <= ? AND l.date >= ? AND l.uid IS NOT NULL';

/** The newest of them that are not on this computer; costs what it returns. */
export function missingBodies(db: ReadDb, { mailboxId, largest, since }: BodiesWanted, most: number): MissingBody[] {
  return db.all(
    `SELECT l.message_id AS messageId, l.uid, l.missing AS size FROM location l
     WHERE l.missing IS NOT NULL AND ${condition} ORDER BY l.date DESC, l.message_id DESC LIMIT ?`,
    mailboxId,
    largest,
    since,
    most,
  );
}

/** How many there are, and their bytes. */
export function countMissing(
  db: ReadDb,
  { mailboxId, largest, since }: BodiesWanted,
): { readonly messages: number; readonly bytes: number } {
  const row = db.get<{ messages: number; bytes: number }>(
    `SELECT count(*) AS messages, coalesce(sum(l.missing), 0) AS bytes FROM location l WHERE l.missing IS NOT NULL AND ${condition}`,
    mailboxId,
    largest,
    since,
  );
  return row ?? { messages: 0, bytes: 0 };
}
