import { brake } from '../../main/backends/imap/brake.ts';
import { describe, expect, it } from 'vitest';
import {
  type Answers,
  type Holdings,
  type LocalNumbers,
  looksUnchanged,
  planFromChanges,
  planFromListing,
  type ServerNumbers,
  whatToAsk,
} from '../../main/backends/imap/plan.ts';

const local: LocalNumbers = { uidValidity: '7', uidNext: 11, highestModseq: '100', held: 5 };
const server: ServerNumbers = { uidValidity: '7', uidNext: 11, highestModseq: '100', exists: 5 };

describe('what to ask', () => {
  it.each<[string, Partial<ServerNumbers>, Partial<LocalNumbers>, string]>([
    ['all numbers as they were', {}, {}, 'nothing'],
    ['all as it was, a server that does not tell UIDNEXT', { uidNext: null }, {}, 'nothing'],
    ['a flag changed', { highestModseq: '101' }, {}, 'changes'],
    ['a message came', { highestModseq: '101', uidNext: 12, exists: 6 }, {}, 'changes'],
    ['a message came on a server that forgot to raise MODSEQ', { uidNext: 12, exists: 6 }, {}, 'changes'],
    ['a message went on a server that forgot to raise MODSEQ', { exists: 4 }, {}, 'changes'],
    [
      'MODSEQ beyond what a double can count',
      { highestModseq: '9223372036854775807' },
      { highestModseq: '9223372036854775806' },
      'changes',
    ],
    ['MODSEQ went back: another server, or an older state of it', { highestModseq: '99' }, {}, 'everything'],
    ['never synchronised', {}, { uidValidity: null, uidNext: null, highestModseq: null, held: 0 }, 'everything'],
    ['the first synchronisation was cut off', {}, { uidNext: null, highestModseq: null }, 'everything'],
    ['a server without MODSEQ', { highestModseq: null }, { highestModseq: null }, 'everything'],
    ['a server that lost MODSEQ', { highestModseq: null }, {}, 'everything'],
    ['another UIDVALIDITY', { uidValidity: '8' }, {}, 'renumbered'],
    ['UIDNEXT went down: set back, or made anew with the old UIDVALIDITY', { uidNext: 10, highestModseq: '101' }, {}, 'renumbered'],
    ['another UIDVALIDITY after a synchronisation that was cut off', { uidValidity: '8' }, { uidNext: null }, 'renumbered'],
  ])('%s', (_case, changedServer, changedLocal, expected) => {
    expect(whatToAsk({ ...server, ...changedServer }, { ...local, ...changedLocal })).toBe(expected);
  });
});

describe('a mailbox that need not be opened', () => {
  const plain = { ...local, highestModseq: null, unread: 2 };
  const status = { ...server, highestModseq: null, unseen: 2 };

  it.each([
    ['nothing changed, by MODSEQ', { ...server, unseen: 9 }, { ...local, unread: 2 }, true],
    ['a flag changed, by MODSEQ', { ...server, highestModseq: '101', unseen: 2 }, { ...local, unread: 2 }, false],
    ['no MODSEQ, all counts as they were', status, plain, true],
    ['no MODSEQ, one more is read', { ...status, unseen: 1 }, plain, false],
    ['no MODSEQ, one more message', { ...status, exists: 6 }, plain, false],
    ['no MODSEQ, one came and one went', { ...status, uidNext: 12 }, plain, false],
    ['no MODSEQ, another UIDVALIDITY', { ...status, uidValidity: '8' }, plain, false],
    ['no MODSEQ, never synchronised to the end', status, { ...plain, uidNext: null }, false],
    ['unread not told', { ...status, unseen: null }, plain, false],
  ])('%s', (_case, told, here, expected) => expect(looksUnchanged(told, here)).toBe(expected));
});

const known = (...uids: number[]): Holdings['known'] => new Map(uids.map((uid) => [uid, '\\Seen']));
const flags = (...uids: number[]): Answers['flags'] => new Map(uids.map((uid) => [uid, []]));

