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

export function refusalLogger(): RefusalLogger {
  let last: Error | null = null;
  const keep = (entry: unknown): void => {
    if (typeof entry === 'object' && entry !== null && 'err' in entry && entry.err instanceof Error) last = entry.err;
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
