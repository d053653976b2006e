import { setSyncState, type StoredMailbox } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { unnumberMailbox } from '../../store/vanished.ts';
import type { MailboxNumbers } from './selection.ts';

/**
 * UIDVALIDITY changed: every number here means nothing any more (RFC 9051 section 2.3.1.1). The messages stay, without a number, and are
 * known again one by one as the heads come in (store-heads.ts): by the server's own name for them (OBJECTID), else by Message-ID, size
 * and date. No text is downloaded twice, and being cut off in the middle costs nothing. What was not seen again by the end goes, or stays,
 * as the brake says.
 */
export function renumberMailbox(store: MailStore, mailbox: StoredMailbox, { uidValidity }: MailboxNumbers): void {
  store.transaction((tx) => {
    unnumberMailbox(tx, mailbox.id);
    setSyncState(tx, mailbox.id, { uidValidity, uidNext: null, highestModseq: null });
  });
}
