import type { MailboxId } from '../../shared/mailbox.ts';
import type { OperationId } from '../../shared/operation.ts';
import { addLocation, type Location, locationOf, removeLocation, setUid } from '../store/locations.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { compareAnew } from '../store/mailboxes.ts';
import { redirectTargets } from '../store/operation-targets.ts';
import { giveNumber } from './give-number.ts';

/** A message that did not get to `to` is where it was before. Flags set meanwhile stay: they are the person's later wish. */
export function bringBack(
  tx: StoreTransaction,
  id: OperationId,
  to: MailboxId,
  { mailboxId, messageId, uid, flags, date }: Location,
): void {
  if (mailboxId === to) {
    // What was to bring it away from here before never happened: it is here, under the number it had.
    if (uid !== null) giveNumber(tx, to, messageId, uid);
    return compareAnew(tx, to);
  }
  if (redirectTargets(tx, id, { mailboxId: to, messageId }, { mailboxId, uid })) return;
  const moved = locationOf(tx.db, to, messageId);
  // One that has a number there is another copy of it, and stays.
  if (moved?.uid === null) removeLocation(tx, to, messageId);
  const there = locationOf(tx.db, mailboxId, messageId);
  if (there === null) addLocation(tx, { mailboxId, messageId, uid, flags: moved?.flags ?? flags, date });
  // A copy of it that is to be made there has the row: it is this one's now, and the copy comes as a message of its own.
  else if (there.uid === null && uid !== null) setUid(tx, mailboxId, messageId, uid);
  // What other devices marked it with meanwhile was told of a message that was not there.
  compareAnew(tx, mailboxId);
}
