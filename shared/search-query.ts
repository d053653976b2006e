/** Turns what a person typed into a list of terms the store can answer. Pure; never fails: what is not understood is a plain word. */
import { beginningOf, sizeIn } from './search-values.ts';

export type SearchField = 'any' | 'subject' | 'from' | 'to' | 'file';

/** What a term asks of a message; `not` turns it round. Times are milliseconds since 1970, sizes bytes. */
export type SearchTerm = { readonly not: boolean } & (
  | { readonly kind: 'word'; readonly text: string; readonly field: SearchField; readonly whole: boolean }
  | { readonly kind: 'is'; readonly state: 'unread' | 'read' | 'starred' | 'answered' }
  | { readonly kind: 'has'; readonly what: 'attachment' }
  | { readonly kind: 'at'; readonly place: 'server' | 'here-only' }
  | { readonly kind: 'in'; readonly mailbox: string }
  | { readonly kind: 'before' | 'after'; readonly time: number }
  | { readonly kind: 'larger' | 'smaller'; readonly bytes: number }
);

/** As the union, term by term without `not`: Omit would merge its members. */
type PlainTerm = SearchTerm extends infer T ? (T extends SearchTerm ? Omit<T, 'not'> : never) : never;

export interface SearchQuery {
  /** All must hold. */
  readonly terms: readonly SearchTerm[];
}

const fields: Readonly<Record<string, SearchField>> = { subject: 'subject', from: 'from', to: 'to', file: 'file' };

/**
 * `ann -from:bob subject:"two words" is:unread at:here-only larger:5MB` -> six terms. Words match from their beginning, phrases in
 * quotes as a whole. An unfinished quote runs to the end, so that the list is useful while somebody types.
 */
export function parseSearchQuery(typed: string): SearchQuery {
  const terms: SearchTerm[] = [];
  for (const match of typed.matchAll(/(-)?(?:([a-z]+):)?(?:"([^"]*)("?)|(\S+))/giu)) {
    const [, minus, prefix, quoted, endQuote, plain] = match;
    const text = (quoted ?? plain ?? '').trim();
    // A dash alone, or two, is punctuation.
    if (text === '' || (prefix === undefined && quoted === undefined && /^-*$/u.test(text))) continue;
    const whole = quoted !== undefined && endQuote !== '';
    terms.push({ ...termOf(prefix?.toLowerCase(), text, whole), not: minus !== undefined });
  }
  return { terms };
}

function termOf(prefix: string | undefined, text: string, whole: boolean): PlainTerm {
  if (prefix === undefined) return { kind: 'word', text, field: 'any', whole };
  const field = fields[prefix];
  return field === undefined
    ? (stateTerm(prefix, text) ?? { kind: 'word', text: `${prefix}:${text}`, field: 'any', whole })
    : { kind: 'word', text, field, whole };
}

/** Null: not understood. */
function stateTerm(prefix: string, text: string): PlainTerm | null {
  const value = text.toLowerCase();
  switch (prefix) {
    case 'is':
      return value === 'unread' || value === 'read' || value === 'starred' || value === 'answered' ? { kind: 'is', state: value } : null;
    case 'has':
      return value === 'attachment' || value === 'attachments' ? { kind: 'has', what: 'attachment' } : null;
    case 'at':
      return value === 'server' || value === 'here-only' ? { kind: 'at', place: value } : null;
    case 'in':
      return { kind: 'in', mailbox: text };
    case 'before':
    case 'after': {
      // "after:2026-03" is from that month on, as is the common reading.
      const time = beginningOf(value);
      return time === null ? null : { kind: prefix, time };
    }
    case 'larger':
    case 'smaller': {
      const bytes = sizeIn(value);
      return bytes === null ? null : { kind: prefix, bytes };
    }
    default:
      return null;
  }
}
