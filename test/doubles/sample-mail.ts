/** Believable accounts, mailboxes and messages for the fake api: some hundred, the same each time, dated back from `now`. */
import type { Account, AccountId, ImapAccount, PopAccount, ServerAddress } from '../../shared/account.ts';
import type { Mailbox, MailboxId, MailboxRole } from '../../shared/mailbox.ts';
import type { Address, MessageBody, MessageContent, MessageId, MessageSummary } from '../../shared/message.ts';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { Place } from '../../shared/place.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { sampleLetters } from './sample-letters.ts';
import type { Letter } from './sample-letters.ts';

export interface SampleMail {
  readonly accounts: readonly Account[];
  readonly mailboxes: readonly Mailbox[];
  readonly messages: readonly SampleMessage[];
  readonly storage: readonly AccountStorage[];
}

export interface SampleMessage {
  readonly summary: MessageSummary;
  readonly content: Omit<MessageContent, 'ref' | 'flags' | 'place'>;
}

export const imapId = 'ann-example-org' as AccountId;
export const popId = 'ann-home-example' as AccountId;

const hour = 3_600_000;

function server(host: string, port: number, userName: string): ServerAddress {
  return { host, port, security: 'tls', userName };
}

const imap: ImapAccount = {
  kind: 'imap',
  id: imapId,
  identity: { name: 'Ann Larsson', address: 'ann@example.org' },
  incoming: server('imap.example.org', 993, 'ann@example.org'),
  outgoing: server('smtp.example.org', 465, 'ann@example.org'),
};

const pop: PopAccount = {
  kind: 'pop',
  id: popId,
  identity: { name: 'Ann Larsson', address: 'ann@home.example' },
  incoming: server('pop.home.example', 995, 'ann'),
  outgoing: server('smtp.home.example', 465, 'ann'),
  copies: { kind: 'remove-after-days', days: 14 },
};

const imapTree: readonly (readonly [string, MailboxRole | null])[] = [
  ['INBOX', 'inbox'],
  ['Drafts', 'drafts'],
  ['Sent', 'sent'],
  ['Archive', 'archive'],
  ['Archive/2025', null],
  ['Archive/2024', null],
  ['Projects', null],
  ['Projects/Harbour bridge', null],
  ['Projects/Harbour bridge/Drawings', null],
  ['Junk', 'junk'],
  ['Trash', 'trash'],
];
const popTree: readonly (readonly [string, MailboxRole | null])[] = [
  ['INBOX', 'inbox'],
  ['Drafts', 'drafts'],
  ['Sent', 'sent'],
  ['Archive', 'archive'],
  ['Junk', 'junk'],
  ['Trash', 'trash'],
];

function mailboxesOf(accountId: AccountId, tree: typeof imapTree, firstId: number): Mailbox[] {
  return tree.map(([path, role], position) => {
    const parts = path.split('/');
    return {
      id: (firstId + position) as MailboxId,
      accountId,
      path,
      name: path === 'INBOX' ? 'Inbox' : (parts.at(-1) ?? path),
      delimiter: '/',
      parentPath: parts.length > 1 ? parts.slice(0, -1).join('/') : null,
      role,
      selectable: path !== 'Projects',
      namespace: 'personal',
      subscribed: true,
      offline: null,
      total: 0,
      unread: 0,
    };
  });
}

