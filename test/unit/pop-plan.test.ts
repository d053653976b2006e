import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentId } from '../../main/backends/pop/content-id.ts';
import { type Listing, planDownload } from '../../main/backends/pop/plan.ts';
import { planRemoval, previewRemoval } from '../../main/backends/pop/plan-removal.ts';
import type { StoredUidl } from '../../main/store/uidls.ts';
import type { CopiesPolicy } from '../../shared/account.ts';
import type { MessageId } from '../../shared/message.ts';

const day = 24 * 60 * 60 * 1000;
const now = 1_000 * day;
const policies: readonly CopiesPolicy[] = [
  { kind: 'leave' },
  { kind: 'remove-after-download' },
  { kind: 'remove-after-days', days: 7 },
  { kind: 'remove-when-deleted' },
];

/** A row for a message that was downloaded an hour ago and lies in the Inbox. */
function known(uidl: string, changes: Partial<StoredUidl> = {}): StoredUidl {
  return {
    uidl,
    messageId: 1 as MessageId,
    size: 100,
    headHash: null,
    contentHash: null,
    knownByHead: false,
    choice: null,
    onServer: true,
    storedAt: now - day / 24,
    removalAskedAt: null,
    deletedHere: false,
    ...changes,
  };
}

/** Message numbers from 1; each of 100 bytes. */
function listing(...uidls: readonly string[]): Listing {
  const numbered = uidls.map((uidl, index) => [index + 1, uidl] as const);
  return { uidls: new Map(numbered), sizes: new Map(numbered.map(([number]) => [number, 100])) };
}

const removedHere = { messageId: null, deletedHere: true, contentHash: Buffer.from('content') };

describe('what is downloaded', () => {
  it('is everything new, newest first', () => {
    const plan = planDownload(listing('a', 'b', 'c'), [known('b')]);
    expect(plan).toEqual({
      retrieve: [
        { number: 3, uidl: 'c', size: 100 },
        { number: 1, uidl: 'a', size: 100 },
      ],
      unsure: [],
      doubtful: [],
      forget: [],
    });
  });

  it.each<[string, Partial<StoredUidl>]>([
    ['in the Inbox', {}],
    ['in Trash', { deletedHere: true }],
    ['removed here for ever', removedHere],
    ['asked to be removed, and still listed', { removalAskedAt: now - day, onServer: false }],
    ['missing from the listing before', { onServer: false }],
    ['never stored', { messageId: null, storedAt: null, deletedHere: true }],
  ])('is not what is known: %s', (_what, changes) => {
    expect(planDownload(listing('a'), [known('a', changes)]).retrieve).toEqual([]);
  });

  it('is again what was lost here: a missing row is no deletion', () => {
    const lost = known('a', { messageId: null, deletedHere: false });
    expect(planDownload(listing('a'), [lost]).retrieve).toEqual([{ number: 1, uidl: 'a', size: 100 }]);
    expect(planRemoval(listing('a'), [lost], { kind: 'remove-after-download' }, now)).toEqual([]);
  });

  it('is also what has the id of one that was removed here and there, but another size', () => {
    const gone = known('a', { ...removedHere, removalAskedAt: now - day });
    expect(planDownload(listing('a'), [gone]).retrieve).toEqual([]);
    expect(planDownload(listing('a'), [{ ...gone, size: 99 }]).retrieve).toEqual([{ number: 1, uidl: 'a', size: 100 }]);
  });

  it('waits with a number that only one of the two answers has', () => {
    const odd: Listing = {
      uidls: new Map([
        [1, 'a'],
        [2, 'b'],
      ]),
      sizes: new Map([
        [2, 10],
        [3, 10],
      ]),
    };
    expect(planDownload(odd, []).retrieve).toEqual([{ number: 2, uidl: 'b', size: 10 }]);
  });

  it('is unsure about blank and doubled ids, also when they are known', () => {
    const plan = planDownload(listing('a', '', 'twice', 'twice', ''), [known('twice')]);
    expect(plan.retrieve.map(({ uidl }) => uidl)).toEqual(['a']);
    expect(plan.unsure.map(({ number, uidl }) => [number, uidl])).toEqual([
      [5, null],
      [4, null],
      [3, null],
      [2, null],
    ]);
  });

  it('doubts a known id that is listed with another size, where a head can tell', () => {
    const headHash = Buffer.from('head');
    const rows = [
      known('a', { size: 99, headHash }),
      known('b', { headHash }),
      known('c', { size: 99 }),
      known('d', { size: null, headHash }),
    ];
    expect(planDownload(listing('a', 'b', 'c', 'd'), rows)).toMatchObject({
      retrieve: [],
      doubtful: [{ number: 1, uidl: 'a', size: 100 }],
    });
  });

  it('counts an id as doubled also when its twin has no size', () => {
    const odd: Listing = {
      uidls: new Map([
        [1, 'a'],
        [2, 'a'],
      ]),
      sizes: new Map([[1, 10]]),
    };
    expect(planDownload(odd, [])).toMatchObject({ retrieve: [], unsure: [{ number: 1 }] });
  });
});

