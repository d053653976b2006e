import { describe, expect, it } from 'vitest';
import { parseSearchQuery, type SearchTerm } from '../../shared/search-query.ts';

const word = (text: string, field: 'any' | 'subject' | 'from' | 'to' = 'any'): SearchTerm => ({ kind: 'word', text, field });

describe('parseSearchQuery', () => {
  it.each<[string, readonly SearchTerm[]]>([
    ['', []],
    ['   ', []],
    ['ann', [word('ann')]],
    ['ann bob', [word('ann'), word('bob')]],
    ['from:ann', [word('ann', 'from')]],
    ['FROM:Ann', [word('Ann', 'from')]],
    ['subject:"two words" x', [word('two words', 'subject'), word('x')]],
    ['"unfinished quote', [word('unfinished quote')]],
    ['""', []],
    [
      'is:unread is:starred',
      [
        { kind: 'is', state: 'unread' },
        { kind: 'is', state: 'starred' },
      ],
    ],
    ['is:nonsense', [word('is:nonsense')]],
    [
      'at:here-only at:server',
      [
        { kind: 'at', place: 'here-only' },
        { kind: 'at', place: 'server' },
      ],
    ],
    ['http://example.org', [word('http://example.org')]],
  ])('%j', (typed, terms) => {
    expect(parseSearchQuery(typed).terms).toEqual(terms);
  });
});
