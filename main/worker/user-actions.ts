/** What a person does: the local half and the row of the queue in one transaction, and the way back. */
import type { Account } from '../../shared/account.ts';
import { MailFailureError } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/operation.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { inverseOf, type QueuedOperation, readQueued, submit, takeBack } from '../operations/queue.ts';
import { letGo } from '../store/let-go.ts';
import type { MailStore } from '../store/mail-store.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import { hasSuccessor } from '../store/operation-targets.ts';
import { isBuiltOn, operationById, setOperationState } from '../store/operations.ts';
import type { OperationRequest } from '../threads/protocol.ts';
import { putAway } from './failed-operations.ts';
import { requestedOperation } from './requested-operation.ts';
import { settleLocally } from './run-operations.ts';

export interface UserActions {
  submit(action: OperationRequest): Promise<OperationId>;
  /** Drops what no server has heard of, else does the opposite; throws MailFailureError `gone` when it cannot be taken back any more. */
  undo(id: OperationId): void;
  /** The person has seen that it was refused. */
  putAway(id: OperationId): void;
  retrySend(id: OperationId): void;
  /** The mail is not sent; its text goes, too. */
  discardSend(id: OperationId): void;
  /** Done operations can be taken back for as long as the program runs. */
  remember(queued: QueuedOperation): void;
  /** Local mailboxes need no server: what waits is done. All others: the loop is woken. */
  settleOrWake(): void;
}

export interface UserActionParts {
  readonly store: MailStore;
  readonly account: () => Account;
  /** Tell the window now: a person's own change never waits. */
  readonly changed: () => void;
  readonly operationsWait: () => void;
  readonly mailWaits: () => void;
  /** Mail was deleted here whose copy is to leave the maildrop. */
  readonly removalsWait: () => void;
}

const mostRemembered = 100;

export function createUserActions(parts: UserActionParts): UserActions {
  const { store } = parts;
  const done = new Map<OperationId, QueuedOperation>();

  const remember = (queued: QueuedOperation): void => {
    done.set(queued.row.id, queued);
    const [oldest] = done.keys();
    if (done.size > mostRemembered && oldest !== undefined) done.delete(oldest);
  };
  const settleOrWake = (): void => {
    if (parts.account().kind === 'pop') settleLocally(store, remember, Date.now());
    else parts.operationsWait();
    parts.changed();
  };
  const enqueue = (operation: Operation): OperationId => {
    const id = store.transaction((tx) => submit(tx, operation, Date.now()));
    settleOrWake();
    if (operation.kind === 'send') parts.mailWaits();
    if (isDeletion(operation) && removesWhenDeleted(parts.account())) parts.removalsWait();
    return id;
  };

  const drop = (id: OperationId): void => {
    letGo(store, (tx) => takeBack(tx, id));
    parts.changed();
  };

  return {
    remember,
    settleOrWake,
    submit: async (action) => enqueue(await requestedOperation(store, parts.account(), action, Date.now())),
    undo: (id) => {
      const row = operationById(store.read, id);
      // With a failure it has been on the wire, and nobody knows what the server did with it.
      if (row !== null && row.state === 'pending' && row.failure === null && !hasSuccessor(store.read, id) && !isBuiltOn(store.read, id)) {
        drop(id);
        return;
      }
      const queued = row === null ? done.get(id) : readQueued(row);
      const inverse = queued === undefined ? [] : inverseOf(queued);
      if (inverse.length === 0 || inverse.some((each) => isOutOfReach(store, each))) throw cannotTakeBack();
      inverse.forEach(enqueue);
    },
    putAway: (id) => {
      putAway(store, id);
      parts.changed();
    },
    retrySend: (id) => {
      const row = operationById(store.read, id);
      if (row === null || row.lane !== 'submission' || row.state === 'running') return;
      store.transaction((tx) => setOperationState(tx, id, { ...row, state: 'pending', notBefore: null, failure: null }));
      parts.changed();
      parts.mailWaits();
    },
    discardSend: (id) => {
      const row = operationById(store.read, id);
      if (row === null || row.lane !== 'submission' || row.state === 'running') return;
      drop(id);
    },
  };
}

/** All it is about went with a mailbox, or will. */
function isOutOfReach(store: MailStore, operation: Operation): boolean {
  if (!('refs' in operation) || operation.refs.length === 0) return false;
  const shown = new Set(listMailboxes(store.read).map(({ id }) => id));
  return operation.refs.every(({ mailboxId }) => !shown.has(mailboxId));
}

function cannotTakeBack(): MailFailureError {
  return new MailFailureError({ kind: 'gone', retry: 'never', text: 'This cannot be taken back any more.' });
}

/** A move may be one to Trash; looking once too often does no harm. */
function isDeletion(operation: Operation): boolean {
  return operation.kind === 'move' || operation.kind === 'expunge' || operation.kind === 'remove-mailbox';
}

function removesWhenDeleted(account: Account): boolean {
  return account.kind === 'pop' && account.copies.kind === 'remove-when-deleted';
}
