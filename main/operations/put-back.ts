import { MailFailureError } from '../../shared/failure.ts';
import type { PutBack } from '../../shared/queued-operation.ts';
import { locationOf, locationsAt } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import { giveNumber } from './give-number.ts';
import { nothingMore, type MailboxContext, type MailboxVerb } from './operation.ts';
import { targetsFrom } from './targets.ts';
import { uploadOnce } from './upload.ts';

/** Uploads a message that the server lost into the mailbox it was in: the same row, which has a number again afterwards. */
export const putBackVerb: MailboxVerb<PutBack> = {
  needs: 'append',
  local: (tx, { ref }) => {
    const prior = locationsAt(tx.db, [ref]).filter(({ uid }) => uid === null);
    return { prior, targets: targetsFrom(prior, true) };
  },
  remote: async (context, { ref }) => {
    const uid = context.targets.length === 0 ? null : await putBackOnce(context, ref);
    return (tx) => {
      if (uid === null) return nothingMore;
      return { ...nothingMore, orphans: giveNumber(tx, ref.mailboxId, ref.messageId, uid) };
    };
  },
  // It stays where it is, and only here.
  backOut: () => {},
  inverse: () => [],
  failureTitle: () => 'A message could not be put back on the server. It is kept on this computer.',
};

/** The server may have found it again by itself. */
async function putBackOnce(context: MailboxContext, ref: PutBack['ref']): Promise<number | null> {
  const { store, backend } = context;
  const mailbox = mailboxById(store.read, ref.mailboxId);
  const message = messageById(store.read, ref.messageId);
  const location = locationOf(store.read, ref.mailboxId, ref.messageId);
  if (mailbox === null || message === null || location === null)
    throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The message, or its folder, is not here any more.' });
  const { envelope, rawHash } = message;
  return uploadOnce(context, { ...location, mailbox, headerMessageId: envelope.headerMessageId, rawHash, find: backend.findByMessageId });
}
