import { describe, expect, it } from 'vitest';
import { mailboxName, mailboxPlace } from '../../main/operations/mailbox-place.ts';
import type { StoredMailbox } from '../../main/store/mailboxes.ts';
import type { MailboxId } from '../../shared/mailbox.ts';

const mailbox = (id: number, path: string, delimiter: string | null, more: Partial<StoredMailbox> = {}): StoredMailbox => {
  const at = delimiter === null ? -1 : path.lastIndexOf(delimiter);
  return {
    id: id as MailboxId,
    path,
    name: path.slice(at + 1),
    delimiter,
    parentPath: at < 0 ? null : path.slice(0, at),
    role: path === 'INBOX' ? 'inbox' : null,
    selectable: true,
    namespace: 'personal',
    subscribed: true,
    offline: null,
    serverSize: null,
    uidValidity: null,
    uidNext: null,
    highestModseq: null,
    total: 0,
    unread: 0,
    ...more,
  };
};

const usual = [mailbox(1, 'INBOX', '/'), mailbox(2, 'Work', '/'), mailbox(3, 'Work/Boat', '/')];
const courier = [mailbox(1, 'INBOX', '.'), mailbox(2, 'INBOX.Work', '.'), mailbox(3, 'shared.All', '.', { namespace: 'shared' })];
const flat = [mailbox(1, 'INBOX', null), mailbox(2, 'Work', null)];

describe('where a mailbox is put', () => {
  it.each<[string, readonly StoredMailbox[], number | null, string, string | null]>([
    ['the top', usual, null, '', null],
    ['below another', usual, 3, 'Work/Boat/', 'Work/Boat'],
    ['below the inbox', usual, 1, 'INBOX/', 'INBOX'],
    ['the top, which is the inbox for this server', courier, null, 'INBOX.', 'INBOX'],
    ['the top, where nothing shows what it is', [mailbox(1, 'INBOX', '.')], null, '', null],
    ['below what others share', courier, 3, 'shared.All.', 'shared.All'],
    ['the top, where names have no parts', flat, null, '', null],
    ['the top of an account without an inbox', [mailbox(2, 'Work', '/')], null, '', null],
  ])('%s', (_what, mailboxes, parent, beginning, parentPath) => {
    expect(mailboxPlace(mailboxes, parent as MailboxId | null)).toMatchObject({ beginning, parentPath });
  });

  it('is refused where there can be nothing inside, or the parent is gone', () => {
    expect(() => mailboxPlace(flat, 2 as MailboxId)).toThrow('There can be no folders inside “Work”');
    expect(() => mailboxPlace(flat, 9 as MailboxId)).toThrow('does not exist any more');
  });
});

describe('the name of a mailbox', () => {
  const top = mailboxPlace(usual, null);
  it.each<[string, string]>([
    ['Café & Söhne', 'Café & Söhne'],
    ['  Boat ', 'Boat'],
    ['Boat', 'Boat'],
    ['work', 'work'],
    ['a.b', 'a.b'],
    ['...', '...'],
  ])('%j is %j', (wanted, name) => {
    expect(mailboxName(wanted, top, usual)).toBe(name);
  });

  it.each<[string, string]>([
    ['', 'needs a name'],
    [' \t', 'needs a name'],
    ['.', 'cannot be called'],
    ['..', 'cannot be called'],
    ['a/b', 'cannot contain “/”'],
    ['a\nb', 'cannot be shown'],
    ['a\u0000b', 'cannot be shown'],
    ['a\uFEFFb', 'cannot be shown'],
    ['a\uD800b', 'cannot be shown'],
    ['Work', 'There is a folder called “Work” already'],
    ['inbox', 'There is a folder called “inbox” already'],
  ])('%j is refused: %s', (wanted, words) => {
    expect(() => mailboxName(wanted, top, usual)).toThrow(words);
  });

  it('may be what it is called already, and what others are called elsewhere', () => {
    expect(mailboxName('Work', top, usual, 2 as MailboxId)).toBe('Work');
    expect(mailboxName('Work', mailboxPlace(usual, 2 as MailboxId), usual)).toBe('Work');
    expect(mailboxName('Inbox', mailboxPlace(usual, 2 as MailboxId), usual)).toBe('Inbox');
  });
});
