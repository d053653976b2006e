/** When to try again. Pure: the clock and the dice are given. */
import type { MailFailure } from '../../shared/failure.ts';
import { slowDownWords } from '../backends/slow-down.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Between two tries while the system says that there is no network. It may be wrong, and tells when there is one again. */
export const withoutNetworkMs = 5 * minute;

/** Between two looks at a server for which there is no room here, unless there is some before. */
export const withoutRoomMs = 24 * hour;

/** A server that is there without any network: a bridge to another mail system, or a tunnel. */
export function isThisComputer(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}

/**
 * Milliseconds until a lost connection is tried again, or null when only the person can help: a wrong password is not repeated.
 * Whatever else it was, full disks and mistakes of ours included, the account comes back by itself, if slowly. `attempt` counts failures in a
 * row, from 1; `random` is 0 to 1: without jitter every client of a server that restarts comes back in the same second. A server that
 * names a time is not asked before it; `loginDelay` is one that a POP server named earlier, for when it refuses us for that.
 */
export function reconnectDelay(failure: MailFailure, attempt: number, random: number, loginDelay = 0): number | null {
  if (failure.kind === 'auth' || failure.kind === 'tls') return null;
  const [first, most] = backOff(failure);
  const base = Math.min(most, first * 2 ** (attempt - 1));
  return Math.max(
    Math.round(base * (0.75 + random / 2)),
    Math.min(24 * hour, namedWait(failure)),
    failure.code === 'LOGIN-DELAY' ? loginDelay : 0,
  );
}

function backOff(failure: MailFailure): readonly [first: number, most: number] {
  // Who is left alone for as long as it asks for is glad to see us again.
  if (namedWait(failure) > 0) return [minute, 30 * minute];
  // The other program is done soon, or its line broke: then the server holds its lock for ten minutes (RFC 1939 section 3).
  if (failure.code === 'IN-USE') return [minute / 2, 10 * minute];
  // Gmail lets nobody read for hours who has read too much in a day, and each try may prolong that.
  if (isThrottled(failure)) return [15 * minute, 24 * hour];
  return failure.kind !== 'busy' && failure.retry === 'later' ? [second, 5 * minute] : [minute, 30 * minute];
}

/** The server is there, but wants less of us. Some say it only in the words with which they hang up. */
function isThrottled({ kind, code, server = '' }: MailFailure): boolean {
  if (kind === 'busy' && (code === 'ETHROTTLE' || code === 'OVERQUOTA')) return true;
  return (kind === 'busy' || kind === 'offline') && slowDownWords.test(server);
}

/** Microsoft: `Request is throttled. Suggested Backoff Time: 92415 milliseconds`. */
function namedWait({ server = '' }: MailFailure): number {
  return Number(/backoff time\D{0,5}(\d{1,9})/i.exec(server)?.[1] ?? 0);
}

/**
 * Milliseconds until a server that allowed no second connection, or ended it, is asked for one again: some let it in and end it at
 * once, and would be asked all day.
 */
export function watchAgainDelay(attempt: number): number {
  return Math.min(30, 2 ** (attempt - 1)) * minute;
}

/**
 * Milliseconds until a mail that was not accepted is offered again. A greylisting server (SMTP 450, 451) wants to be asked
 * later, often ten minutes, and goes on refusing whoever asks too soon.
 */
export function resendDelay(failure: MailFailure, attempt: number): number | null {
  if (failure.retry !== 'later') return null;
  const minutes = failure.kind === 'busy' ? [5, 15, 30, 60] : [0.25, 1, 5, 15];
  return (minutes[Math.min(attempt, minutes.length) - 1] ?? 60) * minute;
}

/**
 * Milliseconds until an action that a busy server put off is asked for again, while others go ahead. `attempt` counts such answers in
 * a row, from 1.
 */
export function busyDelay(attempt: number): number {
  return Math.min(15 * minute, 10 * second * 2 ** (attempt - 1));
}

/**
 * Milliseconds between two looks at a server that is fine. IMAP is told of new mail; the look is for all other mailboxes. Each look at a POP
 * server is a sign-in, and sooner than it wants it would refuse us: `loginDelay` is what it said of that (`loginDelayOf`).
 */
export function checkInterval(kind: 'imap' | 'pop', popMinutes: number, loginDelay: number): number {
  return kind === 'imap' ? 5 * minute : Math.max(minute, popMinutes * minute, loginDelay);
}

/** The server is well and knows us, and only lets nobody in now: a POP maildrop that somebody else has open, or a look that came too soon. */
export function isTurnedAway({ kind, code }: MailFailure): boolean {
  return kind === 'busy' && (code === 'IN-USE' || code === 'LOGIN-DELAY');
}

/** Milliseconds out of the seconds that a POP server wants between two sign-ins; null: it did not say. A day is taken for a mistake. */
export function loginDelayOf(seconds: number | null): number {
  return Math.min(24 * hour, (seconds ?? 0) * second);
}
