import { isGoneOrRejected } from '../../../shared/failure.ts';
import { mailboxById, type StoredMailbox } from '../../store/mailboxes.ts';
import { type BodiesWanted, type MissingBody, missingBodies } from '../../store/missing-bodies.ts';
import { downloadSources } from './download-sources.ts';
import { firstSliceBytes, nextSliceBytes } from './slice-size.ts';
import { pause, type SyncContext } from './sync-context.ts';

/** Messages looked at to make up one command. */
const [fewestRows, mostRows] = [50, 4000];

type Batch = readonly MissingBody[];

/** Hears of each batch that is stored. */
type Told = (batch: Batch) => Promise<void>;

/** In slices, between which clicks get their turn; while one is stored, the next is on its way. */
export async function downloadMailbox(context: SyncContext, mailbox: StoredMailbox, wanted: BodiesWanted, told: Told): Promise<void> {
  const { connection, store, progress, passedOver } = context;
  let rows = fewestRows;
  let bytes = firstSliceBytes;
  let before: { readonly batch: Batch; readonly stored: Promise<ReadonlySet<number>> } | null = null;
  const finishBefore = async (): Promise<void> => {
    if (before === null) return;
    const { batch, stored } = before;
    before = null;
    const here = await stored;
    for (const { messageId, uid } of batch) if (!here.has(uid)) passedOver.messages.add(messageId);
    await told(batch);
  };
  const next = (): Batch => {
    const skipped = new Set([...passedOver.messages, ...(before?.batch ?? []).map(({ messageId }) => messageId)]);
    const found = missingBodies(store.read, wanted, rows + skipped.size).filter(({ messageId }) => !skipped.has(messageId));
    return fitting(found.slice(0, rows), bytes);
  };
  try {
    for (;;) {
      await pause(progress);
      const uidValidity = mailboxById(store.read, mailbox.id)?.uidValidity ?? null;
      const batch = progress.downloadPaused() || uidValidity === null ? [] : next();
      if (batch.length === 0 || uidValidity === null) return await finishBefore();
      const started = Date.now();
      // Another device may have made it anew under its name: the numbers would be those of other mail.
      const { stored } = await connection.withMailbox({ path: mailbox.path, uidValidity, fresh: true }, (session) =>
        downloadSources(store, { mailboxId: mailbox.id, uidValidity }, session, batch),
      );
      rows = Math.min(mostRows, Math.max(fewestRows, 2 * batch.length));
      bytes = nextSliceBytes(
        batch.reduce((sum, { size }) => sum + size, 0),
        Date.now() - started,
      );
      try {
        await finishBefore();
      } finally {
        // Waited for in any case: nobody may close the store meanwhile.
        before = { batch, stored };
      }
    }
  } catch (thrown) {
    await finishBefore();
    // Removed, numbered anew or closed to us meanwhile: the next synchronisation sees what is left of it.
    if (!isGoneOrRejected(thrown)) throw thrown;
    passedOver.mailboxes.add(mailbox.id);
  }
}

/** As many from the start as one command should bring, of so many bytes, and one at least. Pure. */
export function fitting(found: Batch, most: number): Batch {
  let bytes = 0;
  const end = found.findIndex(({ size }, at) => (bytes += size) > most && at > 0);
  return end === -1 ? found : found.slice(0, end);
}
