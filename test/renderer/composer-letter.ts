/** Two accounts, and a letter from Cleo to Ann (that is us) and Dora. */
import type { Account, AccountId } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageBody, MessageContent, MessageId } from '../../shared/message.ts';

const server = { host: 'mail.example.org', port: 993, security: 'tls', userName: 'x' } as const;

function account(id: string, name: string): Account {
  return { id: id as AccountId, kind: 'imap', identity: { name, address: `${id}@example.org` }, incoming: server, outgoing: server };
}

export const ann = account('ann', 'Ann Smith');
export const bo = account('bo', 'Bo Berg');

export function letter({ accountId = ann.id, body }: { readonly accountId?: AccountId; readonly body?: MessageBody } = {}): MessageContent {
  return {
    ref: { accountId, mailboxId: 1 as MailboxId, messageId: 7 as MessageId },
    envelope: {
      headerMessageId: 'one@example.net',
      inReplyTo: null,
      references: [],
      subject: 'The lake',
      date: Date.UTC(2026, 2, 3, 12),
      from: [{ name: 'Cleo', address: 'cleo@example.net' }],
      replyTo: [],
      to: [
        { name: 'Ann', address: 'ann@example.org' },
        { name: '', address: 'dora@example.org' },
      ],
      cc: [],
      bcc: [],
    },
    date: Date.UTC(2026, 2, 3, 12),
    size: 1000,
    flags: [],
    place: { kind: 'server-and-here' },
    body: body ?? { state: 'here', html: null, text: 'Shall we?', parts: [], truncated: false },
  };
}
