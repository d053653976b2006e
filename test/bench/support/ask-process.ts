import type { MeasuredProcess } from './measured-process.ts';

/** Asks something of a process that was started for it alone, as a script would be, and ends it. */
export async function askProcess<T>(
  { failed, end }: Pick<MeasuredProcess<unknown, unknown>, 'failed' | 'end'>,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await Promise.race([ask(), failed]);
  } finally {
    await end();
  }
}
