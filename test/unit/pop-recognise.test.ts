import { describe, expect, it } from 'vitest';
import { contentId } from '../../main/backends/pop/content-id.ts';
import { planDownload, type Listing } from '../../main/backends/pop/plan.ts';
import { questionsOf, recognise, type HeadPrints } from '../../main/backends/pop/recognise.ts';
import type { StoredUidl } from '../../main/store/uidls.ts';
import type { MessageId } from '../../shared/message.ts';

const head = (word: string): Buffer => Buffer.from(word);

/** A message of 100 bytes with a head of its own, which the server listed before under this id. */
function known(uidl: string, changes: Partial<StoredUidl> = {}): StoredUidl {
  return {
    uidl,
    messageId: 1 as MessageId,
    size: 100,
    headHash: head(uidl),
    contentHash: null,
    knownByHead: false,
    choice: null,
    onServer: true,
    storedAt: 1,
    removalAskedAt: null,
    deletedHere: false,
    ...changes,
  };
}

/** Numbered from 1; each of 100 bytes, or of so many. */
function listing(...messages: readonly (string | readonly [string, number])[]): Listing {
  const rows = messages.map((message, at) => [at + 1, ...(typeof message === 'string' ? ([message, 100] as const) : message)] as const);
  return { uidls: new Map(rows.map(([number, uidl]) => [number, uidl])), sizes: new Map(rows.map(([number, , size]) => [number, size])) };
}

function asked(found: Listing, rows: readonly StoredUidl[]): readonly number[] {
  return questionsOf(planDownload(found, rows), found, rows).map(({ number }) => number);
}

/** `names`: whether their heads are those of one message and no other. */
function answered(found: Listing, rows: readonly StoredUidl[], hashes: ReadonlyMap<number, Buffer | null>, names = true) {
  const heads: HeadPrints = new Map([...hashes].map(([number, hash]) => [number, hash === null ? null : { hash, names }]));
  const plan = planDownload(found, rows);
  const { retrieve, unsure, ...rest } = recognise(plan, found, rows, heads);
  return { fetched: [...retrieve, ...unsure].map(({ number }) => number), ...rest };
}

const nothing = { renamed: [], resized: [], stillThere: [] };
const tombstone = { messageId: null, deletedHere: true };

describe('a message is asked about', () => {
  it.each<[string, Listing, readonly StoredUidl[], readonly number[]]>([
    ['when a known one of its size is no longer listed', listing('new'), [known('old')], [1]],
    ['not when that one is still listed', listing('new', 'old'), [known('old')], []],
    ['not when the size is another', listing(['new', 99]), [known('old')], []],
    ['not when the head of the known one identifies nothing', listing('new'), [known('old', { headHash: null })], []],
    ['also when the known one was removed here for ever', listing('new'), [known('old', tombstone)], [1]],
    ['not when the known one was lost here', listing('new'), [known('old', { messageId: null })], []],
    ['not when the server agreed to remove the known one', listing('new'), [known('old', { removalAskedAt: 5 })], []],
    ['when it has no id, and what is known has one', listing(''), [known('old')], [1]],
    ['when it has no id, and what is known has none either', listing(''), [known(contentId(head('x')))], [1]],
    ['when its id is doubled, which it was not before', listing('old', 'old'), [known('old')], [2, 1]],
    ['when its id is known with another size', listing(['old', 112]), [known('old')], [1]],
  ])('%s', (_when, found, rows, numbers) => {
    expect(asked(found, rows)).toEqual(numbers);
  });
});

