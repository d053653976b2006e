import type { MailboxId } from '../../../shared/mailbox.ts';
import { recordHistory } from '../../store/history.ts';
import { numberedLocation } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { attachRaw } from '../../store/messages.ts';
import { forgetWanted } from '../../store/wanted-bodies.ts';
import type { Source } from './sources.ts';

/** Bytes first and durable, then one transaction with the rows that refer to them. Taking them apart is the index loop's work. */
export function keepSources(store: MailStore, mailboxId: MailboxId, sources: readonly Source[]): void {
  const hashes = store.raw.putAll(sources.map(({ bytes }) => bytes));
  const now = Date.now();
  store.transaction((tx) => {
    for (const [at, { uid, bytes }] of sources.entries()) {
      const hash = hashes[at];
      const location = numberedLocation(tx.db, mailboxId, uid);
      // Moved or removed while it was on its way, or opened a moment ago.
      if (hash === undefined || location === null || location.here) continue;
      attachRaw(tx, location.messageId, { hash, size: bytes.length });
      forgetWanted(tx, location.messageId);
      recordHistory(tx, location.messageId, 'downloaded', now);
    }
  });
}
