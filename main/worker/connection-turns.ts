/**
 * One connection, one job at a time. A long job (a first synchronisation) lets the others in between its slices by calling
 * `breathe`, so that a click never waits for a download.
 */
export interface ConnectionTurns {
  /** Runs when it is this job's turn; settles as the job does. */
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Called inside a running job, with no mailbox locked: does what waits, then goes on. */
  breathe(): Promise<void>;
  isBusy(): boolean;
}

export function createConnectionTurns(): ConnectionTurns {
  const waiting: (() => Promise<void>)[] = [];
  let busy = false;

  /** `over` without a turn behind the last look at what waits: who finds it busy counts on being seen. */
  const drain = async (over: () => void): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
    over();
  };

  const run = <T>(job: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      // Never rejects itself: one job's failure is its caller's affair, not that of the jobs behind it.
      waiting.push(() => job().then(resolve, reject));
      if (busy) return;
      busy = true;
      void drain(() => {
        busy = false;
      });
    });

  return { run, breathe: () => drain(() => undefined), isBusy: () => busy };
}