describe('what the head says', () => {
  it('a new id of a known message: nothing is fetched', () => {
    const result = answered(listing('new'), [known('old')], new Map([[1, head('old')]]));
    expect(result).toEqual({ fetched: [], ...nothing, renamed: [{ uidl: 'new', of: 'old', size: 100 }] });
  });

  it.each([
    ['first', [known('old'), known('gone', { ...tombstone, headHash: head('old') })]],
    ['last', [known('gone', { ...tombstone, headHash: head('old') }), known('old')]],
  ])('the same as of one that is here, known %s, and of one that was removed: it is the one here', (_which, rows) => {
    expect(answered(listing('new'), rows, new Map([[1, head('old')]])).renamed).toEqual([{ uidl: 'new', of: 'old', size: 100 }]);
  });

  it.each<[string, ReadonlyMap<number, Buffer | null>]>([
    ['another message', new Map([[1, head('other')]])],
    ['nothing, since the server refuses it', new Map([[1, null]])],
    ['nothing, since it was not asked for', new Map()],
  ])('%s: the message is fetched', (_what, heads) => {
    expect(answered(listing('new'), [known('old')], heads)).toEqual({ fetched: [1], ...nothing });
  });

  it.each<[string, Partial<StoredUidl>]>([
    ['lies in Trash', { deletedHere: true }],
    ['was removed here for ever', tombstone],
  ])('no more than that of any other message, and the known one %s: it is fetched', (_what, changes) => {
    expect(answered(listing('new'), [known('old', changes)], new Map([[1, head('old')]]), false)).toEqual({ fetched: [1], ...nothing });
  });

  it('no more than that of any other message, and the known one is here: it is that one', () => {
    expect(answered(listing('new'), [known('old')], new Map([[1, head('old')]]), false).renamed).toHaveLength(1);
  });

  it('the same twice: one of them is that message, the other is fetched', () => {
    const heads = new Map([1, 2].map((number) => [number, head('old')]));
    const renamed = [{ uidl: 'b', of: 'old', size: 100 }];
    expect(answered(listing('a', 'b'), [known('old')], heads)).toEqual({ fetched: [1], ...nothing, renamed });
  });

  it('twice the same without ids, of which one is here: both are that message', () => {
    const id = contentId(head('x'));
    const heads = new Map([1, 2].map((number) => [number, head(id)]));
    expect(answered(listing('', ''), [known(id)], heads)).toEqual({
      fetched: [],
      ...nothing,
      stillThere: [2, 1].map((number) => ({ uidl: id, number })),
    });
  });

  it('a message without an id that is here: it is still there', () => {
    const id = contentId(head('x'));
    expect(answered(listing('', ''), [known(id)], new Map([[2, head(id)]]))).toEqual({
      fetched: [1],
      ...nothing,
      stillThere: [{ uidl: id, number: 2 }],
    });
  });

  const blank: Partial<StoredUidl> = { storedAt: null, headHash: null };
  it.each<[string, ReadonlyMap<number, Buffer | null>, Partial<StoredUidl>, readonly string[]]>([
    ['no head is to be had of either: it is that one', new Map(), blank, ['new']],
    ['the server hands heads over by now: it is fetched', new Map([[1, head('old')]]), blank, []],
    ['all of the other is here: it is fetched', new Map(), { headHash: null }, []],
    ['the other lies in Trash: it is fetched', new Map(), { ...blank, deletedHere: true }, []],
    ['the other is of another size: it is fetched', new Map(), { ...blank, size: 99 }, []],
  ])('nothing, as of a head that is no longer listed, and %s', (_what, hashes, changes, renamed) => {
    const result = answered(listing('new'), [known('old', changes)], hashes);
    expect(result.renamed.map(({ uidl }) => uidl)).toEqual(renamed);
    expect(result.fetched).toEqual(renamed.length === 0 ? [1] : []);
  });

  it('a known id with another size: the same message', () => {
    const result = answered(listing(['old', 112]), [known('old')], new Map([[1, head('old')]]));
    expect(result).toEqual({ fetched: [], ...nothing, resized: [{ uidl: 'old', size: 112 }] });
  });

  it('a known id with another size: another message, fetched in its turn', () => {
    const heads = new Map([[2, head('other')]]);
    expect(answered(listing('a', ['old', 112], 'c'), [known('old')], heads)).toEqual({ fetched: [3, 2, 1], ...nothing });
  });

  it('a known id with another size, and nobody can tell: it is believed', () => {
    expect(answered(listing(['old', 112]), [known('old')], new Map())).toEqual({ fetched: [], ...nothing });
  });
});
