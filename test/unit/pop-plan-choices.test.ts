import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Listing, messagesListed, planDownload } from '../../main/backends/pop/plan.ts';
import { planRemoval, previewRemoval } from '../../main/backends/pop/plan-removal.ts';
import { emptyHeads, planBySize, planChosenRemovals, removedAlready, type Wishes } from '../../main/backends/pop/plan-choices.ts';
import type { StoredUidl } from '../../main/store/uidls.ts';
import type { CopiesPolicy } from '../../shared/account.ts';
import type { MessageId } from '../../shared/message.ts';

const now = 1_000_000_000;
const policies: readonly CopiesPolicy[] = [
  { kind: 'leave' },
  { kind: 'remove-after-download' },
  { kind: 'remove-after-days', days: 1 },
  { kind: 'remove-when-deleted' },
];

/** A row of which nothing is here. */
function row(uidl: string, changes: Partial<StoredUidl> = {}): StoredUidl {
  return {
    uidl,
    messageId: null,
    size: 100,
    headHash: null,
    contentHash: null,
    knownByHead: false,
    choice: null,
    onServer: true,
    storedAt: null,
    removalAskedAt: null,
    deletedHere: false,
    ...changes,
  };
}
const head = (uidl: string, id: number, changes: Partial<StoredUidl> = {}): StoredUidl =>
  row(uidl, { messageId: id as MessageId, ...changes });
const whole = (uidl: string, id: number, changes: Partial<StoredUidl> = {}): StoredUidl => head(uidl, id, { storedAt: 5, ...changes });

/** Message numbers from 1; ids with their sizes. */
function listing(...messages: readonly (readonly [string, number])[]): Listing {
  return {
    uidls: new Map(messages.map(([uidl], at) => [at + 1, uidl])),
    sizes: new Map(messages.map(([, size], at) => [at + 1, size])),
  };
}

function plan(listed: Listing, known: readonly StoredUidl[], wishes: Partial<Wishes> = {}) {
  const {
    awaited,
    whole: rest,
    ...others
  } = planBySize(listed, planDownload(listed, known).retrieve, known, {
    largest: null,
    wanted: [],
    ...wishes,
  });
  return { ...others, whole: [...awaited, ...rest] };
}
const numbersOf = (messages: readonly { readonly number: number }[]): readonly number[] => messages.map(({ number }) => number);

describe('of a new message', () => {
  it.each<[string, number | null, number, 'whole' | 'head']>([
    ['without a limit, all', null, 1e9, 'whole'],
    ['as large as the limit, all', 100, 100, 'whole'],
    ['above the limit, its head', 100, 101, 'head'],
    ['with a limit of nothing, its head', 0, 1, 'head'],
    ['with a limit of nothing, its head, also where the server lists no size', 0, 0, 'head'],
  ])('%s', (_what, largest, size, comes) => {
    const { whole: all, heads } = plan(listing(['a', size]), [], { largest });
    expect([all.length, heads.length]).toEqual(comes === 'whole' ? [1, 0] : [0, 1]);
  });

  it.each<[StoredUidl['choice'], 'whole' | 'head' | 'nothing']>([
    ['fetch', 'whole'],
    ['leave', 'nothing'],
    ['remove', 'nothing'],
    [null, 'head'],
  ])('what was chosen comes, whatever its size: %s', (choice, comes) => {
    const { whole: all, heads } = plan(listing(['a', 500]), [row('a', { choice })], { largest: 100 });
    expect([all.length, heads.length]).toEqual({ whole: [1, 0], head: [0, 1], nothing: [0, 0] }[comes]);
  });

  it('without an id of its own nothing is left out: it comes as before', () => {
    const listed = listing(['', 500], ['twice', 500], ['twice', 500]);
    expect(plan(listed, [], { largest: 100 })).toEqual({ whole: [], heads: [], lost: [] });
    expect(planDownload(listed, []).unsure).toHaveLength(3);
  });
});

describe('of a message whose head is here', () => {
  it.each<[string, Partial<StoredUidl>, Partial<Wishes>, boolean]>([
    ['above the limit stays so', {}, { largest: 99 }, false],
    ['that fits, since the limit was raised, comes', {}, { largest: 100 }, true],
    ['comes when the limit is gone', {}, {}, true],
    ['stays so while heads are all that is wanted', {}, { largest: 0 }, false],
    ['that somebody opened comes', {}, { largest: 0, wanted: [7 as MessageId] }, true],
    ['that was chosen comes', { choice: 'fetch' }, { largest: 0 }, true],
    ['that is to be left does not come without a limit', { choice: 'leave' }, {}, false],
    ['that is to be removed does not come', { choice: 'remove' }, {}, false],
    ['that was left, and then opened, comes', { choice: 'leave' }, { wanted: [7 as MessageId] }, true],
    ['in Trash does not come by itself', { deletedHere: true }, {}, false],
    ['in Trash comes when somebody opens it', { deletedHere: true }, { wanted: [7 as MessageId] }, true],
  ])('the rest of one %s', (_what, changes, wishes, comes) => {
    const { whole: all, heads } = plan(listing(['a', 100]), [head('a', 7, changes)], wishes);
    expect(all).toEqual(comes ? [{ number: 1, uidl: 'a', size: 100, fills: 7 }] : []);
    expect(heads).toEqual([]);
  });

  it('those that somebody waits for come first, in the order they were opened, then what was chosen, then the newest', () => {
    const known = [head('a', 1), head('b', 2), head('c', 3), row('e', { choice: 'fetch' })];
    const listed = listing(['a', 100], ['b', 100], ['c', 100], ['d', 100], ['e', 100], ['f', 100]);
    expect(numbersOf(plan(listed, known, { wanted: [2, 1] as MessageId[] }).whole)).toEqual([2, 1, 5, 6, 4, 3]);
  });

  it('one that the server has no longer is lost, and one whose id means two messages', () => {
    const known = [head('gone', 1), head('twice', 2), whole('here', 3)];
    const listed = listing(['twice', 100], ['twice', 100], ['here', 100]);
    expect(plan(listed, known, { wanted: [1, 2] as MessageId[] }).lost).toEqual([1, 2]);
  });
});

