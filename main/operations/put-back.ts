import { MailFailureError } from '../../shared/failure.ts';
import type { PutBack } from '../../shared/queued-operation.ts';
import { locationOf, setUid } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import { setTargetUid } from '../store/operation-targets.ts';
import { arrivedEarlier, trailOf } from './arrived.ts';
import { missingText } from './missing-text.ts';
import { nothingMore, type MailboxContext, type MailboxVerb } from './operation.ts';
import { locationsOf, targetsFrom } from './targets.ts';

/** Uploads a message that the server lost into the mailbox it was in: the same row, which has a number again afterwards. */
export const putBackVerb: MailboxVerb<PutBack> = {
  needs: 'append',
  local: (tx, { ref }) => {
    const prior = locationsOf(tx.db, [ref]).filter(({ uid }) => uid === null);
    return { prior, targets: targetsFrom(prior, true) };
  },
  remote: async (context, { ref }) => {
    const uid = context.targets.length === 0 ? null : await uploadOnce(context, ref);
    return (tx) => {
      if (uid === null) return nothingMore;
      setTargetUid(tx, ref.mailboxId, ref.messageId, uid);
      if (locationOf(tx.db, ref.mailboxId, ref.messageId) !== null) setUid(tx, ref.mailboxId, ref.messageId, uid);
      return nothingMore;
    };
  },
  // It stays where it is, and only here.
  backOut: () => {},
  inverse: () => [],
  failureTitle: () => 'A message could not be put back on the server. It is kept on this computer.',
};

/** The server may have found it again by itself, or have got it from a try that was cut off. */
async function uploadOnce(context: MailboxContext, ref: PutBack['ref']): Promise<number | null> {
  const { store, backend, mark } = context;
  const mailbox = mailboxById(store.read, ref.mailboxId);
  const message = messageById(store.read, ref.messageId);
  const location = locationOf(store.read, ref.mailboxId, ref.messageId);
  if (mailbox === null || message === null || location === null)
    throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The message, or its folder, is not here any more.' });
  const { headerMessageId } = message.envelope;
  const there = headerMessageId === null ? [] : ((await backend.findByMessageId?.(mailbox.path, headerMessageId)) ?? []);
  if (there.length > 0) return there[0] ?? null;
  const arrived = mark.since === undefined ? null : await arrivedEarlier(context, mailbox)(ref);
  if (arrived !== null) return arrived;
  const raw = message.rawHash === null ? null : store.raw.get(message.rawHash);
  if (raw === null) throw missingText();
  return (await backend.append?.(mailbox.path, raw, location.flags, location.date, trailOf(context))) ?? null;
}
