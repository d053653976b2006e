/**
 * The heart of an account: operations out, then mail in, again and again. It runs a pass when something wakes it (a click, a
 * push from the server, the clock, a network that came back) and keeps one connection; a lost one is a state, told as
 * status, never an exception of the caller.
 */
import { failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Backend, SyncProgress } from '../backends/backend.ts';
import { writeFact } from '../store/facts.ts';
import type { MailStore } from '../store/mail-store.ts';
import type { StatusReport } from './account-status.ts';
import { createConnectionTurns } from './connection-turns.ts';
import { reconnectDelay } from './schedule.ts';

export interface SyncLoop {
  /** Operations wait: carry them out soon. */
  wake(): void;
  /** Looks at everything; resolves when that pass is over, also when it failed. */
  check(): Promise<void>;
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
  readonly runOperations: (backend: Backend, look: (mailboxId: MailboxId) => Promise<void>) => Promise<void>;
  readonly status: StatusReport;
  readonly arrived: SyncProgress['arrived'];
  /** Something only the person can mend: a password, a certificate. */
  readonly needsPerson: (failure: MailFailure) => void;
  /** Milliseconds between two looks at a server that is fine. */
  readonly interval: number;
}

const noPassword: MailFailure = {
  kind: 'auth',
  retry: 'after-user',
  text: 'The password of this account is not kept on this computer.',
  code: 'NO_PASSWORD',
};

/** How long a stop waits for the command under way before it hangs up. */
const patienceMs = 2000;

export function createSyncLoop(parts: SyncLoopParts): SyncLoop {
  const { store, status } = parts;
  const turns = createConnectionTurns();
  let stopping = new AbortController();
  let backend: Backend | null = null;
  let endWatch: (() => Promise<void>) | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pass: Promise<void> | null = null;
  let failures = 0;
  let everything = true;
  let operations = false;
  const mailboxes = new Set<MailboxId>();

  const connected = async (): Promise<Backend> => {
    stopping.signal.throwIfAborted();
    if (backend !== null) return backend;
    const fresh = parts.newBackend();
    if (fresh === null) throw new MailFailureError(noPassword);
    status.connection({ state: 'connecting' });
    try {
      await fresh.connect(stopping.signal);
    } catch (thrown) {
      await fresh.close();
      throw thrown;
    }
    backend = fresh;
    return fresh;
  };

  const disconnect = async (): Promise<void> => {
    const [old, end] = [backend, endWatch];
    [backend, endWatch] = [null, null];
    await end?.();
    await old?.close();
  };

  const progress = (): SyncProgress => ({
    report: (activity) => status.activity(activity),
    signal: stopping.signal,
    arrived: parts.arrived,
    notice: status.notice,
    breathe: async () => {
      if (backend !== null) await doWhatWaits(backend);
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
      const current = await connected();
      // Also what was queued before the connection was lost, or in an earlier run of the program.
      operations = true;
      await doWhatWaits(current);
      while (everything) {
        everything = false;
        await lookAtEverything(current);
        await doWhatWaits(current);
      }
      await watch(current);
    });
    store.tidy();
    failures = 0;
    status.activity(null);
    status.connection({ state: 'online' });
    again(parts.interval, () => (everything = true));
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

  const watch = async (current: Backend): Promise<void> => {
    if (current.watch === undefined || endWatch !== null) return;
    endWatch = await current.watch(
      () => {
        everything = true;
        start();
      },
      (failure) => {
        endWatch = null;
        if (current === backend) void lost(failure);
      },
    );
  };

  const lost = async (failure: MailFailure): Promise<void> => {
    await disconnect();
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
      .catch((thrown: unknown) => lost(failureOf(thrown)))
      .finally(() => {
        pass = null;
        // Woken while it ran, after it had looked.
        if (backend !== null && (operations || everything || mailboxes.size > 0)) start();
      });
  };

  /** A click is no reason to knock again at a server that is away, nor to repeat a password it refused. */
  const startUnlessOffline = (): void => {
    if (backend !== null || failures === 0) start();
  };

  const stop = async (): Promise<void> => {
    stopping.abort(new MailFailureError({ kind: 'cancelled', retry: 'never', text: 'Stopped.' }));
    if (timer !== null) clearTimeout(timer);
    // A command that a silent server never answers would hold this up until its own patience is over.
    const late = setTimeout(() => void disconnect(), patienceMs);
    await pass;
    clearTimeout(late);
    await disconnect();
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
      if (everything && backend !== null) await pass;
    },
    open: (mailboxId) => {
      mailboxes.add(mailboxId);
      startUnlessOffline();
    },
    withBackend: (job) =>
      turns.run(async () => {
        try {
          return await job(await connected());
        } catch (thrown) {
          const failure = failureOf(thrown);
          if (failure.kind === 'offline' || failure.kind === 'auth' || failure.kind === 'tls') await lost(failure);
          throw thrown;
        }
      }),
    restart: async () => {
      await stop();
      stopping = new AbortController();
      everything = true;
      start();
    },
    stop,
  };
}
