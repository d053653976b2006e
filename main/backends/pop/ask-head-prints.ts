import type { SyncProgress } from '../backend.ts';
import { askHeads } from './ask-heads.ts';
import { type HeadPrint, headPrintOf } from './head-print.ts';
import type { PopConnection } from './pop-connection.ts';
import type { Retrieval } from './plan.ts';
import type { HeadPrints } from './recognise.ts';

/** By which messages are known again; none where the server has no TOP (RFC 1939 section 7). */
export async function askHeadPrints(
  connection: PopConnection,
  messages: readonly Retrieval[],
  progress: Pick<SyncProgress, 'report' | 'breathe'>,
): Promise<HeadPrints> {
  const prints = new Map<number, HeadPrint | null>();
  if (!connection.capabilities.top) return prints;
  let asked = 0;
  for await (const group of askHeads(connection, messages)) {
    for (const { message, start } of group) prints.set(message.number, start === null ? null : headPrintOf(start));
    asked += group.length;
    progress.report({ what: 'listing', done: asked, total: messages.length });
    await progress.breathe();
    // Nothing but refusals: it has no TOP, whatever it says.
    if (group.every(({ start }) => start === null)) break;
  }
  return prints;
}
