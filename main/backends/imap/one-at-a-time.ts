import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs work one after the other, in the order asked for. */
interface OneAtATime {
  /** Rejects at once when called from inside work of the same queue: that would wait for itself for ever. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

export function oneAtATime(): OneAtATime {
  const inside = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      if (inside.getStore() === true) return Promise.reject(new Error('work on a connection asked for the same connection'));
      const turn = last.then(() => inside.run(true, work));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
