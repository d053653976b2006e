import { describe, expect, it } from 'vitest';
import { type ListEntry, mailboxesFrom } from '../../main/backends/imap/listed-mailboxes.ts';
import { decodeModifiedUtf7, encodeModifiedUtf7 } from '../../main/backends/imap/modified-utf7.ts';
import { leftOut, type Namespace, namespaceOf, namespacesFrom, wholePath } from '../../main/backends/imap/namespaces.ts';

describe('modified UTF-7', () => {
  it.each([
    ['Entwürfe', 'Entw&APw-rfe'],
    ['R&D', 'R&-D'],
    ['日本語', '&ZeVnLIqe-'],
    ['☺!', '&Jjo-!'],
    ['🐀', '&2D3cAA-'],
    ['a "b" \\c', 'a "b" \\c'],
    ['', ''],
  ])('of %j is %j', (name, wire) => {
    expect(encodeModifiedUtf7(name)).toBe(wire);
    expect(decodeModifiedUtf7(wire)).toBe(name);
  });
});

const own: Namespace = { kind: 'personal', prefix: '', delimiter: '/' };
const courier: readonly Namespace[] = [
  { kind: 'personal', prefix: 'INBOX.', delimiter: '.' },
  { kind: 'shared', prefix: '#shared.', delimiter: '.' },
];
/** Cyrus without alternate namespace: whatever is neither mine nor somebody's is everybody's. */
const cyrus: readonly Namespace[] = [
  { kind: 'personal', prefix: 'INBOX.', delimiter: '.' },
  { kind: 'other-users', prefix: 'user.', delimiter: '.' },
  { kind: 'shared', prefix: '', delimiter: '.' },
];

describe('namespaces', () => {
  it.each([
    ['INBOX', courier, 'personal'],
    ['INBOX.Sent', courier, 'personal'],
    ['#shared.team', courier, 'shared'],
    ['#shared', courier, 'shared'],
    ['Loose', courier, 'personal'],
    ['INBOX', cyrus, 'personal'],
    ['INBOX.Sent', cyrus, 'personal'],
    ['user.bob.Work', cyrus, 'other-users'],
    ['user', cyrus, 'other-users'],
    ['news.local', cyrus, 'shared'],
    ['anything/else', [own], 'personal'],
  ] as const)('%s of %j is %s', (path, namespaces, kind) => {
    expect(namespaceOf(path, namespaces)).toBe(kind);
  });

  it('are as the server tells them, names in plain and NIL for no hierarchy', () => {
    const told = {
      personal: [{ prefix: '', delimiter: null }],
      other: false,
      shared: [{ prefix: 'F&APw-r alle/', delimiter: '/' }],
    } as const;
    expect(namespacesFrom(told)).toEqual([
      { kind: 'personal', prefix: '', delimiter: null },
      { kind: 'shared', prefix: 'Für alle/', delimiter: '/' },
    ]);
  });

  it.each([
    ['New', courier, 'INBOX.New'],
    ['INBOX.New', courier, 'INBOX.New'],
    ['#shared.New', courier, '#shared.New'],
    ['inbox', courier, 'inbox'],
    ['New', [own], 'New'],
    ['pub.New', cyrus, 'pub.New'],
  ] as const)('a new mailbox %s of %j becomes %s', (path, namespaces, whole) => {
    expect(wholePath(path, namespaces)).toBe(whole);
  });

  it('that a list of everything left out are the ones to ask for', () => {
    expect(leftOut(['INBOX', 'INBOX.Sent'], courier).map(({ prefix }) => prefix)).toEqual(['#shared.']);
    expect(leftOut(['INBOX', 'INBOX.Sent', 'user.bob'], cyrus)).toEqual([]);
  });
});

function entry(wire: string, more: Partial<Omit<ListEntry, 'flags'>> & { readonly flags?: readonly string[] } = {}): ListEntry {
  return { path: decodeModifiedUtf7(wire), pathAsListed: wire, delimiter: '/', ...more, flags: new Set(more.flags) };
}

const read = (entries: readonly ListEntry[], namespaces: readonly Namespace[] = [own], utf8 = false) =>
  mailboxesFrom(entries, { namespaces, chosen: {}, utf8 });
const inbox = entry('INBOX');

