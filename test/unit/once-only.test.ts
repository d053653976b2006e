import { describe, expect, it } from 'vitest';
import type { Arrived } from '../../main/backends/backend.ts';
import { copiesOf } from '../../main/backends/imap/arrivals.ts';
import { arrivalOf } from '../../main/operations/arrived.ts';
import { marksOnMove } from '../../main/operations/junk-marks.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';

const mail = (uid: number, headerMessageId: string | null, size = 100, date = 1_000_000): Arrived => ({ uid, headerMessageId, size, date });

describe('copies that an earlier try has made', () => {
  it.each<[string, Arrived[], Arrived[], [number, number][]]>([
    ['none', [mail(1, '<a>')], [], []],
    ['by Message-ID and size', [mail(1, '<a>'), mail(2, '<b>')], [mail(50, '<b>', 100, 9)], [[2, 50]]],
    ['not by Message-ID alone: another text under the same one is not a copy', [mail(1, '<a>')], [mail(50, '<a>', 101)], []],
    ['without Message-ID by size and date', [mail(1, null), mail(2, null, 100, 2_000_000)], [mail(50, null, 100, 2_000_000)], [[2, 50]]],
    ['of two that are alike, one for one', [mail(1, '<a>'), mail(2, '<a>')], [mail(50, '<a>')], [[1, 50]]],
    [
      'of two that are alike, both',
      [mail(1, '<a>'), mail(2, '<a>')],
      [mail(50, '<a>'), mail(51, '<a>')],
      [
        [1, 50],
        [2, 51],
      ],
    ],
    ['a Message-ID is not the lack of one', [mail(1, null)], [mail(50, '<a>')], []],
  ])('%s', (_what, originals, arrivals, pairs) => {
    expect([...copiesOf(originals, arrivals)]).toEqual(pairs);
  });
});

describe('the arrival that is one message', () => {
  it.each<[string, Arrived, Arrived[], number | null]>([
    ['by Message-ID and size', mail(0, '<a>'), [mail(50, '<b>'), mail(51, '<a>', 100, 9)], 51],
    ['without Message-ID by size and the second it came', mail(0, null, 100, 1_000_400), [mail(50, null, 100, 1_000_000)], 50],
    ['another second', mail(0, null, 100, 1_001_000), [mail(50, null, 100, 1_000_000)], null],
    ['none when two are alike', mail(0, '<a>'), [mail(50, '<a>'), mail(51, '<a>')], null],
    ['none of another size', mail(0, '<a>'), [mail(50, '<a>', 99)], null],
  ])('%s', (_what, wanted, arrivals, uid) => {
    expect(arrivalOf(wanted, arrivals)?.uid ?? null).toBe(uid);
  });
});

describe('what a move says about junk', () => {
  const junk = { add: ['$Junk'], remove: ['$NotJunk'] };
  const notJunk = { add: ['$NotJunk'], remove: ['$Junk'] };
  it.each<[(MailboxRole | null)[], MailboxRole | null, object | null]>([
    [['inbox'], 'junk', junk],
    [['inbox', null], 'junk', junk],
    [['junk'], 'inbox', notJunk],
    [['junk', 'archive'], 'inbox', null],
    [['junk'], 'trash', null],
    [['junk'], 'archive', null],
    [['trash'], 'inbox', null],
    [[], 'inbox', null],
    [['inbox'], null, null],
  ])('from %j to %s', (from, to, change) => {
    expect(marksOnMove(from, to)).toEqual(change);
  });
});
