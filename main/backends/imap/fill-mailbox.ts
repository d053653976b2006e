import { type MessageId, seenFlag } from '../../../shared/message.ts';
import { setSyncState, type StoredMailbox } from '../../store/mailboxes.ts';
import { fetchHeads, fetchNewestHeads, type Head } from './heads.ts';
import { firstSliceSize, nextSliceSize } from './slice-size.ts';
import { storeHeads } from './store-heads.ts';
import { pause, type SyncContext } from './sync-context.ts';
import { uidSlices } from './uid-set.ts';

/** More than a window shows at once. */
const firstPage = 50;

/** Something to look at in a mailbox that was never synchronised: its newest messages, in two round trips. */
export async function showNewest({ connection, store }: SyncContext, mailbox: StoredMailbox): Promise<void> {
  if (mailbox.uidValidity !== null) return;
  await connection.withMailbox({ path: mailbox.path, uidValidity: null }, async (session, { uidValidity }) => {
    const heads = await fetchNewestHeads(session, firstPage);
    store.transaction((tx) => {
      setSyncState(tx, mailbox.id, { uidValidity, uidNext: null, highestModseq: null });
      storeHeads(tx, mailbox.id, heads);
    });
  });
}

/**
 * Brings the heads of these UIDs, in slices as big as the line is fast, each stored while it streams in. False when the server did not
 * hand over all of them: then the cursor must not pass them.
 */
export async function fillMailbox(
  { connection, store, progress }: SyncContext,
  mailbox: StoredMailbox,
  uidValidity: string,
  uids: readonly number[],
): Promise<boolean> {
  // Not during the first synchronisation: nobody wants to be told of mail from last year.
  const tells = mailbox.role === 'inbox' && mailbox.uidNext !== null;
  let allStored = true;
  let size = firstSliceSize;
  for (let done = 0; done < uids.length;) {
    const [slice = []] = uidSlices(uids.slice(done, done + size), size);
    await pause(progress);
    progress.report({ what: 'syncing', mailbox: mailbox.name, done, total: uids.length });
    const started = Date.now();
    const arrived: MessageId[] = [];
    const keep = (heads: readonly Head[]): void => {
      const created = store.transaction((tx) => storeHeads(tx, mailbox.id, heads), 'soon');
      if (tells) arrived.push(...created.flatMap(({ messageId, head }) => (head.flags.includes(seenFlag) ? [] : [messageId])));
    };
    const unanswered = await connection.withMailbox({ path: mailbox.path, uidValidity, fresh: done > 0 }, (session) =>
      fetchHeads(session, slice, keep),
    );
    size = nextSliceSize(slice.length, Date.now() - started);
    allStored &&= unanswered.length === 0;
    done += slice.length;
    if (arrived.length > 0) progress.arrived(mailbox.id, arrived);
  }
  return allStored;
}
