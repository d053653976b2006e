import { describe, expect, it } from 'vitest';
import { amountOf, choicesFor, markOf, picksOf, withMark } from '../../renderer/maildrop/maildrop-marks.ts';
import { firstOrder, nextOrder, ordered } from '../../renderer/maildrop/maildrop-order.ts';
import type { Order } from '../../renderer/maildrop/maildrop-order.ts';
import { removalQuestion, stateWords } from '../../renderer/maildrop/maildrop-words.ts';
import { allOrNone, movedTo, nothingPicked, stretchedTo, toggled } from '../../renderer/maildrop/row-picking.ts';
import type { Picking } from '../../renderer/maildrop/row-picking.ts';
import { i18n } from '../../renderer/strings/i18n.ts';
import type { MaildropChoice, MaildropEntry, MaildropState } from '../../shared/maildrop.ts';

function entry(uidl: string | null, change: Partial<MaildropEntry> = {}): MaildropEntry {
  return { uidl, state: 'new', choice: null, size: 1000, head: null, ...change };
}

function headed(uidl: string, from: string, subject: string, date: number | null, size: number): MaildropEntry {
  return entry(uidl, { size, head: { from: { name: from, address: '' }, subject, date } });
}

describe('what can be chosen', () => {
  it.each<[MaildropState, readonly MaildropChoice[]]>([
    ['new', ['fetch', 'remove', 'leave']],
    ['head', ['fetch', 'remove', 'leave']],
    ['here', ['remove']],
    ['deleted', ['fetch', 'remove']],
  ])('for a message that is %s is %j, and nothing where it has no id', (state, choices) => {
    expect(choicesFor(entry('a', { state }))).toEqual(choices);
    expect(choicesFor(entry(null, { state }))).toEqual([]);
  });
});

describe('marks', () => {
  const all = [entry('new'), entry('here', { state: 'here' }), entry('left', { choice: 'leave' }), entry(null)];

  it('go to what can take them, and nowhere else', () => {
    expect([...withMark(new Map(), all, 'fetch')]).toEqual([
      ['new', 'fetch'],
      ['left', 'fetch'],
    ]);
    expect([...withMark(new Map(), all, 'remove').keys()]).toEqual(['new', 'here', 'left']);
  });

  it('are only what differs from what was chosen before', () => {
    expect([...withMark(new Map(), all, 'leave').keys()]).toEqual(['new']);
    const changed = withMark(new Map(), all, 'remove');
    expect([...withMark(changed, all, 'leave')]).toEqual([
      ['new', 'leave'],
      ['here', 'remove'],
    ]);
  });

  it('are taken away again, which shows what was chosen before', () => {
    const changed = withMark(new Map(), all, 'remove');
    expect(markOf(entry('left', { choice: 'leave' }), changed)).toBe('remove');
    const none = withMark(changed, all, null);
    expect(none.size).toBe(0);
    expect(markOf(entry('left', { choice: 'leave' }), none)).toBe('leave');
    expect(markOf(entry(null), none)).toBeNull();
  });

  it('of what is gone meanwhile are not applied', () => {
    expect(
      picksOf(
        [entry('here'), entry(null)],
        new Map([
          ['gone', 'remove'],
          ['here', 'fetch'],
        ]),
      ),
    ).toEqual([{ uidl: 'here', choice: 'fetch' }]);
  });

  it('are said by what they mean for that message', () => {
    const words = (change: Partial<MaildropEntry>, mark: MaildropChoice | null, uidl: string | null = 'a') =>
      stateWords(i18n.t, entry(uidl, change), mark);
    expect(words({}, null)).toBe('New');
    expect(words({ state: 'head' }, 'remove')).toBe('Goes for ever');
    expect(words({ state: 'deleted' }, 'remove')).toBe('Goes for ever');
    expect(words({ state: 'here' }, 'remove')).toBe('Goes there, stays here');
    expect(words({}, 'leave')).toBe('Stays there');
    expect(words({ state: 'here' }, null, null)).toBe('No id of its own');
  });
});

