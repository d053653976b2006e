import { isGoneOrRejected } from '../../../shared/failure.ts';
import { numberedLocation } from '../../store/numbered-locations.ts';
import { mailboxById, type StoredMailbox } from '../../store/mailboxes.ts';
import { type BodiesWanted, countMissing, type MissingBody, missingBodies } from '../../store/missing-bodies.ts';
import { bodiesWanted } from './offline-policy.ts';
import { downloadSources } from './download-sources.ts';
import type { RemoteMailbox } from '../backend.ts';
import { firstSliceSize, nextSliceSize } from './slice-size.ts';
import { pause, type SyncContext } from './sync-context.ts';

/** Most bytes asked for in one command. */
const bytesAtOnce = 16 * 1024 * 1024;
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

type Told = (batch: readonly MissingBody[]) => Promise<void>;

/** In slices, between which clicks get their turn. */
async function downloadMailbox(context: SyncContext, mailbox: StoredMailbox, wanted: BodiesWanted, told: Told): Promise<void> {
  const { connection, store, progress, passedOver } = context;
  let size = firstSliceSize;
  for (;;) {
    await pause(progress);
    if (progress.downloadPaused()) return;
    const remote = remoteOf(mailboxById(store.read, mailbox.id));
    const found = missingBodies(store.read, wanted, size + passedOver.messages.size).filter(
      ({ messageId }) => !passedOver.messages.has(messageId),
    );
    const batch = fitting(found.slice(0, size));
    if (remote === null || batch.length === 0) return;
    const started = Date.now();
    try {
      // Another device may have made it anew under its name: the numbers would be those of other mail.
      await connection.withMailbox({ ...remote, fresh: true }, (session) => downloadSources(store, mailbox.id, session, batch));
    } catch (thrown) {
      // Removed, numbered anew or closed to us meanwhile: the next synchronisation sees what is left of it.
      if (!isGoneOrRejected(thrown)) throw thrown;
      passedOver.mailboxes.add(mailbox.id);
      return;
    }
    size = nextSliceSize(batch.length, Date.now() - started);
    for (const { messageId, uid } of batch)
      if (numberedLocation(store.read, mailbox.id, uid)?.here !== true) passedOver.messages.add(messageId);
    await told(batch);
  }
}

/** As many from the start as one command should bring, and one at least. Pure. */
export function fitting(found: readonly MissingBody[]): readonly MissingBody[] {
  let bytes = 0;
  const end = found.findIndex(({ size }, at) => (bytes += size) > bytesAtOnce && at > 0);
  return end === -1 ? found : found.slice(0, end);
}

function remoteOf(mailbox: StoredMailbox | null): RemoteMailbox | null {
  return mailbox?.uidValidity == null ? null : { path: mailbox.path, uidValidity: mailbox.uidValidity };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
