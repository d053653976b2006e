/** Drains the queue of mailbox operations, in order: what the person did, carried out on the server. */
import { failureOf, MailFailureError } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { FailedOperation, OperationId } from '../../shared/operation.ts';
import { type Backend, isRenumbered } from '../backends/backend.ts';
import { giveUp, letGoInPieces, type QueuedOperation, readQueued, settle } from '../operations/queue.ts';
import { markText } from '../operations/mark.ts';
import { bindVerb } from '../operations/verbs.ts';
import { type Aftermath, nothingMore, type Settle } from '../operations/operation.ts';
import { letGo } from '../store/let-go.ts';
import type { MailStore } from '../store/mail-store.ts';
import { targetsOf } from '../store/operation-targets.ts';
import { setMark, setOperationState, waitingOperations } from '../store/operations.ts';
import { toldAs } from './failed-operations.ts';
import { nextDue, nextTime } from './next-operation.ts';
import { nextTry, waits } from './next-try.ts';

/** Told when an operation is over: done (it can still be taken back by its inverse) or refused. */
export interface OperationOutcome {
  done(queued: QueuedOperation): void;
  failed(failure: FailedOperation): void;
  /** Something was thrown that is no failure: a mistake of ours, for the log. */
  bug(thrown: unknown): void;
}

interface Drain {
  /** Brings one mailbox level with the server. */
  readonly look: (mailboxId: MailboxId) => Promise<void>;
  readonly now: () => number;
}

/**
 * Runs everything that is due. Throws MailFailureError when the server cannot be used now: the rest stays queued. A refusal of one
 * operation backs it out and goes on with the next; one that a busy server puts off waits for its time, and with it only what shares a
 * mailbox or a message. Resolves with the time of the next try, or null when nothing waits for a time.
 */
export async function runOperations(
  store: MailStore,
  backend: Backend,
  outcome: OperationOutcome,
  { look, now }: Drain,
): Promise<number | null> {
  const readAnew = new Set<OperationId>();
  for (let queued = nextDue(store.read, now()); queued !== null; queued = nextDue(store.read, now())) {
    const { row } = queued;
    let settled: Settle;
    try {
      settled = await remoteHalf(store, backend, queued, now());
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind === 'bug') outcome.bug(thrown);
      if (isRenumbered(failure) && !readAnew.has(row.id)) {
        readAnew.add(row.id);
        for (const mailboxId of new Set(targetsOf(store.read, row.id).map((target) => target.mailboxId))) await look(mailboxId);
        continue;
      }
      const again = nextTry(queued, failure, now());
      if (waits(failure, again.attempts)) {
        store.transaction((tx) => setOperationState(tx, row.id, { state: 'pending', ...again, failure }));
        // One mailbox that is in use is no reason to let all else wait.
        if (failure.kind === 'busy') continue;
        throw new MailFailureError(failure, thrown);
      }
      letGo(store, (tx) => giveUp(tx, queued, failure));
      outcome.failed(toldAs(store, queued, failure));
      continue;
    }
    // A disk that is full now must not back out what the server has done: the row stays and is carried out once more.
    await letGoInPieces(store, queued, now());
    const { refused } = finish(store, queued, settled, now());
    if (refused !== undefined) outcome.failed(toldAs(store, queued, refused));
    outcome.done(queued);
  }
  return nextTime(store.read);
}

/** For an account whose mailboxes are local: the local half was all there is. */
export function settleLocally(store: MailStore, done: OperationOutcome['done'], now: number): void {
  for (const row of waitingOperations(store.read, 'mailbox')) {
    const queued = readQueued(row);
    finish(store, queued, halfAlone(queued), now);
    done(queued);
  }
}

async function remoteHalf(store: MailStore, backend: Backend, queued: QueuedOperation, now: number): Promise<Settle> {
  const verb = bindVerb(queued.operation);
  if (verb.lane !== 'mailbox' || backend[verb.needs] === undefined) return halfAlone(queued);
  const { id, attempts, state, failure } = queued.row;
  store.transaction((tx) => setOperationState(tx, id, { state: 'running', attempts, notBefore: null, failure: null }));
  let { mark } = queued;
  return verb.remote({
    id,
    store,
    backend,
    targets: targetsOf(store.read, id),
    get mark() {
      return mark;
    },
    // With a failure, or cut off while it ran, it has been on the wire.
    again: state === 'running' || failure !== null,
    note: (more) => {
      mark = { ...mark, ...more };
      store.transaction((tx) => setMark(tx, id, markText(mark)));
    },
    now,
  });
}

function halfAlone(queued: QueuedOperation): Settle {
  const verb = bindVerb(queued.operation);
  return verb.lane === 'mailbox' ? verb.alone : () => nothingMore;
}

export function finish(store: MailStore, queued: QueuedOperation, settled: Settle, now: number): Aftermath {
  let aftermath = nothingMore;
  letGo(store, (tx) => {
    aftermath = settled(tx);
    return settle(tx, queued, aftermath, now);
  });
  return aftermath;
}
