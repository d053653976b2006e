/** Whether and when an operation is tried again after it failed. Pure. */
import type { MailFailure } from '../../shared/failure.ts';
import type { QueuedOperation } from '../operations/queue.ts';
import { busyDelay } from './schedule.ts';

/** After so many answers that made no sense, an operation is given up. */
const mostAttempts = 3;

/** Busy answers and senseless ones are counted in a row, each kind for itself; a server that was away counts for nothing. */
export function nextTry(
  { row }: QueuedOperation,
  failure: MailFailure,
  now: number,
): { readonly attempts: number; readonly notBefore: number | null } {
  if (failure.kind !== 'busy' && failure.kind !== 'protocol') return { attempts: row.attempts, notBefore: null };
  const wasBusy = row.failure?.kind === 'busy';
  const attempts = (wasBusy === (failure.kind === 'busy') ? row.attempts : 0) + 1;
  return { attempts, notBefore: failure.kind === 'busy' ? now + busyDelay(attempts) : null };
}

/** Whether it stays queued; else it is given up. */
export function waits(failure: MailFailure, attempts: number): boolean {
  switch (failure.kind) {
    case 'offline':
    case 'busy':
    case 'auth':
    case 'tls':
    case 'cancelled':
      return true;
    case 'protocol':
      return failure.retry === 'later' && attempts < mostAttempts;
    case 'quota':
    case 'gone':
    case 'rejected':
    case 'unsupported':
    case 'storage':
    case 'bug':
      return false;
  }
}
