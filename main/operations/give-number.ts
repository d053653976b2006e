import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import { locationOf, setUid } from '../store/locations.ts';
import { compareAnew, mailboxById } from '../store/mailboxes.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { setTargetUid } from '../store/operation-targets.ts';
import { setUnsure } from '../store/vanished.ts';

/**
 * What got to a mailbox has this number there, also for the actions that wait on it. Of a mailbox that was never read nobody knows whether
 * it will still be the same one then: there the message is known again by what it is. Returns messages that are nowhere any more.
 */
export function giveNumber(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId, uid: number): readonly MessageId[] {
  if (!wasRead(tx, mailboxId)) return [];
  setTargetUid(tx, mailboxId, messageId, uid);
  if (locationOf(tx.db, mailboxId, messageId) === null) return [];
  const displaced = setUid(tx, mailboxId, messageId, uid);
  // A synchronisation saw it first: the marks it has there were told of the other row.
  if (displaced.length > 0) compareAnew(tx, mailboxId);
  return displaced;
}

/** The server brought a message to a mailbox. Where its number is not known, it is gone again if the next synchronisation does not see it. */
export function letArrive(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId, uid: number | null): readonly MessageId[] {
  if (uid !== null && wasRead(tx, mailboxId)) return giveNumber(tx, mailboxId, messageId, uid);
  setUnsure(tx, mailboxId, messageId);
  return [];
}

function wasRead(tx: StoreTransaction, mailboxId: MailboxId): boolean {
  return (mailboxById(tx.db, mailboxId)?.uidValidity ?? null) !== null;
}