describe('a list becomes mailboxes', () => {
  it('with the parts of their names', () => {
    expect(read([inbox, entry('Work/Gar&AOQ-ten')]).slice(0, 2)).toEqual([
      expect.objectContaining({ path: 'INBOX', name: 'Inbox', role: 'inbox', parentPath: null, selectable: true }),
      expect.objectContaining({ path: 'Work/Garäten', name: 'Garäten', parentPath: 'Work', delimiter: '/', namespace: 'personal' }),
    ]);
  });

  it('where names that differ by case only stay two, and Archive/Inbox is no inbox', () => {
    const mailboxes = read([inbox, entry('Work'), entry('work'), entry('Archive/Inbox')]);
    expect(mailboxes.map(({ path, role }) => [path, role])).toEqual([
      ['INBOX', 'inbox'],
      ['Work', null],
      ['work', null],
      ['Archive/Inbox', null],
      ['Archive', null],
    ]);
  });

  it('where what is below the inbox belongs to it, whatever its case', () => {
    const mailboxes = read([inbox, entry('Inbox/Work'), entry('INBOX.Sent', { delimiter: '.' })]);
    expect(mailboxes.map(({ path, parentPath }) => [path, parentPath])).toEqual([
      ['INBOX', null],
      ['Inbox/Work', 'INBOX'],
      ['INBOX.Sent', 'INBOX'],
    ]);
  });

  it('with a branch for each parent that is not there or not listed', () => {
    const mailboxes = read([inbox, entry('A/B/C'), entry('D', { flags: ['\\NonExistent', '\\Noselect'] }), entry('D/E')]);
    expect(mailboxes.map(({ path, selectable }) => [path, selectable])).toEqual([
      ['INBOX', true],
      ['A/B/C', true],
      ['D', false],
      ['D/E', true],
      ['A/B', false],
      ['A', false],
    ]);
  });

  it('each by its own delimiter, or none', () => {
    const mailboxes = read([
      inbox,
      entry('a/b', { delimiter: null }),
      entry('c.d', { delimiter: '.' }),
      entry('e\\f', { delimiter: '\\' }),
    ]);
    expect(mailboxes.slice(1, 4).map(({ name, parentPath }) => [name, parentPath])).toEqual([
      ['a/b', null],
      ['d', 'c'],
      ['f', 'e'],
    ]);
  });

  it('once for each name: of two alike, the one that holds messages', () => {
    const mailboxes = read([inbox, entry('Twice', { flags: ['\\NonExistent'] }), entry('Twice'), entry('INBOX')]);
    expect(mailboxes.map(({ path, selectable }) => [path, selectable])).toEqual([
      ['INBOX', true],
      ['Twice', true],
    ]);
  });

  it.each([
    ['an & that stands for itself', 'R&D', 'R'],
    ['an encoding that breaks off', 'Entw&APwrfe', 'Entwü⭽'],
    ['letters that needed no encoding', '&AGE-bc', 'abc'],
    ['plain UTF-8', 'Entwürfe', 'Entwürfe'],
  ])('by the bytes of the server where the name is wrong: %s', (_what, wire, decoded) => {
    expect(read([inbox, entry(wire, { path: decoded })])[1]).toMatchObject({ path: wire, name: wire });
  });

  it('by their names where they travel as UTF-8', () => {
    expect(read([inbox, entry('R&D', { path: 'R&D' })], [own], true)[1]).toMatchObject({ path: 'R&D', name: 'R&D' });
  });
});

describe('subscriptions', () => {
  const shown = (...entries: readonly ListEntry[]) =>
    read([inbox, ...entries]).flatMap(({ path, subscribed }) => (subscribed ? [path] : []));

  it('say what is shown, with the branches it hangs on and always the inbox', () => {
    expect(
      shown(entry('A', { flags: ['\\Noselect'] }), entry('A/B', { subscribed: true }), entry('C'), entry('C/D', { subscribed: true })),
    ).toEqual(['INBOX', 'A', 'A/B', 'C/D']);
  });

  it('do not hide what has a role', () => {
    expect(shown(entry('Sent Messages', { specialUse: '\\Sent' }), entry('A', { subscribed: true }), entry('B'))).toEqual([
      'INBOX',
      'Sent Messages',
      'A',
    ]);
  });

  it('say nothing where there are none', () => {
    expect(shown(entry('A'), entry('B'))).toEqual(['INBOX', 'A', 'B']);
  });
});
