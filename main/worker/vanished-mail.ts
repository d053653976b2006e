/** What becomes of mail that the server suddenly had no longer: the person's answer, mailbox by mailbox. */
import type { VanishedAnswer } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { submit } from '../operations/queue.ts';
import { letGo } from '../store/let-go.ts';
import { removeLocation } from '../store/locations.ts';
import type { MailStore } from '../store/mail-store.ts';
import { isHere, sweepOrphans } from '../store/messages.ts';
import { forgetVanished, vanishedIn } from '../store/vanished.ts';

/** What is to be put back waits in the queue afterwards, each message for itself: one that the server refuses holds up no other. */
export function answerVanished(store: MailStore, mailboxId: MailboxId, answer: VanishedAnswer, now: number): void {
  letGo(store, (tx) => {
    const messages = vanishedIn(tx.db, mailboxId);
    for (const messageId of messages) forgetVanished(tx, mailboxId, messageId);
    switch (answer) {
      case 'keep':
        return [];
      case 'remove':
        for (const messageId of messages) removeLocation(tx, mailboxId, messageId);
        return sweepOrphans(tx, messages);
      case 'put-back':
        for (const messageId of messages.filter((id) => isHere(tx.db, id)))
          submit(tx, { kind: 'put-back', ref: { mailboxId, messageId } }, now);
        return [];
      default:
        return assertNever(answer);
    }
  });
}