describe('what is forgotten', () => {
  it.each<[string, Partial<StoredUidl>, boolean]>([
    ['a message that is here', {}, false],
    ['a message that is here, absent for long', { onServer: false }, false],
    ['gone here, absent for the first time', removedHere, false],
    ['gone here, absent again', { ...removedHere, onServer: false }, true],
    ['gone here, removal was asked for', { ...removedHere, removalAskedAt: now - day }, true],
  ])('%s', (_what, changes, forgotten) => {
    expect(planDownload(listing('other'), [known('a', changes)]).forget).toEqual(forgotten ? ['a'] : []);
    expect(planDownload(listing('a'), [known('a', changes)]).forget).toEqual([]);
  });

  it('an id made of content stays for as long as the server has messages without ids', () => {
    const row = known(contentId(Buffer.from('hash')), { ...removedHere, onServer: false });
    expect(planDownload(listing(''), [row]).forget).toEqual([]);
    expect(planDownload(listing('a'), [row]).forget).toEqual([row.uidl]);
  });
});

it('nothing is forgotten while the server has messages without ids: one of them may be it', () => {
  const gone = known('a', { ...removedHere, onServer: false });
  expect(planDownload(listing('', 'b'), [gone]).forget).toEqual([]);
});

describe('what is removed from the server', () => {
  const states = {
    'stored just now': known('a', { storedAt: now }),
    'stored a week ago': known('a', { storedAt: now - 7 * day }),
    'stored nearly a week ago': known('a', { storedAt: now - 7 * day + 1 }),
    'in Trash': known('a', { deletedHere: true }),
    'removed here for ever': known('a', removedHere),
    'stored later than now': known('a', { storedAt: now + day }),
    'never stored': known('a', { storedAt: null }),
    'removed here for ever, and nobody knows what it was': known('a', { ...removedHere, contentHash: null }),
    'gone without a person': known('a', { messageId: null }),
    'asked before': known('a', { removalAskedAt: now - day }),
  } as const;
  const table: Readonly<Record<keyof typeof states, readonly CopiesPolicy['kind'][]>> = {
    'stored just now': ['remove-after-download'],
    'stored a week ago': ['remove-after-download', 'remove-after-days'],
    'stored nearly a week ago': ['remove-after-download'],
    'in Trash': ['remove-after-download', 'remove-when-deleted'],
    'removed here for ever': ['remove-after-download', 'remove-when-deleted'],
    'stored later than now': ['remove-after-download'],
    'never stored': [],
    'removed here for ever, and nobody knows what it was': [],
    'gone without a person': [],
    'asked before': ['remove-after-download'],
  };
  it.each(Object.entries(states))('%s', (name, row) => {
    const removing = policies.filter((policy) => planRemoval(listing('a'), [row], policy, now).length > 0).map(({ kind }) => kind);
    expect(removing).toEqual(table[name as keyof typeof states]);
  });

  it('says which message must be proven to be here', () => {
    const rows = [known('a', { messageId: 7 as MessageId }), known('b', removedHere)];
    expect(planRemoval(listing('a', 'b'), rows, { kind: 'remove-after-download' }, now)).toEqual([
      { number: 2, uidl: 'b', size: 100, messageId: null, whenDeleted: false },
      { number: 1, uidl: 'a', size: 100, messageId: 7, whenDeleted: false },
    ]);
  });

  it('is never a blank, doubled or unlisted id', () => {
    const rows = [known('twice'), known('unlisted'), known('')];
    expect(planRemoval(listing('', 'twice', 'twice'), rows, { kind: 'remove-after-download' }, now)).toEqual([]);
  });
});

describe('what would be removed, before it is', () => {
  const readable = () => true;
  const rows = [
    known('kept', { size: 10, messageId: 1 as MessageId }),
    known('old', { size: 20, messageId: 2 as MessageId, storedAt: now - 8 * day }),
    known('trashed', { size: 40, messageId: 3 as MessageId, deletedHere: true }),
    known('gone', { ...removedHere, size: 80 }),
    known('unsized', { size: null, messageId: 4 as MessageId }),
    known('unlisted', { size: 160, onServer: false }),
    known('lost', { size: 320, messageId: null }),
    known(contentId(Buffer.from('x')), { size: 640 }),
  ];
  it.each<[CopiesPolicy, ReturnType<typeof previewRemoval>]>([
    [{ kind: 'leave' }, { messages: 0, bytes: 0, notHere: 0 }],
    [{ kind: 'remove-after-download' }, { messages: 5, bytes: 150, notHere: 1 }],
    [
      { kind: 'remove-after-days', days: 7 },
      { messages: 1, bytes: 20, notHere: 0 },
    ],
    [{ kind: 'remove-when-deleted' }, { messages: 2, bytes: 120, notHere: 1 }],
  ])('%o', (policy, preview) => {
    expect(previewRemoval(rows, policy, now, readable)).toEqual(preview);
  });

  it('is not what cannot be read back', () => {
    const preview = previewRemoval(rows, { kind: 'remove-after-download' }, now, (id) => id !== 1);
    expect(preview).toEqual({ messages: 4, bytes: 140, notHere: 1 });
  });
});

