import { describe, expect, it } from 'vitest';
import type { ImapOptions } from '../../shared/account.ts';
import { type RoleCandidate, rolesOf } from '../../main/backends/imap/roles.ts';

function mailbox(path: string, flags: readonly string[] = [], more: Partial<RoleCandidate> = {}): RoleCandidate {
  return { path, namespace: 'personal', selectable: true, guess: undefined, ...more, flags: new Set(flags) };
}

const inbox = mailbox('INBOX', [], { guess: '\\Inbox' });

interface Case {
  readonly what: string;
  readonly mailboxes: readonly RoleCandidate[];
  readonly chosen?: ImapOptions['roles'];
  readonly roles: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    what: 'as the server says, in any case',
    mailboxes: [mailbox('a', ['\\SENT', '\\HasNoChildren']), mailbox('b', ['\\all']), mailbox('c', ['\\Flagged'])],
    roles: { a: 'sent', b: 'all', c: 'flagged' },
  },
  {
    what: 'by their names where the server says nothing',
    mailboxes: [mailbox('Gesendet', [], { guess: '\\Sent' }), mailbox('x')],
    roles: { Gesendet: 'sent' },
  },
  {
    what: 'as the server says rather than by their names',
    mailboxes: [mailbox('Sent', [], { guess: '\\Sent' }), mailbox('Sent Items', ['\\Sent'])],
    roles: { 'Sent Items': 'sent' },
  },
  {
    what: 'one mailbox for each role, the first',
    mailboxes: [mailbox('a', ['\\Sent']), mailbox('b', ['\\Sent'])],
    roles: { a: 'sent' },
  },
  {
    what: 'one role for each mailbox',
    mailboxes: [mailbox('a', ['\\Trash', '\\Junk'])],
    roles: { a: 'trash' },
  },
  {
    what: 'as chosen, whatever the server says',
    mailboxes: [mailbox('Sent', ['\\Sent']), mailbox('Mine')],
    chosen: { sent: 'Mine' },
    roles: { Mine: 'sent' },
  },
  {
    what: 'as chosen, also when the server has another use for it: that goes to the next by name',
    mailboxes: [mailbox('Bin', ['\\Trash']), mailbox('Old', [], { guess: '\\Trash' })],
    chosen: { archive: 'Bin' },
    roles: { Bin: 'archive', Old: 'trash' },
  },
  {
    what: 'as the server says when the chosen one is gone',
    mailboxes: [mailbox('Sent', ['\\Sent'])],
    chosen: { sent: 'Gone' },
    roles: { Sent: 'sent' },
  },
  {
    what: 'as the server says when the chosen one holds no messages any more',
    mailboxes: [mailbox('Sent', ['\\Sent']), mailbox('Mine', [], { selectable: false })],
    chosen: { sent: 'Mine' },
    roles: { Sent: 'sent' },
  },
  {
    what: 'of others are not ours, unless chosen',
    mailboxes: [
      mailbox('Users/bob/Sent', ['\\Sent'], { namespace: 'other-users' }),
      mailbox('Public/Archive', [], { namespace: 'shared', guess: '\\Archive' }),
      mailbox('Public/Spam', [], { namespace: 'shared' }),
    ],
    chosen: { junk: 'Public/Spam' },
    roles: { 'Public/Spam': 'junk' },
  },
  {
    what: 'never the inbox',
    mailboxes: [mailbox('Other', ['\\Trash'])],
    chosen: { trash: 'INBOX' },
    roles: { Other: 'trash' },
  },
];

describe('roles of mailboxes', () => {
  it.each(cases)('are $what', ({ mailboxes, chosen = {}, roles }) => {
    expect(Object.fromEntries(rolesOf([inbox, ...mailboxes], chosen))).toEqual({ INBOX: 'inbox', ...roles });
  });
});
