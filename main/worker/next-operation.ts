/** Which operation of the mailbox lane comes next: the oldest that is due and need not wait behind one that is not. */
import { type QueuedOperation, readQueued } from '../operations/queue.ts';
import { sharesAny, type Touched, touchedBy } from '../operations/touches.ts';
import { operationById, waitingTimes } from '../store/operations.ts';
import type { ReadDb } from '../store/sqlite.ts';

export function nextDue(db: ReadDb, now: number): QueuedOperation | null {
  const putOff: Touched[] = [];
  for (const { id, notBefore } of waitingTimes(db, 'mailbox')) {
    const row = operationById(db, id);
    if (row === null) continue;
    const queued = readQueued(row);
    const isDue = (notBefore ?? 0) <= now;
    // What an operation is about is only read when one before it is put off.
    if (isDue && putOff.length === 0) return queued;
    const touched = touchedBy(db, queued);
    if (isDue && !putOff.some((earlier) => sharesAny(earlier, touched))) return queued;
    putOff.push(touched);
  }
  return null;
}

/** When the first of those that are put off may be tried again; null when none is. */
export function nextTime(db: ReadDb): number | null {
  const times = waitingTimes(db, 'mailbox').flatMap(({ notBefore }) => notBefore ?? []);
  return times.length === 0 ? null : Math.min(...times);
}
