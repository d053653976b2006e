import { assertNever } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageSummary } from '../../shared/message.ts';
import type { SearchQuery, SearchTerm } from '../../shared/search-query.ts';
import type { Cursor } from '../../shared/view.ts';
import { matchPhrase } from '../store/search-text.ts';
import type { SqlValue } from '../store/sqlite.ts';
import { afterCursor, listColumns, listFrom, type ListRow, pageSize, summaryOf } from './message-list.ts';
import { isAt } from './message-place.ts';
import type { OpenStore } from './open-store.ts';

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** One account's finds, newest first: ranks of different index files do not compare, dates do. */
export function searchPage(store: OpenStore, query: SearchQuery, mailboxId: MailboxId | null, after: Cursor | null): MessageSummary[] {
  const conditions = [...searchConditions(query), afterCursor(store.account.id, after)];
  if (mailboxId !== null) conditions.push({ sql: 'l.mailbox_id = ?', values: [mailboxId] });
  else conditions.push({ sql: 'l.mailbox_id NOT IN (SELECT id FROM mailbox WHERE removed = 1)', values: [] });
  const rows = store.mail.all<ListRow>(
    `SELECT ${listColumns} FROM ${listFrom} WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}
     ORDER BY l.date DESC, l.mailbox_id, l.message_id DESC LIMIT ${pageSize}`,
    ...conditions.flatMap(({ values }) => values),
  );
  return rows.map((row) => summaryOf(store, row));
}

const columns: Readonly<Record<'any' | 'subject' | 'from' | 'to', string>> = {
  any: '{subject sender recipients text files}',
  subject: '{subject}',
  from: '{sender}',
  to: '{recipients}',
};

/** A query as SQL: all words in one MATCH, so that the index joins them, and the rest as conditions on the rows. */
function searchConditions(query: SearchQuery): Condition[] {
  const words = query.terms.filter((term) => term.kind === 'word');
  const phrases = words.flatMap((word) => {
    const phrase = matchPhrase(word.text);
    return phrase === null ? [] : [`${columns[word.field]} : ${phrase}`];
  });
  const conditions = query.terms.flatMap(stateCondition);
  // Words of which nothing can be looked up ("???") find nothing, and not everything.
  if (words.length > 0 && phrases.length === 0) return [{ sql: '0', values: [] }];
  if (phrases.length === 0) return conditions;
  return [{ sql: 'm.id IN (SELECT rowid FROM search WHERE search MATCH ?)', values: [phrases.join(' AND ')] }, ...conditions];
}

function stateCondition(term: SearchTerm): Condition[] {
  switch (term.kind) {
    case 'word':
      return [];
    case 'is':
      return [{ sql: term.state === 'unread' ? 'l.unseen = 1' : `instr(' ' || l.flags || ' ', ' \\Flagged ') > 0`, values: [] }];
    case 'at':
      return [{ sql: isAt[term.place], values: [] }];
    default:
      return assertNever(term);
  }
}
