/** The pure rules behind the window: what a change makes stale, how trees are built, what the lines say. */
import { describe, expect, it } from 'vitest';
import { shiftOf } from '../../renderer/message-list/anchored-scroll.ts';
import { initialsOf } from '../../renderer/message/initials.ts';
import { activityWords } from '../../renderer/shell/status-words.ts';
import { mailboxTree } from '../../renderer/sidebar/mailbox-tree.ts';
import { reaches } from '../../renderer/state/change-reach.ts';
import type { AnyQueryKey } from '../../renderer/state/change-reach.ts';
import { i18n } from '../../renderer/strings/i18n.ts';
import { ago, listDate, listDateRest, longDate, span } from '../../renderer/strings/dates.ts';
import { size } from '../../renderer/strings/sizes.ts';
import type { AccountKind, Activity } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import { imapId, popId, sampleMail } from '../doubles/sample-mail.ts';

const mail = sampleMail(0);
const inbox = 1 as MailboxId;
const sent = 3 as MailboxId;
const unknown = 999 as MailboxId;
const message = 10_000 as MessageId;
const nothing: ChangeSet = { accountId: imapId, mailboxes: [], messages: [], mailboxList: false, quota: false, operations: false };
const content: AnyQueryKey = ['message.content', { accountId: imapId, mailboxId: inbox, messageId: message }];

describe('what a change makes stale', () => {
  it.each<readonly [string, Partial<ChangeSet>, AnyQueryKey, boolean]>([
    ['its mailbox', { mailboxes: [inbox] }, ['message.page', { kind: 'mailbox', accountId: imapId, mailboxId: inbox }], true],
    ['not another mailbox', { mailboxes: [sent] }, ['message.page', { kind: 'mailbox', accountId: imapId, mailboxId: inbox }], false],
    [
      'not the same number in another account',
      { mailboxes: [inbox] },
      ['message.page', { kind: 'mailbox', accountId: popId, mailboxId: inbox }],
      false,
    ],
    ['all inboxes by role', { mailboxes: [inbox] }, ['message.page', { kind: 'role', role: 'inbox' }], true],
    ['not all inboxes by Sent', { mailboxes: [sent] }, ['message.page', { kind: 'role', role: 'inbox' }], false],
    ['all inboxes by a mailbox not known yet', { mailboxes: [unknown] }, ['message.page', { kind: 'role', role: 'inbox' }], true],
    [
      'a search by any mailbox',
      { mailboxes: [sent] },
      ['message.page', { kind: 'search', query: 'x', within: { kind: 'everywhere' } }],
      true,
    ],
    ['the open message', { mailboxes: [inbox], messages: [message] }, content, true],
    ['not by other messages', { mailboxes: [inbox], messages: [1 as MessageId] }, content, false],
    ['the open message by its whole mailbox', { mailboxes: [inbox] }, content, true],
    ['counts', { mailboxes: [inbox] }, ['mailbox.list'], true],
    ['the list of mailboxes', { mailboxList: true }, ['mailbox.list'], true],
    ['storage by quota', { quota: true }, ['storage.list'], true],
    ['the outbox by operations', { operations: true }, ['outbox.list'], true],
    ['refused actions by operations', { operations: true }, ['operation.listFailed'], true],
    ['never settings', { mailboxes: [inbox], operations: true, quota: true, mailboxList: true }, ['settings.get'], false],
  ])('%s', (_name, change, key, stale) => {
    expect(reaches({ ...nothing, ...change }, key, mail.mailboxes)).toBe(stale);
  });
});

describe('the tree of mailboxes', () => {
  it('puts known roles first and children below their parents', () => {
    const tree = mailboxTree(mail.mailboxes, imapId);
    expect(tree.map(({ mailbox }) => mailbox.name)).toEqual(['Inbox', 'Drafts', 'Sent', 'Archive', 'Junk', 'Trash', 'Projects']);
    expect(tree[3]?.children.map(({ mailbox }) => mailbox.name)).toEqual(['2024', '2025']);
  });

  it('keeps a mailbox whose parent is not listed', () => {
    const orphans = mail.mailboxes.filter(({ path }) => path.startsWith('Projects/'));
    expect(mailboxTree(orphans, imapId).map(({ mailbox }) => mailbox.path)).toEqual(['Projects/Harbour bridge']);
  });
});

