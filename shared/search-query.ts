/** Turns what a person typed into a tree the store can answer. Pure; never fails: what is not understood is a plain word. */

export type SearchTerm =
  | { readonly kind: 'word'; readonly text: string; readonly field: 'any' | 'subject' | 'from' | 'to' }
  | { readonly kind: 'is'; readonly state: 'unread' | 'starred' }
  | { readonly kind: 'at'; readonly place: 'server' | 'here-only' };

export interface SearchQuery {
  /** All must hold. */
  readonly terms: readonly SearchTerm[];
}

const fields: Readonly<Record<string, 'subject' | 'from' | 'to'>> = { subject: 'subject', from: 'from', to: 'to' };

/**
 * `ann from:bob subject:"two words" is:unread at:here-only` -> five terms. An unfinished quote runs to the end, so that the
 * tree is useful while somebody types.
 */
export function parseSearchQuery(typed: string): SearchQuery {
  const terms: SearchTerm[] = [];
  for (const match of typed.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu)) {
    const prefix = match[1]?.toLowerCase();
    const text = (match[2] ?? match[3] ?? '').trim();
    if (text === '') continue;
    terms.push(termOf(prefix, text));
  }
  return { terms };
}

function termOf(prefix: string | undefined, text: string): SearchTerm {
  if (prefix === undefined) return { kind: 'word', text, field: 'any' };
  const field = fields[prefix];
  if (field !== undefined) return { kind: 'word', text, field };
  const value = text.toLowerCase();
  if (prefix === 'is' && (value === 'unread' || value === 'starred')) return { kind: 'is', state: value };
  if (prefix === 'at' && (value === 'server' || value === 'here-only')) return { kind: 'at', place: value };
  return { kind: 'word', text: `${prefix}:${text}`, field: 'any' };
}
