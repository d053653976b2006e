/**
 * Which session with the maildrop something is done in: there is one at a time, since each locks the maildrop for all other programs
 * (RFC 1939 section 4), and none stays open between two checks. Some servers also refuse a second sign-in within minutes ([LOGIN-DELAY]):
 * so one that was opened to prove the password is kept for a moment, for the check that follows.
 */
import type { PopConnection } from './pop-connection.ts';

export interface PopSessions {
  /** Signs in, and keeps the session for a moment. */
  open(signal: AbortSignal): Promise<void>;
  /** Does the work of a check, in the session that was kept for it or else in a new one; the work says QUIT itself. */
  check<T>(signal: AbortSignal, work: (connection: PopConnection) => Promise<T>): Promise<T>;
  /** For what is asked between two checks, or in the middle of one. */
  ask<T>(work: (connection: PopConnection, midSession: boolean) => Promise<T>): Promise<T>;
  isChecking(): boolean;
  /** If a check waits for an answer: it has to go on within so many milliseconds. */
  hurry(milliseconds: number): void;
  /** Ends everything but a check. */
  close(): Promise<void>;
}

/** Milliseconds for which a session waits for the check it was opened for, before it is ended. */
const patience = 10_000;

export function createPopSessions(signIn: (signal: AbortSignal) => Promise<PopConnection>): PopSessions {
  let waiting: { readonly connection: PopConnection; readonly timer: NodeJS.Timeout } | null = null;
  let ending: Promise<void> = Promise.resolve();
  /** The session of a check, which lets others in between its slices: there must be no second one beside it. */
  let running: PopConnection | null = null;
  /** What is asked beside a check, and its end. */
  let stop = new AbortController();
  let asking: Promise<unknown> = Promise.resolve();

  const open = async (signal: AbortSignal): Promise<PopConnection> => {
    await ending;
    return signIn(signal);
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

  return {
    open: async (signal) => {
      await endWaiting();
      waitWith(await open(signal));
    },
    check: async (signal, work) => {
      const connection = takeWaiting() ?? (await open(signal));
      running = connection;
      try {
        return await endedByAbort(connection, signal, () => work(connection));
      } finally {
        running = null;
        connection.close();
      }
    },
    ask: (work) => {
      if (running !== null) return work(running, true);
      const asked = inOwnSession((connection) => work(connection, false));
      asking = asked.catch(() => undefined);
      return asked;
    },
    isChecking: () => running !== null,
    hurry: (milliseconds) => running?.hurry(milliseconds),
    close: async () => {
      stop.abort();
      stop = new AbortController();
      await Promise.all([endWaiting(), asking]);
    },
  };
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
