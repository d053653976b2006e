/**
 * How fast a piece of work goes, and from that how long it still takes. Pure. A download comes in jumps (one big message, then a
 * hundred small ones) and stalls, and a number that dances says less than none: the speed is that of the last half minute, and what
 * is said stays until it is clearly wrong.
 */
import type { Activity } from '../../shared/account.ts';

/** Times in milliseconds since 1970, progress in bytes where they are known, else in things. */
export interface Pace {
  readonly name: string;
  readonly startedAt: number;
  readonly startedWith: number;
  /** Where it was when it last moved. */
  readonly movedAt: number;
  readonly done: number;
  /** Per millisecond. */
  readonly speed: number;
  /** When it is over, as last said; null while there is too little to tell. */
  readonly endsAt: number | null;
}

/** How fast what is long ago loses its weight. */
const halfLife = 10_000;
const enoughTime = 4000;
/** A hundredth of what was to do at first. */
const enoughPart = 0.01;
/** Nothing came for so long: nobody knows. */
const stalled = 30_000;
/** What is said differs by more than this from what is seen: then it is said anew. */
const clearlyWrong = 0.25;

/** How far a piece of work has come: in bytes where they are known, since one message can be a thousand times another. */
function progressOf({ done, total, bytes }: Activity): { readonly done: number; readonly total: number | null } {
  return bytes ?? { done, total };
}

/** The pace after one more report. Another piece of work, or one that begins again, has a pace of its own. */
export function paceAfter(before: Pace | undefined, activity: Activity, now: number): Pace {
  const { done, total } = progressOf(activity);
  const name = `${activity.what} ${activity.mailbox ?? ''} ${activity.bytes === undefined ? 'things' : 'bytes'}`;
  if (before === undefined || before.name !== name || done < before.done)
    return { name, startedAt: now, startedWith: done, movedAt: now, done, speed: 0, endsAt: null };
  if (done === before.done || now <= before.movedAt) return { ...before, done };
  const pace = { ...before, movedAt: now, done, speed: speedAfter(before, done, now) };
  const left = total === null ? null : leftOf(pace, total, now);
  return { ...pace, endsAt: left === null ? null : endAfter(before.endsAt, left, now) };
}

function speedAfter({ startedAt, startedWith, movedAt, done: before, speed }: Pace, done: number, now: number): number {
  // At first the average: one report says nothing about speed.
  if (now - startedAt < halfLife) return (done - startedWith) / (now - startedAt);
  const old = 0.5 ** ((now - movedAt) / halfLife);
  return speed * old + ((done - before) / (now - movedAt)) * (1 - old);
}

function leftOf({ startedAt, startedWith, done, speed }: Pace, total: number, now: number): number | null {
  const enough = now - startedAt >= enoughTime && done - startedWith >= (total - startedWith) * enoughPart;
  return enough && speed > 0 && done < total ? (total - done) / speed : null;
}

/** What was said counts down by itself as long as it is about right. */
function endAfter(said: number | null, left: number, now: number): number {
  if (said === null || said <= now || Math.abs(said - now - left) > clearlyWrong * left) return now + left;
  return said;
}

/** Milliseconds, never negative; null while there is too little to tell, and when nothing has come for a while. */
export function timeLeft(pace: Pace | undefined, now: number): number | null {
  if (pace === undefined || pace.endsAt === null || now - pace.movedAt > stalled) return null;
  return Math.max(0, pace.endsAt - now);
}
