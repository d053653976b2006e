import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs work one after the other, in the order asked for. */
interface OneAtATime {
  /** Rejects at once when called from inside work of the same queue: that would wait for itself for ever. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The queues whose work is running here. One for all: before Node 24 each storage, once used, slows down every promise for ever. */
const inside = new AsyncLocalStorage<ReadonlySet<object>>();

export function oneAtATime(): OneAtATime {
  const self = {};
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const around = inside.getStore() ?? new Set();
      if (around.has(self)) return Promise.reject(new Error('work on a connection asked for the same connection'));
      const turn = last.then(() => inside.run(new Set([...around, self]), work));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
