/**
 * imapflow answers a NO or BAD to many commands with `false` and tells the reason only to its logger: this logger keeps the last
 * one told. Nothing is written anywhere.
 */
interface RefusalLogger {
  readonly logger: Record<'debug' | 'info' | 'warn' | 'error', (entry: unknown) => void>;
  /** The error told since the last call, or null. */
  readonly take: () => Error | null;
}

const ignore = (): void => undefined;
/** The library waits by itself where a server asks to slow down; longer than this, and nobody else can use the connection either. */
const longestWaitMs = 10_000;

/** `throttled` is called when the library is about to wait for longer than anybody should. */
export function refusalLogger(throttled: (error: Error) => void): RefusalLogger {
  let last: Error | null = null;
  const keep = (entry: unknown): void => {
    if (typeof entry !== 'object' || entry === null || !('err' in entry) || !(entry.err instanceof Error)) return;
    last = entry.err;
    if ('throttleDelay' in entry && Number(entry.throttleDelay) > longestWaitMs) throttled(entry.err);
  };
  return {
    logger: { debug: ignore, info: ignore, warn: keep, error: ignore },
    take: () => {
      const told = last;
      last = null;
      return told;
    },
  };
}