describe('the question before mail goes from the server', () => {
  const here = entry('here', { state: 'here', size: 4000 });
  const head = entry('head', { state: 'head', size: 12_000_000 });
  it.each<[readonly MaildropEntry[], string, string]>([
    [[here], 'Delete 1 message on pop.x?', '4 kB go from pop.x. The message is on this computer, and stays here.'],
    [[here, here], 'Delete 2 messages on pop.x?', '8 kB go from pop.x. All of them are on this computer, and stay here.'],
    [[head], 'Delete 1 message on pop.x?', '12 MB go from pop.x. The message is nowhere else: nothing brings it back.'],
    [[head, head], 'Delete 2 messages on pop.x?', '24 MB go from pop.x. They are nowhere else: nothing brings them back.'],
    [
      [head, here],
      'Delete 2 messages on pop.x?',
      '12 MB go from pop.x. 1 of them is nowhere else: nothing brings it back. The rest is on this computer, and stays here.',
    ],
    [
      [head, entry('gone', { state: 'deleted' }), here],
      'Delete 3 messages on pop.x?',
      '12 MB go from pop.x. 2 of them are nowhere else: nothing brings them back. The rest is on this computer, and stays here.',
    ],
  ])('%#', (removed, title, text) => {
    expect(removalQuestion(i18n.t, removed, 'pop.x')).toEqual({ title, text });
  });
});

describe('the order of the rows', () => {
  const rows = [
    headed('c', 'Carl', 'b', 300, 20),
    entry('blind', { size: 30, state: 'here' }),
    headed('a', 'ann', '', 100, 10),
    headed('b', 'Bo', 'A', null, 30),
  ];
  it.each<[Order, string]>([
    [{ by: 'date', falling: true }, 'c a blind b'],
    [{ by: 'date', falling: false }, 'a c blind b'],
    [{ by: 'sender', falling: false }, 'a b c blind'],
    [{ by: 'sender', falling: true }, 'c b a blind'],
    [{ by: 'subject', falling: false }, 'b c blind a'],
    [{ by: 'size', falling: true }, 'blind b c a'],
    [{ by: 'state', falling: false }, 'c a b blind'],
  ])('%j', (order, ids) => {
    expect(
      ordered(rows, order)
        .map(({ uidl }) => uidl)
        .join(' '),
    ).toBe(ids);
  });

  it('turns round at the second click', () => {
    expect(firstOrder('size')).toEqual({ by: 'size', falling: true });
    expect(nextOrder(firstOrder('size'), 'size')).toEqual({ by: 'size', falling: false });
    expect(nextOrder(firstOrder('size'), 'sender')).toEqual({ by: 'sender', falling: false });
  });

  it('adds up', () => {
    expect(amountOf(rows)).toEqual({ messages: 4, bytes: 90 });
  });
});

describe('picking rows', () => {
  const rows = ['a', 'b', null, 'd', 'e'];
  const ids = ({ picked }: Picking) => [...picked].join('');

  it('toggles one, and never what cannot be picked', () => {
    const one = toggled(nothingPicked, rows, 1);
    expect(ids(one)).toBe('b');
    expect(ids(toggled(one, rows, 2))).toBe('b');
    expect(ids(toggled(one, rows, 1))).toBe('');
  });

  it('stretches from where it began, growing and shrinking, beside what was picked before', () => {
    const begun = toggled(toggled(nothingPicked, rows, 4), rows, 0);
    expect(ids(stretchedTo(begun, rows, 3))).toBe('eabd');
    expect(ids(stretchedTo(stretchedTo(begun, rows, 3), rows, 1))).toBe('eab');
    const moved = movedTo(begun, rows, 3);
    expect(ids(moved)).toBe('ea');
    expect(ids(stretchedTo(moved, rows, 1))).toBe('eabd');
  });

  it('takes all or none, and stays within the list', () => {
    const all = allOrNone(nothingPicked, rows);
    expect(ids(all)).toBe('abde');
    expect(ids(allOrNone(all, rows))).toBe('');
    expect(movedTo(all, rows, -3).cursor).toBe(0);
    expect(movedTo(all, rows, 99).cursor).toBe(4);
  });
});
