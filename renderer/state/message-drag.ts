/** A message on its way by mouse: what the list puts on the drag, and what a mailbox reads from it. */
import type { AccountId } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId, MessageRef } from '../../shared/message.ts';

const type = 'application/x-homing-message';

export function putOnDrag(data: DataTransfer, ref: MessageRef): void {
  data.effectAllowed = 'move';
  data.setData(type, JSON.stringify([ref.accountId, ref.mailboxId, ref.messageId]));
}

/** While dragging only the kinds of data can be seen, not the data (HTML, drag data store "protected mode"). */
export function carriesMessage(data: DataTransfer): boolean {
  return data.types.includes(type);
}

export function readDrag(data: DataTransfer): MessageRef | null {
  const parsed: unknown = JSON.parse(data.getData(type) || 'null');
  if (!Array.isArray(parsed)) return null;
  const [accountId, mailboxId, messageId]: unknown[] = parsed;
  if (typeof accountId !== 'string' || typeof mailboxId !== 'number' || typeof messageId !== 'number') return null;
  return { accountId: accountId as AccountId, mailboxId: mailboxId as MailboxId, messageId: messageId as MessageId };
}
