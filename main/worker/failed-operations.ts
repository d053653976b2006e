/** Actions that the server refused: their rows stay until the person puts them away, whether a window was open to be told or not. */
import type { FailedOperation, OperationId } from '../../shared/operation.ts';
import { type QueuedOperation, readQueued } from '../operations/queue.ts';
import { bindVerb } from '../operations/verbs.ts';
import type { MailStore } from '../store/mail-store.ts';
import { failedOperations, operationById, removeOperation } from '../store/operations.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { remedyFor } from './remedy.ts';

/** As told to the person; what can be done in its place is what can be done now. */
export function toldAs(store: MailStore, queued: QueuedOperation, failure: MailFailure): FailedOperation {
  const title = bindVerb(queued.operation).failureTitle();
  return { accountId: store.accountId, operationId: queued.row.id, title, failure, ...remedyFor(store, queued, failure) };
}

export function listFailed(store: MailStore): readonly FailedOperation[] {
  return failedOperations(store.read).flatMap((row) => (row.failure === null ? [] : toldAs(store, readQueued(row), row.failure)));
}

/** Mail that did not go out is in the outbox, and stays there. */
export function putAway(store: MailStore, id: OperationId): void {
  const row = operationById(store.read, id);
  if (row?.state === 'failed' && row.lane === 'mailbox') store.transaction((tx) => removeOperation(tx, id));
}
