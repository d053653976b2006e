/** What becomes of mail that the server suddenly had no longer: the person's answer, mailbox by mailbox. */
import type { VanishedAnswer } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { removeLocation } from '../store/locations.ts';
import type { MailStore } from '../store/mail-store.ts';
import { sweepOrphans } from '../store/messages.ts';
import { forgetVanished, vanishedIn } from '../store/vanished.ts';

/** `putBack` queues the upload of these messages into their mailbox. */
export function settleVanishedMail(store: MailStore, mailboxId: MailboxId, answer: VanishedAnswer): void {
  const unreferenced = store.transaction((tx) => {
    const messages = vanishedIn(tx.db, mailboxId);
    for (const messageId of messages) forgetVanished(tx, mailboxId, messageId);
    switch (answer) {
      case 'keep':
        return [];
      case 'remove':
        for (const messageId of messages) removeLocation(tx, mailboxId, messageId);
        return sweepOrphans(tx, messages);
      case 'put-back':
        return [];
      default:
        return assertNever(answer);
    }
  });
  store.raw.drop(unreferenced);
}
