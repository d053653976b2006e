import type { AccountId } from './account.ts';
import type { MailboxId, MailboxRole } from './mailbox.ts';
import type { MessageId } from './message.ts';

/** What a list shows: one mailbox, the mailboxes of one role of all accounts ("All inboxes"), or the finds of a search. */
export type MailView =
  | { readonly kind: 'mailbox'; readonly accountId: AccountId; readonly mailboxId: MailboxId }
  | { readonly kind: 'role'; readonly role: MailboxRole }
  | { readonly kind: 'search'; readonly query: string; readonly within: SearchScope };

/** Where a search looks. */
type SearchScope =
  { readonly kind: 'everywhere' } | { readonly kind: 'mailbox'; readonly accountId: AccountId; readonly mailboxId: MailboxId };

/**
 * The last row of the page before (keyset paging). Rows are ordered by date, newest first, then account, mailbox and
 * message, so that no two rows are ever equal.
 */
export interface Cursor {
  readonly date: number;
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly messageId: MessageId;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** Null when this was the last page. */
  readonly next: Cursor | null;
  /** Rows in the whole view, read from stored counts; null where counting would cost a scan (search). */
  readonly total: number | null;
}
