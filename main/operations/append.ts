import { MailFailureError } from '../../shared/failure.ts';
import { addLocation } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import { insertMessage } from '../store/messages.ts';
import { giveNumber } from './give-number.ts';
import { nothingMore, type MailboxContext, type MailboxVerb } from './operation.ts';
import { uploadOnce } from './upload.ts';
import type { MessageId } from '../../shared/message.ts';
import type { Append } from '../../shared/queued-operation.ts';

/** Files a message of ours. On the wire it happens once: before a second try, a copy of it is looked for. */
export const appendVerb: MailboxVerb<Append> = {
  needs: 'append',
  local: (tx, operation) => {
    const { rawHash, ...message } = operation.message;
    const messageId = insertMessage(tx, { ...message, rawHash: Buffer.from(rawHash, 'hex') });
    const location = { mailboxId: operation.to, messageId, uid: null, flags: operation.flags, date: message.date };
    addLocation(tx, location);
    return { prior: [location], targets: [{ mailboxId: operation.to, messageId, uid: null, moves: true }] };
  },
  remote: async (context, operation) => {
    const messageId = context.targets[0]?.messageId ?? null;
    const uid = await appendOnce(context, operation, messageId);
    return (tx) =>
      uid === null || messageId === null ? nothingMore : { ...nothingMore, orphans: giveNumber(tx, operation.to, messageId, uid) };
  },
  // A copy that the server refuses stays on this computer, marked "only here": taking it away would lose the text.
  backOut: () => {},
  inverse: () => [],
  failureTitle: () => 'The copy of a sent message could not be stored on the server. It is kept on this computer.',
};

/** Some servers file what they send by themselves (Gmail, Outlook): then their copy is the one. */
async function appendOnce(context: MailboxContext, operation: Append, messageId: MessageId | null): Promise<number | null> {
  const { store, backend } = context;
  const mailbox = mailboxById(store.read, operation.to);
  if (mailbox === null)
    throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The folder for sent mail does not exist any more.' });
  const { envelope, rawHash, date } = operation.message;
  const { findByMessageId, findFiled = findByMessageId } = backend;
  return uploadOnce(context, {
    mailbox,
    messageId,
    headerMessageId: envelope.headerMessageId,
    rawHash: Buffer.from(rawHash, 'hex'),
    flags: operation.flags,
    date,
    find: mailbox.role === 'sent' ? findFiled : findByMessageId,
  });
}
