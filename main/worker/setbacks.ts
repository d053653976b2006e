/** Counts what went wrong in a row with the connection of an account, and says when to try again. */
import type { MailFailure } from '../../shared/failure.ts';
import { noPasswordCode } from './account-connection.ts';
import { reconnectDelay, withoutNetworkMs } from './schedule.ts';

export interface Setbacks {
  /**
   * No connection came about, or one ended that had stood for so many milliseconds: the account is offline. Returns what it is offline
   * for: a password that has let us in before is believed in once more. Dovecot says that it is wrong while it shuts down.
   */
  add(failure: MailFailure, stoodMs: number, now: number): MailFailure;
  /** The server is there, but asks to be left alone: milliseconds to wait. */
  slowDown(failure: MailFailure): number;
  /** A connection stands. */
  connected(): void;
  /** A look at everything came to its end: nobody asks to slow down any more. */
  lookedWell(): void;
  /** The next failure is the first again, and the password may be another. */
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

/** `letIn`: the password of now has let us in, in an earlier run of the program. `loginDelay`: see `reconnectDelay`. */
export function createSetbacks(random: () => number, letIn = false, loginDelay: () => number = () => 0): Setbacks {
  let isTrusted = letIn;
  let failures = 0;
  let slowDowns = 0;
  let offline: MailFailure | null = null;
  let networkThere = true;
  let retryAt: number | null = null;
  return {
    add: (told, stoodMs, now) => {
      const failure = isTrusted ? doubted(told) : told;
      if (told.kind === 'auth') isTrusted = false;
      offline = failure;
      if (stoodMs >= settledMs) failures = 0;
      if (networkThere || failure.kind !== 'offline') failures += 1;
      const delay =
        networkThere || failure.kind !== 'offline' ? reconnectDelay(failure, failures, random(), loginDelay()) : withoutNetworkMs;
      retryAt = delay === null ? null : now + delay;
      return failure;
    },
    slowDown: (failure) => {
      slowDowns += 1;
      return reconnectDelay(failure, slowDowns, random(), loginDelay()) ?? 0;
    },
    connected: () => {
      isTrusted = true;
      offline = null;
      retryAt = null;
    },
    lookedWell: () => {
      slowDowns = 0;
    },
    forget: () => {
      isTrusted = false;
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

/** No password at all is no wrong one. */
function doubted(failure: MailFailure): MailFailure {
  if (failure.kind !== 'auth' || failure.code === noPasswordCode) return failure;
  return { ...failure, kind: 'offline', reason: 'lost', retry: 'later' };
}
