/** When to try again. Pure: the clock and the dice are given. */
import type { MailFailure } from '../../shared/failure.ts';

const second = 1000;
const minute = 60 * second;

/**
 * Milliseconds until a lost connection is tried again, or null when only the person can help: a wrong password is not repeated.
 * Whatever else it was, full disks and mistakes of ours included, the account comes back by itself, if slowly. `attempt` counts failures in a
 * row, from 1; `random` is 0 to 1: without jitter every client of a server that restarts comes back in the same second.
 */
export function reconnectDelay(failure: MailFailure, attempt: number, random: number): number | null {
  if (failure.kind === 'auth' || failure.kind === 'tls') return null;
  const [first, most] = failure.kind !== 'busy' && failure.retry === 'later' ? [second, 5 * minute] : [minute, 30 * minute];
  const base = Math.min(most, first * 2 ** (attempt - 1));
  return Math.round(base * (0.75 + random / 2));
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

/** Milliseconds between two looks at a server that is fine. IMAP is told of new mail; the look is for all other mailboxes. */
export function checkInterval(kind: 'imap' | 'pop', popMinutes: number): number {
  return kind === 'imap' ? 5 * minute : Math.max(1, popMinutes) * minute;
}
