import type { MailboxId } from '../../shared/mailbox.ts';
import type { LocalRef, MessageId } from '../../shared/message.ts';
import type { Arrivals } from '../backends/backend.ts';

/** What an operation remembers beside what was asked and where things were: small, and kept as JSON in its row. */
export interface Mark {
  /** The mailbox it makes or changes; main/store/operations.ts looks for it under this name. */
  readonly mailboxId?: MailboxId;
  /** That mailbox as it was before. */
  readonly before?: { readonly name: string; readonly parentId: MailboxId | null; readonly subscribed: boolean };
  /** Noted before the first copy was made in the target: whatever an earlier try made is among what arrived there since. */
  readonly since?: Arrivals;
  /** Messages that the mailbox they were moved to held already: there they became one. */
  readonly merged?: readonly MessageId[];
  /** Copies that are messages of their own here, because their mailbox held the original already. */
  readonly twins?: readonly { readonly of: LocalRef; readonly messageId: MessageId }[];
}

/** As it is kept in the row. */
export function markText(mark: Mark): string {
  return JSON.stringify(mark);
}

/** Of what `markText` wrote: so what is read back is what was written. */
export function parseMark(text: string | null): Mark {
  return text === null ? {} : (JSON.parse(text) as Mark);
}
