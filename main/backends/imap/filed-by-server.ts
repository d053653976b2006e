import { setTimeout as delay } from 'node:timers/promises';
import type { Backend } from '../backend.ts';

type Find = NonNullable<Backend['findByMessageId']>;

/** A provider files what was sent a moment after its sending server took it. Milliseconds, each after the look before. */
export const usualLooks: readonly number[] = [0, 2000, 5000, 10_000];

/** Looks for the server's own copy of what was just sent, several times; empty when none comes. */
export function findFiledOn(find: Find, looks: readonly number[], signal: AbortSignal): Find {
  return async (path, headerMessageId) => {
    for (const wait of looks) {
      // Closed meanwhile: the next look says so, in the words for a lost connection.
      await delay(wait, undefined, { signal }).catch(() => undefined);
      const found = await find(path, headerMessageId);
      if (found.length > 0) return found;
    }
    return [];
  };
}
