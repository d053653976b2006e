import type { AccountId } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId, MessageSummary } from '../../shared/message.ts';
import type { Cursor } from '../../shared/view.ts';
import { fromStored, type StoredEnvelope } from '../store/envelopes.ts';
import { flagsFromText } from '../store/flag-text.ts';
import type { SqlValue } from '../store/sqlite.ts';
import { messagePlace, placeColumns, type PlaceRow } from './message-place.ts';
import type { OpenStore } from './open-store.ts';

/** Rows in a page: some screens full, read in about a millisecond. */
export const pageSize = 100;

/** What a list row is made of; used with `listFrom` by mailbox pages and searches alike. */
export const listColumns = `l.mailbox_id AS mailboxId, l.message_id AS messageId, l.flags, l.date, m.size, m.envelope, m.preview,
  m.has_attachments AS hasAttachments, ${placeColumns}`;
export const listFrom = 'location l JOIN message m ON m.id = l.message_id';

export interface ListRow extends PlaceRow {
  readonly mailboxId: MailboxId;
  readonly messageId: MessageId;
  readonly flags: string;
  readonly date: number;
  readonly size: number;
  readonly envelope: StoredEnvelope;
  readonly preview: string;
  readonly hasAttachments: number;
}

/** The condition that continues after a cursor in the order date DESC, account, mailbox, message DESC. */
export function afterCursor(accountId: AccountId, cursor: Cursor | null): { readonly sql: string; readonly values: readonly SqlValue[] } {
  if (cursor === null) return { sql: '1', values: [] };
  // At the cursor's own date, accounts before the cursor's are through, those after it have yet to come.
  if (accountId < cursor.accountId) return { sql: 'l.date < ?', values: [cursor.date] };
  if (accountId > cursor.accountId) return { sql: 'l.date <= ?', values: [cursor.date] };
  return {
    sql: 'l.date <= ? AND (l.date < ? OR l.mailbox_id > ? OR (l.mailbox_id = ? AND l.message_id < ?))',
    values: [cursor.date, cursor.date, cursor.mailboxId, cursor.mailboxId, cursor.messageId],
  };
}

/** One page of one mailbox, newest first. */
export function mailboxPage(store: OpenStore, mailboxId: MailboxId, after: Cursor | null): MessageSummary[] {
  const condition = afterCursor(store.account.id, after);
  const rows = store.mail.all<ListRow>(
    `SELECT ${listColumns} FROM ${listFrom} WHERE l.mailbox_id = ? AND ${condition.sql}
     ORDER BY l.date DESC, l.message_id DESC LIMIT ${pageSize}`,
    mailboxId,
    ...condition.values,
  );
  return rows.map((row) => summaryOf(store, row));
}

/** More than a row has room for. A stranger can write a hundred thousand into one head, and a page has a hundred rows. */
const mostRecipients = 20;

export function summaryOf({ account }: OpenStore, row: ListRow): MessageSummary {
  const envelope = fromStored(row.envelope);
  return {
    ref: { accountId: account.id, mailboxId: row.mailboxId, messageId: row.messageId },
    subject: envelope.subject,
    from: envelope.from[0] ?? null,
    to: envelope.to.slice(0, mostRecipients),
    date: row.date,
    size: row.size,
    flags: flagsFromText(row.flags),
    preview: row.preview,
    hasAttachments: row.hasAttachments === 1,
    place: messagePlace(account, row),
  };
}
