/** Notices that this computer slept, or that its clock was set, where nobody tells: timers stand still meanwhile, the clock does not. */

const tickMs = 20_000;
const jumpMs = 60_000;

/** The clock moved by something else than the time between two ticks; a busy thread is late by less. */
export function isJump(last: number, now: number): boolean {
  return Math.abs(now - last - tickMs) > jumpMs;
}

/** Calls `jumped` after each; returns what ends it. */
export function watchClock(jumped: () => void, now: () => number): () => void {
  let last = now();
  const timer = setInterval(() => {
    const before = last;
    last = now();
    if (isJump(before, last)) jumped();
  }, tickMs);
  timer.unref();
  return () => clearInterval(timer);
}
