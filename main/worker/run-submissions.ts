/** Drains the outbox: mail on its way out over SMTP, one after the other, each with its own next try. */
import { failureOf, type MailFailure } from '../../shared/failure.ts';
import type { Settle, SubmissionContext } from '../operations/operation.ts';
import { giveUp, type QueuedOperation, readQueued } from '../operations/queue.ts';
import { bindVerb } from '../operations/verbs.ts';
import { letGo } from '../store/let-go.ts';
import type { MailStore } from '../store/mail-store.ts';
import { setOperationState, waitingOperations } from '../store/operations.ts';
import { toldAs } from './failed-operations.ts';
import { finish, type OperationOutcome } from './run-operations.ts';
import { resendDelay } from './schedule.ts';

/** Sends what is due. Resolves with the time of the next try, or null when nothing waits for a time. Rejects when the disk fails. */
export async function runSubmissions(
  store: MailStore,
  context: Omit<SubmissionContext, 'store' | 'again'>,
  outcome: OperationOutcome,
  blocked: (failure: MailFailure) => void,
  now: () => number,
): Promise<number | null> {
  const tried = new Set<number>();
  for (;;) {
    // One that is still `running` was cut off by a disk that failed: nobody noted whether it went out, so it is not sent again.
    const due = waitingOperations(store.read, 'submission').filter(
      ({ state, notBefore }) => state === 'pending' && (notBefore ?? 0) <= now(),
    );
    const row = due.find(({ id }) => !tried.has(id));
    if (row === undefined) break;
    tried.add(row.id);
    await sendOne(store, readQueued(row), context, outcome, blocked, now);
  }
  const times = waitingOperations(store.read, 'submission').flatMap((waiting) => waiting.notBefore ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

async function sendOne(
  store: MailStore,
  queued: QueuedOperation,
  context: Omit<SubmissionContext, 'store' | 'again'>,
  outcome: OperationOutcome,
  blocked: (failure: MailFailure) => void,
  now: () => number,
): Promise<void> {
  const { id, attempts } = queued.row;
  const verb = bindVerb(queued.operation);
  if (verb.lane !== 'submission') return;
  const refused = (failure: MailFailure): void => {
    letGo(store, (tx) => giveUp(tx, queued, failure));
    outcome.failed(toldAs(store, queued, failure));
  };
  store.transaction((tx) => setOperationState(tx, id, { state: 'running', attempts, notBefore: null, failure: null }));
  let settled: Settle;
  try {
    settled = await verb.remote({ ...context, store, again: attempts > 0 });
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind === 'bug') outcome.bug(thrown);
    const delay = resendDelay(failure, attempts + 1);
    const waitsForUser = failure.kind === 'auth' || failure.kind === 'tls' || failure.kind === 'cancelled';
    if (delay === null && !waitsForUser) return refused(failure);
    const notBefore = delay === null ? null : now() + delay;
    store.transaction((tx) => setOperationState(tx, id, { state: 'pending', attempts: attempts + 1, notBefore, failure }));
    return blocked(failure);
  }
  try {
    const { undone } = finish(store, queued, settled, now());
    outcome.done(queued);
    if (undone !== undefined) outcome.failed(toldAs(store, queued, undone.failure));
  } catch {
    refused(notFiled);
  }
}

/** It is out, whatever becomes of our note of it. */
const notFiled: MailFailure = {
  kind: 'storage',
  retry: 'after-user',
  code: 'MAYBE_SENT',
  text: 'The mail went out, but that could not be written on this computer. Please do not send it again.',
};
