import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { MailStore } from '../store/mail-store.ts';
import { messageById } from '../store/messages.ts';
import type { Emit } from '../threads/channel.ts';
import type { AccountEvents } from '../threads/protocol.ts';

/** New mail, for a notification: how many, and who wrote the newest. */
export function tellArrival(store: MailStore, mailboxId: MailboxId, messages: readonly MessageId[], emit: Emit<AccountEvents>): void {
  const newest = messages.at(-1);
  const message = newest === undefined ? null : messageById(store.read, newest);
  if (newest === undefined || message === null) return;
  emit('mail.arrived', {
    accountId: store.accountId,
    mailboxId,
    count: messages.length,
    newest: {
      ref: { accountId: store.accountId, mailboxId, messageId: newest },
      subject: message.envelope.subject,
      from: message.envelope.from[0] ?? null,
    },
  });
}
