import type { LocalRef } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import { parseOperation } from '../../shared/queued-operation.ts';
import { locationOf, removeLocation } from '../store/locations.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { dropTarget, waitingOn } from '../store/operation-targets.ts';

/**
 * A message that the action `since` was to bring to a mailbox did not get there. One that has a number is there, whoever put it there: the
 * server's word counts. One that was moved on meanwhile goes from where it is now, and nothing is to be done with it any more.
 */
export function neverArrived(tx: StoreTransaction, since: OperationId, { mailboxId, messageId }: LocalRef): void {
  const waiting = waitingOn(tx.db, mailboxId).map(({ id, payload, targets }) => ({ id, targets, operation: parseOperation(payload) }));
  for (const { id, targets, operation } of waiting) {
    const isMoved = targets.some((target) => target.messageId === messageId && target.moves && target.uid === null);
    if (id <= since || !isMoved || operation.kind === 'copy') continue;
    dropTarget(tx, id, { mailboxId, messageId });
    if (operation.kind === 'move') neverArrived(tx, id, { mailboxId: operation.to, messageId });
    return;
  }
  // Looked at last: what was moved on may have been copied here once more since.
  if (locationOf(tx.db, mailboxId, messageId)?.uid === null) removeLocation(tx, mailboxId, messageId);
}
