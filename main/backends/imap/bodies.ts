import type { StoredMailbox } from '../../store/mailboxes.ts';
import { type BodiesWanted, countMissing } from '../../store/missing-bodies.ts';
import { bodiesWanted } from './offline-policy.ts';
import { downloadMailbox } from './download-mailbox.ts';
import type { SyncContext } from './sync-context.ts';

const lookEveryMs = 60_000;

/** What is to be downloaded of one mailbox. */
interface Work {
  readonly mailbox: StoredMailbox;
  readonly wanted: BodiesWanted;
}

/**
 * Downloads what is to be read offline: mailbox by mailbox in the order given, newest first. `lookForNews` is called now and then:
 * the first download of a big account takes hours, and new mail must not wait for its end.
 */
export async function downloadBodies(
  context: SyncContext,
  mailboxes: readonly StoredMailbox[],
  lookForNews: () => Promise<void>,
): Promise<void> {
  const { store, progress, options, passedOver } = context;
  const work: Work[] = mailboxes.flatMap((mailbox) => {
    const wanted = bodiesWanted(mailbox, options, Date.now());
    return wanted === null || passedOver.mailboxes.has(mailbox.id) ? [] : [{ mailbox, wanted }];
  });
  const counts = work.map(({ wanted }) => countMissing(store.read, wanted));
  const total = { messages: sum(counts.map(({ messages }) => messages)), bytes: sum(counts.map(({ bytes }) => bytes)) };
  if (total.messages === 0) return;
  let looked = Date.now();
  const done = { messages: 0, bytes: 0 };
  for (const { mailbox, wanted } of work) {
    await downloadMailbox(context, mailbox, wanted, async (batch) => {
      done.messages += batch.length;
      done.bytes += sum(batch.map(({ size }) => size));
      const bytes = { done: Math.min(done.bytes, total.bytes), total: total.bytes };
      progress.report({
        what: 'downloading',
        mailbox: mailbox.name,
        done: done.messages,
        total: Math.max(total.messages, done.messages),
        bytes,
      });
      if (Date.now() - looked < lookEveryMs) return;
      await lookForNews();
      looked = Date.now();
    });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
