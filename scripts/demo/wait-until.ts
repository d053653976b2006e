import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until it is so; throws, naming what never came true, after `limitMs`. */
export async function waitUntil(what: string, limitMs: number, check: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Waited ${Math.round(limitMs / 1000)} s, and it is still not so: ${what}.`);
    await delay(100);
  }
}

/** Fails with a sentence when the work takes longer than `limitMs`. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${limitMs / 1000} s.`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
