import type { Channel } from '../../../main/threads/channel.ts';
import { askProcess } from '../support/ask-process.ts';
import { startMeasured } from '../support/measured-process.ts';
import type { MeasuredCalls } from '../support/measured-side.ts';
import type { BareCalls } from './bare-calls.ts';

/** Asks the yardstick in a new process. */
export function askBare<T>(ask: (bare: Channel<BareCalls & MeasuredCalls, Record<string, never>>) => Promise<T>): Promise<T> {
  const bare = startMeasured<BareCalls, Record<string, never>>('bare');
  return askProcess(bare, async () => {
    // The first answer tells that everything is loaded.
    await bare.channel.call('measureFromNow');
    return ask(bare.channel);
  });
}
