import { describe, expect, it } from 'vitest';
import { parseSearchQuery, type SearchField, type SearchTerm } from '../../shared/search-query.ts';
import { beginningOf, sizeIn } from '../../shared/search-values.ts';

const word = (text: string, field: SearchField = 'any', whole = false): SearchTerm => ({ kind: 'word', text, field, whole, not: false });
const phrase = (text: string, field: SearchField = 'any'): SearchTerm => word(text, field, true);
const without = (term: SearchTerm): SearchTerm => ({ ...term, not: true });

describe('parseSearchQuery', () => {
  it.each<[string, readonly SearchTerm[]]>([
    ['', []],
    ['   ', []],
    ['ann', [word('ann')]],
    ['ann bob', [word('ann'), word('bob')]],
    ['from:ann', [word('ann', 'from')]],
    ['FROM:Ann', [word('Ann', 'from')]],
    ['subject:"two words" x', [phrase('two words', 'subject'), word('x')]],
    ['file:plan', [word('plan', 'file')]],
    ['-ann', [without(word('ann'))]],
    ['-"two words" -from:bob', [without(phrase('two words')), without(word('bob', 'from'))]],
    ['e-mail', [word('e-mail')]],
    ['- -- ann', [word('ann')]],
    ['"unfinished quote', [word('unfinished quote')]],
    ['""', []],
    [
      'is:unread is:starred',
      [
        { kind: 'is', state: 'unread', not: false },
        { kind: 'is', state: 'starred', not: false },
      ],
    ],
    ['is:nonsense', [word('is:nonsense')]],
    [
      'at:here-only at:server',
      [
        { kind: 'at', place: 'here-only', not: false },
        { kind: 'at', place: 'server', not: false },
      ],
    ],
    [
      'has:attachment -has:attachments',
      [
        { kind: 'has', what: 'attachment', not: false },
        { kind: 'has', what: 'attachment', not: true },
      ],
    ],
    ['in:"My Work"', [{ kind: 'in', mailbox: 'My Work', not: false }]],
    ['larger:5MB', [{ kind: 'larger', bytes: 5e6, not: false }]],
    ['smaller:much', [word('smaller:much')]],
    ['before:2026-03-01', [{ kind: 'before', time: new Date(2026, 2, 1).getTime(), not: false }]],
    ['after:2026', [{ kind: 'after', time: new Date(2026, 0, 1).getTime(), not: false }]],
    ['after:2026-02-31', [word('after:2026-02-31')]],
    ['http://example.org', [word('http://example.org')]],
  ])('%j', (typed, terms) => {
    expect(parseSearchQuery(typed).terms).toEqual(terms);
  });
});

describe('a date as it is typed', () => {
  const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime();
  it.each<[string, number | null]>([
    ['2026-03-01', day(2026, 3, 1)],
    ['2026-3-1', day(2026, 3, 1)],
    ['2026/12/31', day(2026, 12, 31)],
    ['2026-02', day(2026, 2, 1)],
    ['2026', day(2026, 1, 1)],
    ['2024-02-29', day(2024, 2, 29)],
    ['2026-02-29', null],
    ['2026-13', null],
    ['2026-00-01', null],
    ['yesterday', null],
    ['20260301', null],
  ])('%s', (typed, start) => {
    expect(beginningOf(typed)).toBe(start);
  });
});

describe('a size as it is typed', () => {
  it.each<[string, number | null]>([
    ['5mb', 5e6],
    ['5M', 5e6],
    ['2.5 GB', 2.5e9],
    ['2,5g', 2.5e9],
    ['300kib', 300e3],
    ['1000', 1000],
    ['12b', 12],
    ['', null],
    ['-5', null],
    ['5t', null],
    ['mb', null],
  ])('%s', (typed, bytes) => {
    expect(sizeIn(typed)).toBe(bytes);
  });
});
