/** Drains the queue of mailbox operations, in order: what the person did, carried out on the server. */
import { failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { FailedOperation } from '../../shared/operation.ts';
import type { Backend } from '../backends/backend.ts';
import { giveUp, type QueuedOperation, readQueued, settle } from '../operations/queue.ts';
import { bindVerb } from '../operations/verbs.ts';
import { type Aftermath, nothingMore, type Settle } from '../operations/operation.ts';
import type { MailStore } from '../store/mail-store.ts';
import { setOperationState, targetsOf, waitingOperations } from '../store/operations.ts';

/** After so many answers that made no sense, an operation is given up. */
const mostAttempts = 3;

/** Told when an operation is over: done (it can still be taken back by its inverse) or refused. */
export interface OperationOutcome {
  done(queued: QueuedOperation): void;
  failed(failure: Omit<FailedOperation, 'accountId'>): void;
}

/**
 * Runs everything that waits. Throws MailFailureError when the server cannot be used now: the rest stays queued. A refusal
 * of one operation backs it out and goes on with the next.
 */
export async function runOperations(store: MailStore, backend: Backend, outcome: OperationOutcome, now: () => number): Promise<void> {
  for (let row = waitingOperations(store.read, 'mailbox')[0]; row !== undefined; row = waitingOperations(store.read, 'mailbox')[0]) {
    const queued = readQueued(row);
    try {
      const aftermath = await remoteHalf(store, backend, queued, now());
      finish(store, queued, aftermath, now());
      outcome.done(queued);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (waits(failure, row.attempts)) {
        const attempts = row.attempts + (failure.kind === 'protocol' ? 1 : 0);
        store.transaction((tx) => setOperationState(tx, queued.row.id, { state: 'pending', attempts, notBefore: null, failure }));
        throw new MailFailureError(failure, thrown);
      }
      store.transaction((tx) => giveUp(tx, queued, failure));
      outcome.failed({ operationId: row.id, title: bindVerb(queued.operation).failureTitle(), failure });
    }
  }
}

/** For an account whose mailboxes are local: the local half was all there is. */
export function settleLocally(store: MailStore, done: OperationOutcome['done'], now: number): void {
  for (const row of waitingOperations(store.read, 'mailbox')) {
    const queued = readQueued(row);
    finish(store, queued, () => nothingMore, now);
    done(queued);
  }
}

async function remoteHalf(store: MailStore, backend: Backend, queued: QueuedOperation, now: number): Promise<Settle> {
  const verb = bindVerb(queued.operation);
  if (verb.lane !== 'mailbox' || backend[verb.needs] === undefined) return () => nothingMore;
  const { id, attempts } = queued.row;
  store.transaction((tx) => setOperationState(tx, id, { state: 'running', attempts, notBefore: null, failure: null }));
  return verb.remote({ store, backend, targets: targetsOf(store.read, id), now });
}

/** Commits mail.db first; bytes that nothing refers to any more leave raw.db afterwards, never the reverse. */
export function finish(store: MailStore, queued: QueuedOperation, settled: Settle, now: number): Aftermath {
  const { aftermath, unreferenced } = store.transaction((tx) => {
    const after = settled(tx);
    return { aftermath: after, unreferenced: settle(tx, queued, after, now) };
  });
  store.raw.dropAll(unreferenced);
  return aftermath;
}

function waits(failure: MailFailure, attempts: number): boolean {
  switch (failure.kind) {
    case 'offline':
    case 'busy':
    case 'auth':
    case 'tls':
    case 'cancelled':
      return true;
    case 'protocol':
      return failure.retry === 'later' && attempts + 1 < mostAttempts;
    case 'quota':
    case 'gone':
    case 'rejected':
    case 'unsupported':
    case 'storage':
    case 'bug':
      return false;
  }
}
