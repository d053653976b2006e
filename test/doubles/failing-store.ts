// A real store in front of which everything fails from one step on: as when the program is killed there, or the disk is full.
import type { MailStore } from '../../main/store/mail-store.ts';
import { diskFull } from '../../main/store/storage-failure.ts';

export interface Fate {
  /** To be given to the work in place of the store. */
  readonly doomed: (store: MailStore) => MailStore;
  /** Whether the step came. */
  struck(): boolean;
}

const killed = new Error('killed');

export function isKilled(thrown: unknown): boolean {
  return thrown === killed;
}

/** Before and after each commit is a step: from the nth on nothing gets through any more. */
export function killedAt(nth: number): Fate {
  return fate(nth, killed, true);
}

/** Each write is a step: from the nth on none is possible any more. */
export function diskFullAt(nth: number): Fate {
  return fate(nth, diskFull('ENOSPC', null), false);
}

function fate(nth: number, error: Error, alsoAfter: boolean): Fate {
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps >= nth) throw error;
  };
  const around = <T>(work: () => T): T => {
    step();
    const value = work();
    if (alsoAfter) step();
    return value;
  };
  const aroundSlow = async <T>(work: () => Promise<T>): Promise<T> => {
    step();
    const value = await work();
    if (alsoAfter) step();
    return value;
  };
  return {
    struck: () => steps >= nth,
    doomed: (store) => ({
      ...store,
      raw: {
        ...store.raw,
        put: (bytes) => around(() => store.raw.put(bytes)),
        putAll: (messages) => around(() => store.raw.putAll(messages)),
        stage: (messages) => around(() => store.raw.stage(messages)),
        settle: () => around(() => store.raw.settle()),
        drop: (hashes) => around(() => store.raw.drop(hashes)),
      },
      disk: {
        ...store.disk,
        stage: (messages) => aroundSlow(() => store.disk.stage(messages)),
        settle: () => aroundSlow(() => store.disk.settle()),
      },
      transaction: (work, durability) => around(() => store.transaction(work, durability)),
    }),
  };
}
