/** What to do when an account's thread died, or could not open its store. Pure. */

const window = 5 * 60_000;
const mostCrashes = 5;

/**
 * Milliseconds to wait before the thread is started again, or null: five crashes in five minutes are not bad luck, and
 * starting again would only heat the machine. `crashes` are times in milliseconds, the newest last.
 */
export function restartDelay(crashes: readonly number[], now: number): number | null {
  const recent = crashes.filter((at) => now - at < window).length;
  if (recent >= mostCrashes) return null;
  return Math.min(30_000, 500 * 2 ** (recent - 1));
}

/** Milliseconds until a store that could not be opened is tried again: somebody may have made room on the disk. `attempt` counts from 1. */
export function reopenDelay(attempt: number): number {
  return Math.min(30, 2 ** (attempt - 1)) * 60_000;
}