describe('the list keeps its place', () => {
  const rows = mail.messages.slice(0, 6).map(({ summary }) => summary);
  it.each([
    ['two new ones above', rows.slice(2), rows, 1, 2],
    ['one gone above', rows, rows.slice(1), 3, -1],
    ['the top row itself gone', rows, rows.filter((_, index) => index !== 2), 2, -1],
    ['everything replaced', rows.slice(0, 2), rows.slice(3), 0, 0],
  ])('%s', (_name, before, after, top, shift) => {
    expect(shiftOf(before, after, top)).toBe(shift);
  });
});

describe('words', () => {
  const now = new Date(2026, 10, 23, 14, 5).getTime();
  const day = 86_400_000;
  it('dates in the list: time today, weekday this week, day, day and year', () => {
    expect(listDate(now - 60_000, now)).toMatch(/\d:04/u);
    expect(listDate(now - 2 * day, now)).toMatch(/^\p{L}+\.?$/u);
    expect(listDate(now - 40 * day, now)).not.toMatch(/2026/u);
    expect(listDate(now - 700 * day, now)).toMatch(/2024/u);
    expect(listDate(now + 3 * day, now)).toMatch(/26/u);
  });

  it('read aloud, each of them becomes a whole date', () => {
    for (const at of [now - 60_000, now - 2 * day, now - 40 * day, now + 3 * day]) expect(listDateRest(at, now)).toMatch(/2026$/u);
    const newYear = new Date(2027, 0, 2, 12).getTime();
    expect(listDateRest(newYear - 3 * day, newYear)).toMatch(/30.*2026/u);
    expect(listDateRest(now - 700 * day, now)).toBeNull();
  });

  it('dates in running text have plain spaces only', () => {
    expect(longDate(now)).not.toMatch(/[^\S ]/u);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [48_300, '48.3 kB'],
    [2_100_000_000, '2.1 GB'],
    [212_640_000_000, '213 GB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(size(bytes)).toBe(words);
  });

  it('spans', () => {
    expect(ago(now - 30_000, now)).toBeNull();
    expect(ago(now - 5 * 60_000, now)).toBe('5 minutes ago');
    expect(span(90_000)).toBe('2 minutes');
  });

  it('a download says how many, how much, and how long', () => {
    const activity = { what: 'downloading', mailbox: 'Inbox', done: 1204, total: 9312 } as const;
    const bytes = { done: 12_000_000, total: 193_000_000 };
    expect(activityWords(i18n.t, { ...activity, bytes }, 'imap', 200_000)).toBe(
      'Downloading Inbox, 1,204 of 9,312, 12 MB of 193 MB, about 4 minutes left',
    );
    expect(activityWords(i18n.t, { ...activity, bytes }, 'imap', 59_000)).toBe(
      'Downloading Inbox, 1,204 of 9,312, 12 MB of 193 MB, less than a minute left',
    );
    expect(activityWords(i18n.t, { ...activity, bytes }, 'imap', null)).toBe('Downloading Inbox, 1,204 of 9,312, 12 MB of 193 MB');
  });

  it.each<readonly [AccountKind, Activity, string]>([
    ['imap', { what: 'listing', done: 0, total: null }, 'Looking for mailboxes'],
    ['pop', { what: 'listing', done: 0, total: null }, 'Looking at the mail on the server'],
    ['pop', { what: 'listing', done: 40, total: 200 }, 'Reading heads on the server, 40 of 200'],
    ['imap', { what: 'syncing', mailbox: 'Inbox', done: 40, total: 200 }, 'Bringing Inbox up to date, 40 of 200'],
    ['pop', { what: 'syncing', done: 40, total: 200 }, 'Removing mail from the server, 40 of 200'],
    ['pop', { what: 'downloading', done: 3, total: 9 }, 'Downloading mail, 3 of 9'],
  ])('what is done for %s: %j', (kind, activity, words) => {
    expect(activityWords(i18n.t, activity, kind, null)).toBe(words);
  });

  it.each([
    [{ name: 'Mirja Koskinen', address: 'm@x.example' }, 'MK'],
    [{ name: '', address: 'sensor-17@harbour.example' }, 'SE'],
    [{ name: '山田 恵', address: 'y@x.example' }, '山恵'],
    [undefined, '?'],
  ])('initials %#', (who, initials) => {
    expect(initialsOf(who)).toBe(initials);
  });
});
