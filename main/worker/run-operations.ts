/** Drains the queue of mailbox operations, in order: what the person did, carried out on the server. */
import { failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { FailedOperation, OperationId } from '../../shared/operation.ts';
import type { Backend } from '../backends/backend.ts';
import { giveUp, type QueuedOperation, readQueued, settle } from '../operations/queue.ts';
import { bindVerb } from '../operations/verbs.ts';
import { type Aftermath, nothingMore, type Settle } from '../operations/operation.ts';
import type { MailStore } from '../store/mail-store.ts';
import { targetsOf } from '../store/operation-targets.ts';
import { firstWaiting, setOperationState, waitingOperations } from '../store/operations.ts';

/** After so many answers that made no sense, an operation is given up. */
const mostAttempts = 3;

/** Told when an operation is over: done (it can still be taken back by its inverse) or refused. */
export interface OperationOutcome {
  done(queued: QueuedOperation): void;
  failed(failure: Omit<FailedOperation, 'accountId'>): void;
  /** Something was thrown that is no failure: a mistake of ours, for the log. */
  bug(thrown: unknown): void;
}

interface Drain {
  /** Brings one mailbox level with the server. */
  readonly look: (mailboxId: MailboxId) => Promise<void>;
  readonly now: () => number;
}

/**
 * Runs everything that waits. Throws MailFailureError when the server cannot be used now: the rest stays queued. A refusal
 * of one operation backs it out and goes on with the next; a server that is too busy for one is asked again in the next pass.
 */
export async function runOperations(store: MailStore, backend: Backend, outcome: OperationOutcome, { look, now }: Drain): Promise<void> {
  const readAnew = new Set<OperationId>();
  for (let row = firstWaiting(store.read, 'mailbox'); row !== null; row = firstWaiting(store.read, 'mailbox')) {
    const queued = readQueued(row);
    let settled: Settle;
    try {
      settled = await remoteHalf(store, backend, queued, now());
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind === 'bug') outcome.bug(thrown);
      if (failure.code === 'UIDVALIDITY' && !readAnew.has(row.id)) {
        readAnew.add(row.id);
        for (const mailboxId of new Set(targetsOf(store.read, row.id).map((target) => target.mailboxId))) await look(mailboxId);
        continue;
      }
      if (waits(failure, row.attempts)) {
        const attempts = row.attempts + (failure.kind === 'protocol' ? 1 : 0);
        store.transaction((tx) => setOperationState(tx, queued.row.id, { state: 'pending', attempts, notBefore: null, failure }));
        // One mailbox that is in use is no reason to let new mail wait.
        if (failure.kind === 'busy') return;
        throw new MailFailureError(failure, thrown);
      }
      store.transaction((tx) => giveUp(tx, queued, failure));
      outcome.failed({ operationId: row.id, title: bindVerb(queued.operation).failureTitle(), failure });
      continue;
    }
    // A disk that is full now must not back out what the server has done: the row stays and is carried out once more.
    finish(store, queued, settled, now());
    outcome.done(queued);
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
  store.raw.drop(unreferenced);
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
