/** Mail on its way out: sent one after the other as soon as it may go, independent of how the incoming side is doing. */
import type { MailFailure } from '../../shared/failure.ts';
import type { Submitter } from '../backends/backend.ts';
import type { MailStore } from '../store/mail-store.ts';
import { makeOfflineMailDue } from '../store/operations.ts';
import type { OperationOutcome } from './run-operations.ts';
import { runSubmissions } from './run-submissions.ts';

export interface OutboxLoop {
  /** Mail waits: send what is due. */
  wake(): void;
  /** There is a network again, or the person asked: also what failed for want of one is due. */
  hurry(): void;
  stop(): Promise<void>;
}

export interface OutboxLoopParts {
  readonly store: MailStore;
  /** Null while there is no password. */
  readonly submitter: () => Submitter | null;
  readonly findInSent: (headerMessageId: string) => Promise<boolean>;
  readonly outcome: OperationOutcome;
  /** Something only the person can mend: a password, a certificate. */
  readonly needsPerson: (failure: MailFailure) => void;
}

const diskRetryMs = 60_000;

export function createOutboxLoop(parts: OutboxLoopParts): OutboxLoop {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let wokenMeanwhile = false;
  let timer: NodeJS.Timeout | null = null;

  const run = async (): Promise<void> => {
    const submitter = parts.submitter();
    if (submitter === null) return;
    const context = { submitter, findInSent: parts.findInSent, signal: stopping.signal };
    const blocked = (failure: MailFailure): void => {
      if (failure.kind === 'auth' || failure.kind === 'tls') parts.needsPerson(failure);
    };
    again(await runSubmissions(parts.store, context, parts.outcome, blocked, Date.now));
  };

  const again = (next: number | null): void => {
    if (timer !== null) clearTimeout(timer);
    timer = next === null || stopping.signal.aborted ? null : setTimeout(wake, Math.max(0, next - Date.now()));
  };

  const wake = (): void => {
    if (stopping.signal.aborted) return;
    if (running !== null) {
      wokenMeanwhile = true;
      return;
    }
    running = run()
      // A disk that is full: the outbox is as it was, and may be sent once there is room.
      .catch(() => again(Date.now() + diskRetryMs))
      .finally(() => {
        running = null;
        if (!wokenMeanwhile) return;
        wokenMeanwhile = false;
        wake();
      });
  };

  return {
    wake,
    hurry: () => {
      parts.store.transaction(makeOfflineMailDue);
      wake();
    },
    stop: async () => {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
