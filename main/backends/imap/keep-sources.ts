import type { MailboxId } from '../../../shared/mailbox.ts';
import { recordHistory } from '../../store/history.ts';
import { numberedLocation } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { attachRaw, isHere } from '../../store/messages.ts';
import { leavingUnder } from '../../store/operation-targets.ts';
import { forgetWanted } from '../../store/wanted-bodies.ts';
import type { Source } from './sources.ts';

/** Bytes first and durable, then one transaction with the rows that refer to them. Taking them apart is the index loop's work. */
export function keepSources(store: MailStore, mailboxId: MailboxId, sources: readonly Source[]): void {
  const hashes = store.raw.putAll(sources.map(({ bytes }) => bytes));
  const now = Date.now();
  store.transaction((tx) => {
    for (const [at, { uid, bytes }] of sources.entries()) {
      const hash = hashes[at];
      // An action that waits may have taken it away from here.
      const messageId = numberedLocation(tx.db, mailboxId, uid)?.messageId ?? leavingUnder(tx.db, mailboxId, uid);
      // Gone while it was on its way, or opened a moment ago.
      if (hash === undefined || messageId === null || isHere(tx.db, messageId)) continue;
      attachRaw(tx, messageId, { hash, size: bytes.length });
      forgetWanted(tx, messageId);
      recordHistory(tx, messageId, 'downloaded', now);
    }
  });
}
