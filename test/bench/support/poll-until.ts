import { setTimeout as delay } from 'node:timers/promises';

export interface Polling {
  /** What is waited for, for the sentence when it never comes. */
  readonly what: string;
  /** Milliseconds between two looks: also how exact the time found is. */
  readonly every: number;
  readonly limitMs: number;
  /** Rejects when waiting has no sense any more. */
  readonly failed: Promise<never>;
}

/** Looks again and again until there is something other than null; then gives it, with the time (performance.now()) it was first seen. */
export async function pollUntil<T>(
  look: () => T | null | Promise<T | null>,
  polling: Polling,
): Promise<{ readonly found: T; readonly at: number }> {
  const deadline = performance.now() + polling.limitMs;
  for (;;) {
    const found = await look();
    const at = performance.now();
    if (found !== null) return { found, at };
    if (at > deadline) throw new Error(`Waited ${Math.round(polling.limitMs / 1000)} s in vain: ${polling.what}.`);
    await Promise.race([delay(polling.every), polling.failed]);
  }
}
