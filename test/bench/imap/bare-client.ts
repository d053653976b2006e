/** The yardstick: each question is answered by a new process, as a script would be started. */
import { startMeasured } from '../support/measured-process.ts';
import type { Channel } from '../../../main/threads/channel.ts';
import type { MeasuredCalls } from '../support/measured-side.ts';
import type { BareAccount, BareCalls, BareFetch } from './bare-calls.ts';

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

export async function bareHeads(account: BareAccount, fields: readonly string[], count: number): Promise<number> {
  return complete(await askBare((bare) => bare.call('heads', account, '1:*', fields)), count);
}

/** Milliseconds, after a look at whether the yardstick got all there is. */
export function complete({ ms, rows }: BareFetch, count: number): number {
  if (rows !== count) throw new Error(`The bare client got ${rows} messages instead of ${count}.`);
  return ms;
}
