import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { ReadDb } from './sqlite.ts';

/** Where the server has a message, and under which number. */
interface NumberedPlace {
  readonly mailboxId: MailboxId;
  readonly uid: number;
}

/** In the mailboxes that list it, then in those that a waiting operation takes it away from: there it still is. */
export function numberedPlaces(db: ReadDb, messageId: MessageId): NumberedPlace[] {
  return db.all(
    `SELECT mailbox_id AS mailboxId, uid FROM location WHERE message_id = ? AND uid IS NOT NULL
     UNION ALL SELECT mailbox_id, uid FROM operation_target WHERE message_id = ? AND uid IS NOT NULL AND moves = 1`,
    messageId,
    messageId,
  );
}
