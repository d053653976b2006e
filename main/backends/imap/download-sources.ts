import type { MailboxId } from '../../../shared/mailbox.ts';
import { recordHistory } from '../../store/history.ts';
import { numberedLocation } from '../../store/numbered-locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { attachRaw, isHere } from '../../store/messages.ts';
import { leavingUnder } from '../../store/operation-targets.ts';
import { forgetWanted } from '../../store/wanted-bodies.ts';
import { fetchSources, type Source } from './sources.ts';
import type { ImapSession } from './session.ts';

/** The bytes of a message that are in a pack already. */
interface Kept {
  readonly uid: number;
  readonly hash: Uint8Array;
  readonly size: number;
}

/**
 * Downloads messages of the selected mailbox: bytes first, some being stored while the next ones stream in; once all are durable, the rows
 * that refer to them. So it is too with what came before the line was cut. Taking them apart is the index loop's work.
 */
export async function downloadSources(
  store: MailStore,
  mailboxId: MailboxId,
  session: ImapSession,
  wanted: readonly { readonly uid: number }[],
): Promise<void> {
  const kept: Kept[] = [];
  const put = async (sources: readonly Source[]): Promise<void> => {
    const hashes = await store.disk.stage(sources.map(({ bytes }) => bytes));
    for (const [at, { uid, bytes }] of sources.entries()) {
      const hash = hashes[at];
      if (hash !== undefined) kept.push({ uid, hash, size: bytes.length });
    }
  };
  let putting = Promise.resolve();
  const keep = async (sources: readonly Source[]): Promise<void> => {
    await putting;
    putting = put(sources);
    // Told to whoever comes next.
    putting.catch(() => undefined);
  };
  try {
    await fetchSources(session, wanted, keep);
    await putting;
  } finally {
    // What was put before something went wrong is here all the same.
    await putting.catch(() => undefined);
    if (kept.length > 0) {
      await store.disk.settle();
      attach(store, mailboxId, kept);
    }
  }
}

function attach(store: MailStore, mailboxId: MailboxId, kept: readonly Kept[]): void {
  const now = Date.now();
  // If the power goes, they are downloaded again.
  store.transaction((tx) => {
    const arrived = kept.flatMap(({ uid, hash, size }) => {
      // An action that waits may have taken it away from here.
      const messageId = numberedLocation(tx.db, mailboxId, uid)?.messageId ?? leavingUnder(tx.db, mailboxId, uid);
      // Gone while it was on its way, or opened a moment ago; or the only other message of these bytes was removed, and they with it.
      return messageId === null || isHere(tx.db, messageId) || !store.raw.has(hash) ? [] : [{ messageId, hash, size }];
    });
    const messages = arrived.map(({ messageId }) => messageId);
    attachRaw(tx, arrived);
    forgetWanted(tx, messages);
    recordHistory(tx, messages, 'downloaded', now);
  }, 'soon');
}
