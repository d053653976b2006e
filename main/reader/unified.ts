/**
 * Pages of a view that may span accounts. Each account answers the same keyset page; the pages are merged. The cost grows
 * with the number of accounts, not with their mail.
 */
import { assertNever } from '../../shared/failure.ts';
import type { MessageSummary } from '../../shared/message.ts';
import { parseSearchQuery } from '../../shared/search-query.ts';
import type { Cursor, MailView, Page } from '../../shared/view.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import { mailboxPage, pageSize } from './message-list.ts';
import type { OpenStore } from './open-store.ts';
import { searchPage } from './search.ts';

/** The next page of a view; `after` is null for the first. */
export function unifiedPage(stores: readonly OpenStore[], view: MailView, after: Cursor | null): Page<MessageSummary> {
  switch (view.kind) {
    case 'mailbox': {
      const store = stores.find(({ account }) => account.id === view.accountId);
      if (store === undefined) return { rows: [], next: null, total: 0 };
      const mailbox = listMailboxes(store.mail).find(({ id }) => id === view.mailboxId);
      return mergePages([mailboxPage(store, view.mailboxId, after)], mailbox?.total ?? 0);
    }
    case 'role': {
      const mailboxes = stores.flatMap((store) =>
        listMailboxes(store.mail)
          .filter(({ role }) => role === view.role)
          .map((mailbox) => ({ store, mailbox })),
      );
      const total = mailboxes.reduce((sum, { mailbox }) => sum + mailbox.total, 0);
      return mergePages(
        mailboxes.map(({ store, mailbox }) => mailboxPage(store, mailbox.id, after)),
        total,
      );
    }
    case 'search': {
      const { within } = view;
      const query = parseSearchQuery(view.query);
      const searched = within.kind === 'everywhere' ? stores : stores.filter(({ account }) => account.id === within.accountId);
      const mailboxId = within.kind === 'everywhere' ? null : within.mailboxId;
      return mergePages(
        searched.map((store) => searchPage(store, query, mailboxId, after)),
        null,
      );
    }
    default:
      return assertNever(view);
  }
}

/** Merges sorted pages into one. Each holds up to a page's worth, so the first page's worth of all is among them. */
function mergePages(pages: readonly (readonly MessageSummary[])[], total: number | null): Page<MessageSummary> {
  const rows = pages.flat().sort(byPosition).slice(0, pageSize);
  const last = rows.at(-1);
  const more = pages.some((page) => page.length === pageSize) || pages.flat().length > rows.length;
  return { rows, next: more && last !== undefined ? cursorOf(last) : null, total };
}

function cursorOf({ date, ref }: MessageSummary): Cursor {
  return { date, accountId: ref.accountId, mailboxId: ref.mailboxId, messageId: ref.messageId };
}

/** Newest first, then account, mailbox and message: the order of Cursor, in which no two rows are equal. */
function byPosition(a: MessageSummary, b: MessageSummary): number {
  if (a.date !== b.date) return b.date - a.date;
  if (a.ref.accountId !== b.ref.accountId) return a.ref.accountId < b.ref.accountId ? -1 : 1;
  if (a.ref.mailboxId !== b.ref.mailboxId) return a.ref.mailboxId - b.ref.mailboxId;
  return b.ref.messageId - a.ref.messageId;
}
