/** The yardstick: each question is answered by a new process, as a script would be started. */
import { startMeasured } from '../support/measured-process.ts';
import type { Channel } from '../../../main/threads/channel.ts';
import type { MeasuredCalls } from '../support/measured-side.ts';
import type { BareCalls, BareFetch } from './bare-calls.ts';

type BareChannel = Channel<BareCalls & MeasuredCalls, Record<string, never>>;

export async function askBare<T>(ask: (bare: BareChannel) => Promise<T>): Promise<T> {
  const bare = startMeasured<BareCalls, Record<string, never>>('bare');
  try {
    // The first answer tells that everything is loaded.
    await bare.channel.call('measureFromNow');
    return await Promise.race([ask(bare.channel), bare.failed]);
  } finally {
    await bare.end();
  }
}

/** What a bare client got, after a look at whether that is all there is. */
export function complete(fetched: BareFetch, count: number): BareFetch {
  if (fetched.rows !== count) throw new Error(`The bare client got ${fetched.rows} messages instead of ${count}.`);
  return fetched;
}