describe('a plan from changes', () => {
  const holdings: Holdings = { known: known(1, 2, 3), hidden: new Set([9]), held: 4 };
  const nothing = { fetch: [], reflag: new Map(), remove: [], complete: true };

  it.each<[string, Answers, ReturnType<typeof planFromChanges>]>([
    ['nothing', { flags: new Map(), vanished: [], exists: 4 }, nothing],
    ['new ones are fetched newest first', { flags: flags(10, 12, 11), vanished: [], exists: 7 }, { ...nothing, fetch: [12, 11, 10] }],
    ['flags that changed', { flags: flags(2), vanished: [], exists: 4 }, { ...nothing, reflag: flags(2) }],
    ['flags that are as they were', { flags: new Map([[2, ['\\Seen']]]), vanished: [], exists: 4 }, nothing],
    ['removed ones', { flags: new Map(), vanished: [3, 3, 500], exists: 3 }, { ...nothing, remove: [3] }],
    ['a message that waits to be moved is not fetched again', { flags: flags(9), vanished: [], exists: 4 }, nothing],
    ['a message that waited to be moved has gone', { flags: new Map(), vanished: [9], exists: 3 }, nothing],
    ['came and went in one answer', { flags: flags(10), vanished: [10], exists: 4 }, nothing],
    ['the server has more than it told of', { flags: flags(10), vanished: [], exists: 6 }, null],
    ['the server has fewer, but named none: nothing is taken for gone', { flags: new Map(), vanished: [], exists: 2 }, null],
  ])('%s', (_case, answers, expected) => {
    expect(planFromChanges(holdings, answers)).toEqual(expected);
  });
});

describe('a plan from a listing', () => {
  const holdings: Holdings = { known: known(1, 2, 3), hidden: new Set([9]), held: 4 };

  it.each<[string, readonly number[], number, Partial<ReturnType<typeof planFromListing>>]>([
    ['nothing changed', [1, 2, 3, 9], 4, { fetch: [], remove: [], complete: true }],
    ['new and gone', [1, 3, 9, 20, 21], 5, { fetch: [21, 20], remove: [2], complete: true }],
    ['one UID twice, and not in order', [21, 3, 1, 2, 21], 4, { fetch: [21], remove: [], complete: true }],
    ['an empty list from a mailbox that is not empty proves nothing', [], 4, { fetch: [], remove: [], complete: false }],
    ['a list with a hole proves nothing', [1, 9, 20], 4, { fetch: [20], remove: [], complete: false }],
    ['an empty mailbox', [], 0, { fetch: [], remove: [1, 2, 3], complete: true }],
  ])('%s', (_case, listed, exists, expected) => {
    expect(planFromListing(holdings, listed, { flags: new Map(), vanished: [], exists })).toMatchObject(expected);
  });

  it('a row missing among the flags is not evidence', () => {
    const plan = planFromListing(holdings, [1, 2, 3, 9], { flags: flags(1), vanished: [], exists: 4 });
    expect(plan).toMatchObject({ remove: [], reflag: flags(1), complete: true });
  });
});

const removals = (count: number, here = true) => Array.from({ length: count }, (_, at) => ({ id: at + 1, here }));

describe('the brake', () => {
  it.each<[string, ReturnType<typeof removals>, number, Parameters<typeof brake>[2], number, number]>([
    ['half of a mailbox', removals(50), 100, null, 50, 0],
    ['more than half', removals(51), 100, 'inbox', 0, 51],
    ['more than half, but no bytes here to keep', removals(51, false), 100, 'inbox', 51, 0],
    ['all of a small mailbox', removals(20), 20, 'inbox', 20, 0],
    ['all of one that is not small', removals(21), 21, null, 0, 21],
    ['trash is emptied all the time', removals(500), 500, 'trash', 500, 0],
    ['so is junk', removals(500), 500, 'junk', 500, 0],
  ])('%s', (_case, asked, held, role, removed, kept) => {
    const { remove, keep } = brake(asked, held, role);
    expect([remove.length, keep.length]).toEqual([removed, kept]);
  });

  it('keeps only what is on this computer', () => {
    const { remove, keep } = brake([...removals(30), { id: 99, here: false }], 40, null);
    expect(remove).toEqual([99]);
    expect(keep).toHaveLength(30);
  });
});