describe('whatever the server lists and whatever is known', () => {
  const ids = fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', contentId(Buffer.from('x')));
  const numbers = fc.integer({ min: 1, max: 8 });
  const listings = fc.record({
    uidls: fc.array(fc.tuple(numbers, ids)).map((pairs) => new Map(pairs)),
    sizes: fc.array(fc.tuple(numbers, fc.nat(1000))).map((pairs) => new Map(pairs)),
  });
  const times = fc.option(fc.integer({ min: now - 20 * day, max: now + day }), { nil: null });
  const rows: fc.Arbitrary<readonly StoredUidl[]> = fc.uniqueArray(
    fc.record({
      uidl: ids.filter((id) => id !== ''),
      messageId: fc.option(
        fc.nat(50).map((id) => id as MessageId),
        { nil: null },
      ),
      size: fc.constant(100),
      headHash: fc.constant(null),
      contentHash: fc.constantFrom(null, Buffer.from('content')),
      knownByHead: fc.boolean(),
      choice: fc.constantFrom(null, 'fetch', 'remove', 'leave'),
      onServer: fc.boolean(),
      storedAt: times,
      removalAskedAt: times,
      deletedHere: fc.boolean(),
    }),
    { selector: (row) => row.uidl },
  );
  const anyPolicy = fc.constantFrom(...policies);

  it('nothing known is fetched by its id, and every number of both answers is decided once', () => {
    fc.assert(
      fc.property(listings, rows, (listed, stored) => {
        const plan = planDownload(listed, stored);
        const sizes = new Map([...listed.uidls].map(([number, uidl]) => [uidl, listed.sizes.get(number)]));
        const isOther = (row: StoredUidl): boolean =>
          row.messageId === null && row.removalAskedAt !== null && row.size !== sizes.get(row.uidl);
        const isKnown = (row: StoredUidl): boolean => (row.messageId !== null || row.deletedHere) && !isOther(row);
        const storedIds = new Set(stored.filter(isKnown).map(({ uidl }) => uidl));
        expect(plan.retrieve.filter(({ uidl }) => uidl === null || storedIds.has(uidl))).toEqual([]);
        const fetched = [...plan.retrieve, ...plan.unsure].map(({ number }) => number);
        expect(new Set(fetched).size).toBe(fetched.length);
        const both = [...listed.uidls.keys()].filter((number) => listed.sizes.has(number));
        const left = both.filter((number) => !fetched.includes(number));
        expect(left.every((number) => storedIds.has(listed.uidls.get(number) ?? ''))).toBe(true);
      }),
    );
  });

  it('only what was stored here leaves, once, under its own id; and "leave" removes nothing', () => {
    fc.assert(
      fc.property(listings, rows, anyPolicy, (listed, stored, policy) => {
        const removals = planRemoval(listed, stored, policy, now);
        if (policy.kind === 'leave') expect(removals).toEqual([]);
        for (const { number, uidl, messageId } of removals) {
          const row = stored.find((candidate) => candidate.uidl === uidl);
          expect(row?.storedAt).not.toBeNull();
          expect(row?.messageId).toBe(messageId);
          expect(messageId !== null || row?.deletedHere).toBe(true);
          expect([...listed.uidls].filter(([, id]) => id === uidl)).toEqual([[number, uidl]]);
        }
      }),
    );
  });

  it('the preview says what is removed when the server lists the same again', () => {
    fc.assert(
      fc.property(rows, anyPolicy, (stored, policy) => {
        const removals = planRemoval(
          listing(...stored.filter((row) => row.onServer && !row.uidl.includes(' ')).map(({ uidl }) => uidl)),
          stored,
          policy,
          now,
        );
        expect(previewRemoval(stored, policy, now, () => true)).toEqual({
          messages: removals.length,
          bytes: removals.length * 100,
          notHere: removals.filter(({ messageId }) => messageId === null).length,
        });
      }),
    );
  });

  it('an id is remembered while it is listed or its message is here', () => {
    fc.assert(
      fc.property(listings, rows, (listed, stored) => {
        const listedIds = new Set(listed.uidls.values());
        for (const uidl of planDownload(listed, stored).forget) {
          expect(listedIds.has(uidl)).toBe(false);
          expect(stored.find((row) => row.uidl === uidl)?.messageId).toBeNull();
        }
      }),
    );
  });
});
