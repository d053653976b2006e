/** Keyset pages over an array, in the order of the real store: newest first, then account, mailbox, message. */
import { seenFlag } from '../../shared/message.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import type { MessageSummary } from '../../shared/message.ts';
import { parseSearchQuery } from '../../shared/search-query.ts';
import type { Cursor, MailView, Page } from '../../shared/view.ts';

const pageSize = 50;

export function pageOf(
  all: readonly MessageSummary[],
  mailboxes: readonly Mailbox[],
  view: MailView,
  after: Cursor | null,
): Page<MessageSummary> {
  const inView = all.filter((row) => belongs(row, mailboxes, view)).toSorted(compare);
  const start = after === null ? 0 : inView.findIndex((row) => row.date === after.date && row.ref.messageId === after.messageId) + 1;
  const rows = inView.slice(start, start + pageSize);
  const last = rows.at(-1);
  const more = last !== undefined && start + pageSize < inView.length;
  return { rows, next: more ? { date: last.date, ...last.ref } : null, total: view.kind === 'search' ? null : inView.length };
}

function compare(a: MessageSummary, b: MessageSummary): number {
  return (
    b.date - a.date ||
    a.ref.accountId.localeCompare(b.ref.accountId) ||
    a.ref.mailboxId - b.ref.mailboxId ||
    a.ref.messageId - b.ref.messageId
  );
}

function belongs(row: MessageSummary, mailboxes: readonly Mailbox[], view: MailView): boolean {
  if (view.kind === 'mailbox') return row.ref.accountId === view.accountId && row.ref.mailboxId === view.mailboxId;
  if (view.kind === 'role')
    return mailboxes.some((box) => box.accountId === row.ref.accountId && box.id === row.ref.mailboxId && box.role === view.role);
  return parseSearchQuery(view.query).terms.every((term) => {
    if (term.kind === 'is') return term.state === 'unread' ? !row.flags.includes(seenFlag) : true;
    if (term.kind !== 'word') return true;
    return `${row.subject} ${row.from?.name} ${row.from?.address}`.toLowerCase().includes(term.text.toLowerCase());
  });
}
