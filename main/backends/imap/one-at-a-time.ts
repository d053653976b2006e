/**
 * Runs work one after the other, in the order asked for. Work must not ask for the same queue again: it would wait for itself for ever.
 * That is not looked for here: it would take an AsyncLocalStorage, which makes every promise of the thread dearer, and the parser of
 * answers makes thousands in a second.
 */
interface OneAtATime {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
