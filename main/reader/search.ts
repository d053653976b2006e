import { assertNever } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { answeredFlag, flaggedFlag, type MessageSummary } from '../../shared/message.ts';
import type { SearchField, SearchQuery, SearchTerm } from '../../shared/search-query.ts';
import type { Cursor } from '../../shared/view.ts';
import { matchPhrase } from '../store/search-text.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import type { ReadDb, SqlValue } from '../store/sqlite.ts';
import { afterCursor, listColumns, listFrom, type ListRow, pageSize, summaryOf } from './message-list.ts';
import { isAt } from './message-place.ts';
import type { OpenStore } from './open-store.ts';

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** One account's finds, newest first: ranks of different index files do not compare, dates do. */
export function searchPage(store: OpenStore, query: SearchQuery, mailboxId: MailboxId | null, after: Cursor | null): MessageSummary[] {
  const conditions = [...searchConditions(store.mail, query), afterCursor(store.account.id, after)];
  if (mailboxId !== null) conditions.push({ sql: 'l.mailbox_id = ?', values: [mailboxId] });
  else conditions.push({ sql: 'l.mailbox_id NOT IN (SELECT id FROM mailbox WHERE removed = 1)', values: [] });
  const rows = store.mail.all<ListRow>(
    `SELECT ${listColumns} FROM ${listFrom} WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}
     ORDER BY l.date DESC, l.mailbox_id, l.message_id DESC LIMIT ${pageSize}`,
    ...conditions.flatMap(({ values }) => values),
  );
  return rows.map((row) => summaryOf(store, row));
}

const columns: Readonly<Record<SearchField, string>> = {
  any: '{subject sender recipients text files}',
  subject: '{subject}',
  from: '{sender}',
  to: '{recipients}',
  file: '{files}',
};

/** A query as SQL: all words to be found in one MATCH, so that the index joins them, and the rest as conditions on the rows. */
function searchConditions(mail: ReadDb, query: SearchQuery): Condition[] {
  const words = query.terms.filter((term) => term.kind === 'word');
  const wanted = words.filter(({ not }) => !not).flatMap(matchOf);
  const unwanted = words.filter(({ not }) => not).flatMap(matchOf);
  const conditions = query.terms.flatMap((term) => stateCondition(mail, term));
  // Words of which nothing can be looked up ("???") find nothing, and not everything.
  if (words.some(({ not }) => !not) && wanted.length === 0) return [{ sql: '0', values: [] }];
  const found = 'm.id IN (SELECT rowid FROM search WHERE search MATCH ?)';
  return [
    ...(wanted.length === 0 ? [] : [{ sql: found, values: [wanted.join(' AND ')] }]),
    ...unwanted.map((match) => ({ sql: `NOT ${found}`, values: [match] })),
    ...conditions,
  ];
}

function matchOf({ field, text, whole }: Extract<SearchTerm, { readonly kind: 'word' }>): readonly string[] {
  const phrase = matchPhrase(text, whole);
  return phrase === null ? [] : [`${columns[field]} : ${phrase}`];
}

function stateCondition(mail: ReadDb, term: SearchTerm): Condition[] {
  const condition = conditionOf(mail, term);
  if (condition === null) return [];
  return [term.not ? { ...condition, sql: `NOT (${condition.sql})` } : condition];
}

const flagged = (flag: string): Condition => ({ sql: `instr(' ' || l.flags || ' ', ?) > 0`, values: [` ${flag} `] });

/** Null: the index of words answers it. */
function conditionOf(mail: ReadDb, term: SearchTerm): Condition | null {
  switch (term.kind) {
    case 'word':
      return null;
    case 'is':
      return stateOf(term.state);
    case 'has':
      return { sql: 'm.has_attachments = 1', values: [] };
    case 'at':
      return { sql: isAt[term.place], values: [] };
    case 'in':
      return { sql: 'l.mailbox_id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(mailboxesNamed(mail, term.mailbox))] };
    case 'before':
      return { sql: 'l.date < ?', values: [term.time] };
    case 'after':
      return { sql: 'l.date >= ?', values: [term.time] };
    case 'larger':
      return { sql: 'm.size > ?', values: [term.bytes] };
    case 'smaller':
      return { sql: 'm.size < ?', values: [term.bytes] };
    default:
      return assertNever(term);
  }
}

/** By name, by role ("in:trash"), or by the end of their path, where several have one name ("in:work/2026"). */
function mailboxesNamed(mail: ReadDb, typed: string): readonly MailboxId[] {
  const wanted = typed.toLocaleLowerCase();
  return listMailboxes(mail).flatMap(({ id, name, path, role }) => {
    const full = path.toLocaleLowerCase();
    return role === wanted || name.toLocaleLowerCase() === wanted || full === wanted || full.endsWith(`/${wanted}`) ? [id] : [];
  });
}

function stateOf(state: Extract<SearchTerm, { readonly kind: 'is' }>['state']): Condition {
  switch (state) {
    case 'unread':
      return { sql: 'l.unseen = 1', values: [] };
    case 'read':
      return { sql: 'l.unseen = 0', values: [] };
    case 'starred':
      return flagged(flaggedFlag);
    case 'answered':
      return flagged(answeredFlag);
    default:
      return assertNever(state);
  }
}
