/**
 * The heart of an account: operations out, then mail in, again and again. It runs a pass when something wakes it (a click, a
 * push from the server, the clock, a network that came back) and keeps one connection; a lost one is a state, told as
 * status, never an exception of the caller.
 */
import { cancelledFailure, failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Backend, SyncProgress } from '../backends/backend.ts';
import { writeFact } from '../store/facts.ts';
import type { MailStore } from '../store/mail-store.ts';
import { createAccountConnection } from './account-connection.ts';
import type { StatusReport } from './account-status.ts';
import { createConnectionTurns } from './connection-turns.ts';
import { reconnectDelay } from './schedule.ts';

export interface SyncLoop {
  /** Operations wait: carry them out soon. */
  wake(): void;
  /** Looks at everything; resolves when that pass is over, also when it failed. */
  check(): Promise<void>;
  /** Something made here is to reach the server with the next look: have it soon, unless the server is away. */
  lookSoon(): void;
  /** This mailbox is on the screen: look at it first. */
  open(mailboxId: MailboxId): void;
  /** Runs between the slices of a sync, with a connected backend; throws MailFailureError when there is none to be had. */
  withBackend<T>(job: (backend: Backend) => Promise<T>): Promise<T>;
  /** Ends the connection and starts anew: another password, another certificate. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SyncLoopParts {
  readonly store: MailStore;
  /** Null while there is no password. */
  readonly newBackend: () => Backend | null;
  /** `look` brings one mailbox level with the server. */
  readonly runOperations: (backend: Backend, look: (mailboxId: MailboxId) => Promise<void>) => Promise<unknown>;
  readonly status: StatusReport;
  readonly arrived: SyncProgress['arrived'];
  /** Something only the person can mend: a password, a certificate. */
  readonly needsPerson: (failure: MailFailure) => void;
  /** Milliseconds between two looks at a server that is fine. */
  readonly interval: number;
  /** Something was thrown that is no failure: a mistake of ours, for the log. */
  readonly bug: (thrown: unknown) => void;
}

/** The same, where a server that could tell of changes does not. */
const unwatchedMs = 60_000;

/** How long a stop waits for the command under way before it hangs up. */
const patienceMs = 2000;

export function createSyncLoop(parts: SyncLoopParts): SyncLoop {
  const { store, status } = parts;
  const turns = createConnectionTurns();
  let stopping = new AbortController();
  let ended = false;
  let timer: NodeJS.Timeout | null = null;
  let pass: Promise<void> | null = null;
  let failures = 0;
  let everything = true;
  let operations = false;
  const mailboxes = new Set<MailboxId>();

  const connection = createAccountConnection({
    newBackend: parts.newBackend,
    connecting: () => status.connection({ state: 'connecting' }),
    changed: () => {
      everything = true;
      start();
    },
  });

  const progress = (): SyncProgress => ({
    report: (activity) => status.activity(activity),
    signal: stopping.signal,
    arrived: parts.arrived,
    notice: status.notice,
    breathe: async () => {
      if (connection.isOpen()) await doWhatWaits(await connection.open(stopping.signal));
      await turns.breathe();
    },
  });

  /** A click comes before a long look at everything, and is let in between its slices. */
  const doWhatWaits = async (current: Backend): Promise<void> => {
    const look = (mailboxId: MailboxId): Promise<void> =>
      current.sync(store, { kind: 'mailbox', mailboxId }, { ...progress(), breathe: turns.breathe });
    if (operations) {
      operations = false;
      await parts.runOperations(current, look);
    }
    for (const mailboxId of mailboxes) {
      mailboxes.delete(mailboxId);
      await look(mailboxId);
    }
  };

  const runPass = async (): Promise<void> => {
    await turns.run(async () => {
      const current = await connection.open(stopping.signal);
      // Also what was queued before the connection was lost, or in an earlier run of the program.
      operations = true;
      await doWhatWaits(current);
      while (everything) {
        everything = false;
        await lookAtEverything(current);
        await doWhatWaits(current);
      }
    });
    store.tidy();
    failures = 0;
    status.activity(null);
    status.connection({ state: 'online' });
    connection.watch();
    again(connection.isUnwatched() ? Math.min(parts.interval, unwatchedMs) : parts.interval, () => (everything = true));
  };

  const lookAtEverything = async (current: Backend): Promise<void> => {
    let notice: MailFailure | null = null;
    try {
      await current.sync(store, { kind: 'everything' }, { ...progress(), notice: (failure) => (notice = failure) });
    } catch (thrown) {
      everything = true;
      throw thrown;
    }
    const now = Date.now();
    store.transaction((tx) => writeFact(tx, 'last-checked', now));
    status.notice(notice);
    status.checked(now);
  };

  const lost = async (failure: MailFailure): Promise<void> => {
    await connection.close();
    status.activity(null);
    if (stopping.signal.aborted) return;
    failures += 1;
    status.connection({ state: 'offline', failure });
    if (failure.kind === 'auth' || failure.kind === 'tls') parts.needsPerson(failure);
    const delay = reconnectDelay(failure, failures, Math.random());
    if (delay !== null) again(delay, () => (everything = true));
  };

  const again = (delay: number, before: () => void): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      before();
      start();
    }, delay);
  };

  const start = (): void => {
    if (pass !== null || stopping.signal.aborted) return;
    pass = runPass()
      .catch((thrown: unknown) => {
        const failure = failureOf(thrown);
        if (failure.kind === 'bug') parts.bug(thrown);
        return lost(failure);
      })
      .finally(() => {
        pass = null;
        // Woken while it ran, after it had looked.
        if (connection.isOpen() && (operations || everything || mailboxes.size > 0)) start();
      });
  };

  /** A click is no reason to knock again at a server that is away, nor to repeat a password it refused. */
  const startUnlessOffline = (): void => {
    if (connection.isOpen() || failures === 0) start();
  };

  const halt = async (): Promise<void> => {
    stopping.abort(new MailFailureError(cancelledFailure()));
    if (timer !== null) clearTimeout(timer);
    // A command that a silent server never answers would hold this up until its own patience is over.
    const late = setTimeout(() => void connection.close(), patienceMs);
    await pass;
    clearTimeout(late);
    await connection.close();
    status.end();
  };

  return {
    wake: () => {
      operations = true;
      startUnlessOffline();
    },
    check: async () => {
      everything = true;
      start();
      // The pass that runs now may have looked already: then the one after it has the answer.
      await pass;
      if (everything && connection.isOpen()) await pass;
    },
    lookSoon: () => {
      everything = true;
      startUnlessOffline();
    },
    open: (mailboxId) => {
      mailboxes.add(mailboxId);
      startUnlessOffline();
    },
    withBackend: (job) =>
      turns.run(async () => {
        try {
          const wasOpen = connection.isOpen();
          const value = await job(await connection.open(stopping.signal));
          // It connected for this job alone: the rest that waited for a connection may follow.
          if (!wasOpen) start();
          return value;
        } catch (thrown) {
          const failure = failureOf(thrown);
          if (failure.kind === 'offline' || failure.kind === 'auth' || failure.kind === 'tls') await lost(failure);
          throw thrown;
        }
      }),
    restart: async () => {
      await halt();
      // Ended for good meanwhile, or another restart was faster and connects already with all that is new.
      if (ended || !stopping.signal.aborted) return;
      stopping = new AbortController();
      everything = true;
      start();
    },
    stop: () => {
      ended = true;
      return halt();
    },
  };
}
