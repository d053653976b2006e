/** Counts what went wrong in a row with the connection of an account, and says when to try again. */
import type { MailFailure } from '../../shared/failure.ts';
import { reconnectDelay, withoutNetworkMs } from './schedule.ts';

export interface Setbacks {
  /** No connection came about, or one ended that had stood for so many milliseconds: the account is offline. */
  add(failure: MailFailure, stoodMs: number, now: number): void;
  /** The server is there, but asks to be left alone: milliseconds to wait. */
  slowDown(failure: MailFailure): number;
  /** A connection stands. */
  connected(): void;
  /** A look at everything came to its end: nobody asks to slow down any more. */
  lookedWell(): void;
  /** The next failure is the first again. */
  forget(): void;
  /**
   * The computer woke up, or is on another network. True when that is a reason to try: a password that was refused is not repeated, and
   * a server that asked for time gets it.
   */
  tryNow(): boolean;
  /** The system says whether there is any network. */
  network(there: boolean): void;
  isOffline(): boolean;
  /** When to try again; null when it is not offline, or only the person can help. */
  retryAt(): number | null;
}

/** A server that lets us in and hangs up at once must not be asked every second for that. */
const settledMs = 30_000;

export function createSetbacks(random: () => number): Setbacks {
  let failures = 0;
  let slowDowns = 0;
  let offline: MailFailure | null = null;
  let networkThere = true;
  let retryAt: number | null = null;
  return {
    add: (failure, stoodMs, now) => {
      offline = failure;
      if (stoodMs >= settledMs) failures = 0;
      if (networkThere || failure.kind !== 'offline') failures += 1;
      const delay = networkThere || failure.kind !== 'offline' ? reconnectDelay(failure, failures, random()) : withoutNetworkMs;
      retryAt = delay === null ? null : now + delay;
    },
    slowDown: (failure) => {
      slowDowns += 1;
      return reconnectDelay(failure, slowDowns, random()) ?? 0;
    },
    connected: () => {
      offline = null;
      retryAt = null;
    },
    lookedWell: () => {
      slowDowns = 0;
    },
    forget: () => {
      failures = 0;
    },
    tryNow: () => {
      if (offline?.kind === 'auth' || offline?.kind === 'busy') return false;
      failures = 0;
      return true;
    },
    network: (there) => {
      networkThere = there;
    },
    isOffline: () => offline !== null,
    retryAt: () => retryAt,
  };
}
