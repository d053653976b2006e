/** How much of an account's thread indexing may take. Pure. */

/** What `performance.eventLoopUtilization` tells of a stretch of time: milliseconds. */
interface Utilization {
  readonly idle: number;
  readonly active: number;
}

/** Milliseconds before a judgement means anything. */
const shortest = 20;
/** Above this share of the time, somebody else is at work: a download, a first synchronisation. */
const busyShare = 0.3;

/** Whether the stretch is long enough to be judged. */
export function isMeasured({ idle, active }: Utilization): boolean {
  return idle + active >= shortest;
}

/** Whether somebody else needs the thread: what it was busy with, less our own work, of the time that was not ours. */
export function shouldRest({ idle, active }: Utilization, ownMs: number): boolean {
  const others = Math.max(0, active - ownMs);
  return others > busyShare * (idle + others) && others > shortest / 4;
}

/**
 * After a crash while `count` messages were being indexed: so many are to be taken one by one. When it was one alone, it is the one
 * that ended the thread, and only its head is read.
 */
export function batchAfterCrash(count: number): { readonly left: number; readonly skipFirst: boolean } {
  return { left: count, skipFirst: count === 1 };
}
