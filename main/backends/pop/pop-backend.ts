import type { PopAccount } from '../../../shared/account.ts';
import { failureOf, MailFailureError } from '../../../shared/failure.ts';
import { freeBytes } from '../../store/disk-space.ts';
import { headOfMessage } from '../../store/heads.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { messageById } from '../../store/messages.ts';
import type { Backend, SyncProgress } from '../backend.ts';
import { openPopConnection } from './open-connection.ts';
import { whenFull } from './disk-room.ts';
import { runMaildropSession } from './download.ts';
import { fetchRest, headOnlyFailure } from './fetch-rest.ts';
import { ensureLocalMailboxes } from './local-mailboxes.ts';
import { lookAtMaildrop } from './look.ts';
import type { PopConnection } from './pop-connection.ts';
import type { ServerTerms } from './maildrop-facts.ts';
import type { PopTimeouts } from './pop-server.ts';

export interface PopBackendOptions {
  /** PEM of authorities in place of the built-in ones; for tests. */
  readonly ca?: string | undefined;
  readonly timeouts?: PopTimeouts | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Bytes free on the disk of the store, in place of what the system says; for tests. */
  readonly diskRoom?: (() => Promise<number>) | undefined;
  /** See `planRoom`; known for as long as the program runs. */
  readonly outgrown?: Map<string, number> | undefined;
  /** Hears of it as soon as the server tells, also when it then lets nobody in. */
  readonly terms?: ((terms: ServerTerms) => void) | undefined;
}

/** How long a session is waited for that perhaps died while this computer slept. */
const patienceAfterSleep = 15_000;

/** How long a session waits for the `sync` it was opened for, before it is ended. */
const patience = 10_000;

/**
 * A POP account. Of the optional members it has none that is a verb: these are local, since the server holds nothing but a maildrop.
 *
 * A session locks the maildrop for all other programs (RFC 1939 section 4), so none stays open between two checks. Some
 * servers also refuse a second sign-in within minutes ([LOGIN-DELAY]): so the session that `connect` opens to prove the
 * password is not thrown away, but used by the `sync` that follows at once. What is asked in the middle of a check shares its session.
 */
export function createPopBackend(account: PopAccount, password: string, options: PopBackendOptions = {}): Backend {
  const { now = Date.now, outgrown = new Map<string, number>() } = options;
  const room = (store: MailStore): Promise<number> => options.diskRoom?.() ?? freeBytes(store.read);
  let waiting: { readonly connection: PopConnection; readonly timer: NodeJS.Timeout } | null = null;
  let ending: Promise<void> = Promise.resolve();
  /** The session of a check, which lets others in between its slices: there must be no second one beside it. */
  let running: PopConnection | null = null;
  /** What is asked beside a check, and its end. */
  let stop = new AbortController();
  let asking: Promise<unknown> = Promise.resolve();

  const open = async (signal: AbortSignal): Promise<PopConnection> => {
    await ending;
    const { ca, timeouts, terms } = options;
    const server = { ...account.incoming, ...(ca === undefined ? {} : { ca }) };
    const settings = { signal, ...(timeouts === undefined ? {} : { timeouts }), ...(terms === undefined ? {} : { terms }) };
    return openPopConnection(server, { kind: 'password', password }, settings);
  };
  const waitWith = (connection: PopConnection): void => {
    waiting = { connection, timer: setTimeout(() => void endWaiting(), patience) };
  };
  const takeWaiting = (): PopConnection | null => {
    const taken = waiting;
    waiting = null;
    clearTimeout(taken?.timer);
    return taken?.connection ?? null;
  };
  /** The farewell frees the maildrop at once; nothing was marked for removal, so it does not matter if it gets lost. */
  const endWaiting = (): Promise<void> => {
    const connection = takeWaiting();
    if (connection !== null) ending = connection.quit().catch(() => connection.close());
    return ending;
  };

  const inOwnSession = async <T>(work: (connection: PopConnection) => Promise<T>): Promise<T> => {
    const { signal } = stop;
    const due = takeWaiting();
    const connection = due ?? (await open(signal));
    let done = false;
    try {
      const value = await endedByAbort(connection, signal, () => work(connection));
      done = true;
      return value;
    } finally {
      // The check that it was opened for follows.
      if (done && due !== null && !signal.aborted) waitWith(due);
      else await connection.quit().catch(() => connection.close());
    }
  };
  /** For what is asked between two checks, or in the middle of one. */
  const ask = <T>(work: (connection: PopConnection, midSession: boolean) => Promise<T>): Promise<T> => {
    if (running !== null) return work(running, true);
    const asked = inOwnSession((connection) => work(connection, false));
    asking = asked.catch(() => undefined);
    return asked;
  };
  /** In the middle of a check, that goes on with what it was telling. */
  const told = async <T>(report: SyncProgress['report'], work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      if (running === null) report(null);
    }
  };

  return {
    connect: async (signal) => {
      await endWaiting();
      waitWith(await open(signal));
    },
    sync: async (store, scope, progress) => {
      const inbox = ensureLocalMailboxes(store);
      // A mailbox of this account is whole as it is: looking at it needs no server.
      if (scope.kind !== 'everything') return;
      const connection = takeWaiting() ?? (await open(progress.signal));
      running = connection;
      try {
        const { copies: policy, largestDownload: largest = null } = account;
        const session = { connection, store, inbox, policy, largest, progress, now, diskRoom: () => room(store), outgrown };
        await endedByAbort(connection, progress.signal, () => runMaildropSession(session));
      } catch (thrown) {
        throw await orWithoutRoom(thrown, () => room(store));
      } finally {
        running = null;
        connection.close();
        progress.report(null);
      }
    },
    downloadMessage: async (store, _mailboxId, messageId, report) => {
      const message = messageById(store.read, messageId);
      if (headOfMessage(store.read, messageId) !== null) {
        const inbox = ensureLocalMailboxes(store);
        const parts = { store, inbox, now, diskRoom: () => room(store), outgrown, report };
        return told(report, () => ask((connection, midSession) => fetchRest(connection, { ...parts, midSession }, messageId)));
      }
      if (message === null || message.rawHash === null) throw new MailFailureError(headOnlyFailure());
      if (!store.raw.has(message.rawHash))
        throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'This message is no longer on this computer.' });
    },
    lookAtMaildrop: (store, mostHeads, report) =>
      told(report, () => ask((connection) => lookAtMaildrop(connection, store, mostHeads, report))),
    close: async () => {
      stop.abort();
      stop = new AbortController();
      await Promise.all([endWaiting(), asking]);
    },
    prove: async () => {
      running?.hurry(patienceAfterSleep);
      return true;
    },
  };
}

/** Where the disk turned out to be full, the failure is to say how much room helps. */
async function orWithoutRoom(thrown: unknown, room: () => Promise<number>): Promise<unknown> {
  if (failureOf(thrown).kind !== 'storage') return thrown;
  const failure = whenFull(failureOf(thrown), await room());
  return failure === failureOf(thrown) ? thrown : new MailFailureError(failure, thrown);
}

/** Breaking off a POP session loses and removes nothing, whatever command is on the way: so an abort need not wait. */
async function endedByAbort<T>(connection: PopConnection, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const end = (): void => connection.close();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', end);
  }
}