/** Everything the fake api starts with. */
export function sampleMail(now: number): SampleMail {
  const mailboxes = [...mailboxesOf(imapId, imapTree, 1), ...mailboxesOf(popId, popTree, 101)];
  const messages = mailboxes.flatMap((mailbox) => messagesOf(mailbox, now));
  return {
    accounts: [imap, pop],
    mailboxes,
    messages,
    storage: [
      {
        accountId: imapId,
        kind: 'imap',
        where: 'imap.example.org',
        used: 4_150_000_000,
        limit: 5_000_000_000,
        source: 'measured',
        measuredAt: now - 300_000,
        roots: [{ name: 'User quota', resource: 'storage', usage: 4_150_000_000, limit: 5_000_000_000, measuredAt: now - 300_000 }],
        messages: 12_480,
        messagesHere: 9_312,
        bytesHere: 2_870_000_000,
        diskFree: 212_000_000_000,
        serverRemovesAfterDays: null,
        maildrop: null,
      },
      {
        accountId: popId,
        kind: 'pop',
        where: '/home/ann/.config/homing/accounts/ann-home-example',
        used: 640_000_000,
        limit: 212_640_000_000,
        source: 'measured',
        measuredAt: now - 20_000,
        roots: [],
        messages: 3_204,
        messagesHere: 3_204,
        bytesHere: 640_000_000,
        diskFree: 212_000_000_000,
        serverRemovesAfterDays: null,
        maildrop: { messages: 312, bytes: 1_200_000_000 },
      },
    ],
  };
}

function messagesOf(mailbox: Mailbox, now: number): SampleMessage[] {
  const amount = mailbox.role === 'inbox' ? 120 : mailbox.role === 'drafts' || mailbox.role === 'trash' || !mailbox.selectable ? 0 : 24;
  const shift = mailbox.accountId === popId ? 7 : 0;
  return Array.from({ length: amount }, (_, position) => {
    const letter = sampleLetters[(position + shift + (mailbox.role === 'inbox' ? 0 : mailbox.id)) % sampleLetters.length];
    if (letter === undefined) throw new Error('there are no sample letters');
    return sampleMessage(mailbox, letter, position, now - hour * (0.4 + shift / 3) - position ** 1.6 * hour);
  });
}

function placeAt(mailbox: Mailbox, position: number, date: number): Place {
  if (position === 5) return { kind: 'moving' };
  if (mailbox.accountId === popId)
    return position < 9 ? { kind: 'server-and-here', leavesServerAt: date + 14 * 24 * hour } : { kind: 'here' };
  return position % 4 === 3 ? { kind: 'server' } : { kind: 'server-and-here' };
}

const me: Address = { name: 'Ann Larsson', address: 'ann@example.org' };

function sampleMessage(mailbox: Mailbox, letter: Letter, position: number, date: number): SampleMessage {
  const place = placeAt(mailbox, position, date);
  const unread = mailbox.role === 'inbox' && (position < 3 || position === 7 || position % 11 === 10);
  const flags = [...(unread ? [] : [seenFlag]), ...(position % 9 === 2 ? [flaggedFlag] : [])];
  const parts = letter.parts ?? [];
  const body: MessageBody =
    place.kind === 'server'
      ? { state: 'missing', wanted: false }
      : { state: 'here', html: letter.html ?? null, text: letter.text, parts, truncated: false };
  const size = 3_200 + letter.text.length + parts.reduce((sum, part) => sum + part.size, 0);
  return {
    summary: {
      ref: { accountId: mailbox.accountId, mailboxId: mailbox.id, messageId: (mailbox.id * 10_000 + position) as MessageId },
      subject: letter.subject,
      from: mailbox.role === 'sent' ? me : letter.from,
      to: mailbox.role === 'sent' ? [letter.from] : [me],
      date,
      size,
      flags,
      preview: letter.text.replaceAll(/\s+/gu, ' ').slice(0, 140),
      hasAttachments: parts.some((part) => !part.inline),
      place,
    },
    content: {
      envelope: {
        headerMessageId: `<${mailbox.id}.${position}@example.org>`,
        inReplyTo: null,
        references: [],
        subject: letter.subject,
        date,
        from: [mailbox.role === 'sent' ? me : letter.from],
        replyTo: [],
        to: mailbox.role === 'sent' ? [letter.from] : [me],
        cc: letter.cc ?? [],
        bcc: [],
      },
      date,
      size,
      body,
    },
  };
}
