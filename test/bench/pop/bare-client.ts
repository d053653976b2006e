import { askProcess } from '../support/ask-process.ts';
import { type BareFetch, complete } from '../support/bare-fetch.ts';
import { startMeasured } from '../support/measured-process.ts';
import type { BareCalls } from './bare-calls.ts';
import type { FilledMaildrop } from './scene.ts';

/** Fetches the whole maildrop in a new process, and looks whether that was all of it. */
export function bareFetch({ login, mailbox }: FilledMaildrop): Promise<BareFetch> {
  const bare = startMeasured<BareCalls, Record<string, never>>('bare');
  return askProcess(bare, async () => {
    // The first answer tells that everything is loaded.
    await bare.channel.call('measureFromNow');
    return complete(await bare.channel.call('retrieveAll', login), mailbox.messages.length, mailbox.bytes);
  });
}
