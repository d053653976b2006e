import { assertNever } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { targetsOf } from '../store/operation-targets.ts';
import type { ReadDb } from '../store/sqlite.ts';
import type { QueuedOperation } from './queue.ts';

/** The mailboxes and messages an operation is about: two that share one must stay in their order. */
export interface Touched {
  readonly mailboxes: ReadonlySet<MailboxId>;
  readonly messages: ReadonlySet<MessageId>;
}

export function touchedBy(db: ReadDb, { row, operation, mark }: QueuedOperation): Touched {
  const targets = targetsOf(db, row.id);
  const named = [mark.mailboxId, ...mailboxesNamed(operation)].flatMap((id) => id ?? []);
  return {
    mailboxes: new Set([...named, ...targets.map(({ mailboxId }) => mailboxId)]),
    messages: new Set(targets.map(({ messageId }) => messageId)),
  };
}

export function sharesAny(a: Touched, b: Touched): boolean {
  return [...a.mailboxes].some((id) => b.mailboxes.has(id)) || [...a.messages].some((id) => b.messages.has(id));
}

function mailboxesNamed(operation: Operation): readonly (MailboxId | null)[] {
  switch (operation.kind) {
    case 'move':
    case 'copy':
    case 'append':
      return [operation.to];
    case 'create-mailbox':
      return [operation.parentId];
    case 'rename-mailbox':
      return [operation.mailboxId, operation.parentId];
    case 'remove-mailbox':
    case 'subscribe-mailbox':
      return [operation.mailboxId];
    case 'set-flags':
    case 'expunge':
    case 'put-back':
    case 'send':
      return [];
    default:
      return assertNever(operation);
  }
}
