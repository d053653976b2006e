/** How a message is known again that has no number, or another one, or lies in another mailbox. */
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { ReadDb } from './sqlite.ts';

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
