import type { MailboxId } from '../../../shared/mailbox.ts';
import { recordHistory } from '../../store/history.ts';
import { numberedLocation } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { attachRaw } from '../../store/messages.ts';
import { forgetWanted } from '../../store/wanted-bodies.ts';
import { fetchSources, type Source } from './sources.ts';
import type { ImapSession } from './session.ts';

/** The bytes of a message that are in raw.db already. */
interface Kept {
  readonly uid: number;
  readonly hash: Buffer;
  readonly size: number;
}

/**
 * Downloads messages of the selected mailbox: bytes first, while they stream in; once these are durable, all together, the rows that refer
 * to them. So it is too with what came before the line was cut. Taking them apart is the index loop's work.
 */
export async function downloadSources(
  store: MailStore,
  mailboxId: MailboxId,
  session: ImapSession,
  wanted: readonly { readonly uid: number }[],
): Promise<void> {
  const kept: Kept[] = [];
  const keep = (sources: readonly Source[]): void => {
    const hashes = store.raw.putAll(
      sources.map(({ bytes }) => bytes),
      'soon',
    );
    for (const [at, hash] of hashes.entries()) {
      const source = sources[at];
      if (source !== undefined) kept.push({ uid: source.uid, hash, size: source.bytes.length });
    }
  };
  try {
    await fetchSources(session, wanted, keep);
  } finally {
    if (kept.length > 0) {
      store.raw.settle();
      attach(store, mailboxId, kept);
    }
  }
}

function attach(store: MailStore, mailboxId: MailboxId, kept: readonly Kept[]): void {
  const now = Date.now();
  // If the power goes, they are downloaded again.
  store.transaction((tx) => {
    for (const { uid, hash, size } of kept) {
      const location = numberedLocation(tx.db, mailboxId, uid);
      // Moved or removed while it was on its way, or opened a moment ago.
      if (location === null || location.here) continue;
      attachRaw(tx, location.messageId, { hash, size });
      forgetWanted(tx, location.messageId);
      recordHistory(tx, location.messageId, 'downloaded', now);
    }
  }, 'soon');
}