describe('what the person chose to remove', () => {
  const listed = listing(['new', 10], ['head', 20], ['whole', 30], ['twice', 40], ['twice', 40], ['deleted', 50]);
  const chosen: Partial<StoredUidl> = { choice: 'remove' };
  const known = [
    row('new', { ...chosen, size: 10 }),
    head('head', 2, { ...chosen, size: 20 }),
    whole('whole', 3, chosen),
    head('twice', 4, chosen),
    row('deleted', { ...chosen, deletedHere: true, storedAt: 5, size: 50 }),
    head('unlisted', 6, chosen),
    row('never seen', chosen),
  ];

  it('is read back where it is here, and must be what was chosen where it is not', () => {
    const removals = planChosenRemovals(listed, known);
    expect(removals.whole).toEqual([{ number: 3, uidl: 'whole', size: 30, messageId: 3, whenDeleted: false, chosen: true }]);
    expect(removals.unread.map(({ number, uidl, chosen: { size } }) => [number, uidl, size])).toEqual([
      [6, 'deleted', 50],
      [2, 'head', 20],
      [1, 'new', 10],
    ]);
  });

  it('and is gone already leaves no head behind', () => {
    expect(removedAlready(listed, known)).toEqual(['unlisted']);
    expect(removedAlready(listing(), [head('a', 1), whole('b', 2, chosen)])).toEqual([]);
  });

  it('and what is nothing but an id and a size goes with its id', () => {
    const named = head('named', 3, { headHash: Buffer.from('head') });
    expect(emptyHeads(listing(['listed', 10]), [head('a', 1), head('listed', 2), named, whole('b', 4)])).toEqual(['a']);
  });

  it.each(policies)('is all that goes of what is not wholly here, under any policy: %o', (policy) => {
    const heads = [head('head', 2), head('deleted', 3, { deletedHere: true }), row('new', { deletedHere: true }), head('whole', 4, chosen)];
    expect(planRemoval(listed, heads, policy, now)).toEqual([]);
    expect(previewRemoval(heads, policy, now, () => true)).toEqual({ messages: 0, bytes: 0, notHere: 0 });
  });
});

it('whatever is listed, known and chosen: nothing is fetched twice, nor fetched and removed', () => {
  const ids = fc.constantFrom('', 'a', 'b', 'c', 'd', 'e');
  const listings = fc.array(fc.tuple(ids, fc.integer({ min: 0, max: 200 })), { maxLength: 8 }).map((messages) => listing(...messages));
  const rows = fc.uniqueArray(
    fc.record({
      uidl: ids.filter((id) => id !== ''),
      messageId: fc.option(
        fc.integer({ min: 1, max: 6 }).map((id) => id as MessageId),
        { nil: null },
      ),
      size: fc.constantFrom(null, 100),
      headHash: fc.constant(null),
      contentHash: fc.constant(null),
      knownByHead: fc.constant(false),
      choice: fc.constantFrom(null, 'fetch' as const, 'remove' as const, 'leave' as const),
      onServer: fc.boolean(),
      storedAt: fc.constantFrom(null, 5),
      removalAskedAt: fc.constantFrom(null, 6),
      deletedHere: fc.boolean(),
    }),
    { selector: ({ uidl }) => uidl },
  );
  const wishes = fc.record({
    largest: fc.constantFrom(null, 0, 50, 100),
    wanted: fc.uniqueArray(fc.integer({ min: 1, max: 6 }).map((id) => id as MessageId)),
  });
  fc.assert(
    fc.property(listings, rows, wishes, (listed, known, wished) => {
      const { whole: all, heads } = plan(listed, known, wished);
      const unsure = planDownload(listed, known).unsure;
      const coming = numbersOf([...all, ...heads, ...unsure]);
      expect(new Set(coming).size).toBe(coming.length);
      expect(coming.every((number) => listed.uidls.has(number))).toBe(true);
      const { whole: copies, unread } = planChosenRemovals(listed, known);
      const waited = new Set(all.flatMap(({ fills }) => (fills !== undefined && wished.wanted.includes(fills) ? [fills] : [])));
      const going = unread.filter(({ uidl }) => !waited.has(known.find((each) => each.uidl === uidl)?.messageId ?? (0 as MessageId)));
      expect(numbersOf([...copies, ...going]).filter((number) => coming.includes(number))).toEqual([]);
      for (const { uidl } of [...copies, ...unread]) expect(known.find((each) => each.uidl === uidl)?.choice).toBe('remove');
      expect(messagesListed(listed).length).toBeGreaterThanOrEqual(coming.length);
    }),
  );
});
