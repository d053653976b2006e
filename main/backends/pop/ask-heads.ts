import type { SyncProgress } from '../backend.ts';
import { type HeadPrint, headPrintOf } from './head-print.ts';
import type { PopConnection } from './maildrop.ts';
import type { Retrieval } from './plan.ts';
import type { Heads } from './recognise.ts';
import { isRefusal } from './refusal.ts';

/** As many TOP commands on the way at once: some servers answer them with the whole message. */
const mostOnTheWay = 50;

/** What their heads tell them by; none where the server has no TOP (RFC 1939 section 7). */
export async function askHeads(
  connection: PopConnection,
  messages: readonly Retrieval[],
  progress: Pick<SyncProgress, 'report' | 'breathe'>,
): Promise<Heads> {
  const heads = new Map<number, HeadPrint | null>();
  if (!connection.capabilities.top) return heads;
  for (let at = 0; at < messages.length; at += mostOnTheWay) {
    const group = messages.slice(at, at + mostOnTheWay);
    const answers = await Promise.allSettled(group.map(({ number }) => connection.top(number, 0)));
    for (const [index, answer] of answers.entries()) {
      const number = group[index]?.number;
      if (number === undefined) continue;
      if (answer.status === 'rejected' && !isRefusal(answer.reason)) throw answer.reason;
      heads.set(number, answer.status === 'fulfilled' ? headPrintOf(answer.value) : null);
    }
    progress.report({ what: 'listing', done: heads.size, total: messages.length });
    await progress.breathe();
    // Nothing but refusals: it has no TOP, whatever it says.
    if (answers.every(({ status }) => status === 'rejected')) break;
  }
  return heads;
}
