/** What the composer starts with, for each way of opening it. Pure. */
import type { Account, AccountId } from '../../shared/account.ts';
import { addressListText } from '../../shared/address-text.ts';
import type { Draft } from '../../shared/draft.ts';
import { assertNever } from '../../shared/failure.ts';
import { quoteForward, quoteReply } from '../../shared/quote.ts';
import { replyRecipients } from '../../shared/reply.ts';
import { forwardSubject, replySubject } from '../../shared/subject.ts';
import type { ComposeStart } from '../state/compose.ts';
import { longDate } from '../strings/dates.ts';
import { quotedBody } from './quoted-body.ts';

/** `accounts`: all of them, at least one; the first one sends what belongs to none. */
export function prefill(start: ComposeStart, accounts: readonly [Account, ...Account[]]): Draft {
  switch (start.kind) {
    case 'new':
      return { ...blank(accounts[0].id), ...start.request };
    case 'reply':
    case 'reply-all': {
      const { envelope, body, date, ref } = start.content;
      const own = accounts.map(({ identity }) => identity.address);
      const { to, cc } = replyRecipients(envelope, own, start.kind);
      const quoted = quotedBody(body);
      return {
        ...blank(sender(ref.accountId, accounts)),
        to: addressListText(to),
        cc: addressListText(cc),
        subject: replySubject(envelope.subject),
        text: quoted === null ? '' : `\n\n${quoteReply(envelope, longDate(date), quoted)}`,
        inReplyTo: { ref, how: 'reply' },
      };
    }
    case 'forward': {
      const { envelope, body, date, ref } = start.content;
      return {
        ...blank(sender(ref.accountId, accounts)),
        subject: forwardSubject(envelope.subject),
        text: `\n\n${quoteForward(envelope, longDate(date), quotedBody(body) ?? '')}`,
        inReplyTo: { ref, how: 'forward' },
      };
    }
    default:
      return assertNever(start);
  }
}

function blank(accountId: AccountId): Draft {
  return { accountId, to: '', cc: '', bcc: '', subject: '', text: '', attachments: [], inReplyTo: null };
}

/** The account a message came to answers it, unless it was removed meanwhile. */
function sender(accountId: AccountId, accounts: readonly [Account, ...Account[]]): AccountId {
  return (accounts.find(({ id }) => id === accountId) ?? accounts[0]).id;
}
