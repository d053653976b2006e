import { MailFailureError } from '../../shared/failure.ts';
import type { LocalRef, MessageId } from '../../shared/message.ts';
import type { Copy } from '../../shared/queued-operation.ts';
import { headOfMessage } from '../store/heads.ts';
import { addLocation, locationOf, locationsAt, type Location } from '../store/locations.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { mailboxById } from '../store/mailboxes.ts';
import { insertMessage, messageById } from '../store/messages.ts';
import { forgetVanished } from '../store/vanished.ts';
import { arrivedEarlier, trailOf } from './arrived.ts';
import { inPieces } from '../store/in-pieces.ts';
import { letArrive } from './give-number.ts';
import type { Mark } from './mark.ts';
import { neverArrived } from './never-arrived.ts';
import { type MailboxVerb, nothingMore } from './operation.ts';
import { doInGroups, numbersIn } from './partly-done.ts';
import { keyOf, refOf, remoteGroups, targetsFrom } from './targets.ts';
import { countMessages } from './wording.ts';

/** A second place of the same message, its bytes kept once. `prior` are the copies, which is all there is to take back. */
export const copyVerb: MailboxVerb<Copy> = {
  needs: 'copy',
  local: (tx, operation) => {
    const originals = locationsAt(tx.db, operation.refs);
    const twins: { of: LocalRef; messageId: MessageId }[] = [];
    const copies: Location[] = [];
    for (const original of originals) {
      const isThere = locationOf(tx.db, operation.to, original.messageId) !== null;
      if (isThere && headOfMessage(tx.db, original.messageId) !== null) throw onlyHead();
      const messageId = isThere ? insertTwin(tx, original.messageId) : original.messageId;
      if (messageId === null) continue;
      if (isThere) twins.push({ of: refOf(original), messageId });
      const copy = { ...original, mailboxId: operation.to, messageId, uid: null };
      forgetVanished(tx, operation.to, messageId);
      addLocation(tx, copy);
      copies.push(copy);
    }
    const targets = [...targetsFrom(originals, false), ...targetsFrom(copies, true)];
    return { prior: copies, targets, ...(twins.length === 0 ? {} : { mark: { twins } }) };
  },
  remote: async (context, operation) => {
    const { store, backend, targets, mark } = context;
    const to = mailboxById(store.read, operation.to);
    if (to === null) throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The folder to copy to does not exist any more.' });
    const { groups } = await remoteGroups(
      context,
      targets.filter(({ moves }) => !moves),
    );
    const { done, refused } = await doInGroups(groups, (group) => backend.copy?.(group.mailbox, group.uids, to.path, trailOf(context)));
    const earlier = arrivedEarlier(context, to, numbersIn(done));
    const copyOf = copiesByOriginal(mark);
    const numbers = new Map<MessageId, number | null>();
    for (const { group, newUids } of done) {
      for (const [uid, ref] of group.messageOf) {
        const messageId = copyOf(ref);
        // Asked for the copy: within one mailbox the original has a number there, which is its own.
        const arrived = async () => (context.mark.since === undefined ? null : earlier({ mailboxId: operation.to, messageId }));
        const newUid = newUids.has(uid) ? (newUids.get(uid) ?? null) : await arrived();
        if (newUid !== null || newUids.has(uid)) numbers.set(messageId, newUid);
      }
    }
    const copies = targets.filter(({ moves }) => moves);
    const orphans: MessageId[] = copies.map(({ messageId }) => messageId);
    await inPieces(copies, (piece) =>
      store.transaction((tx) => {
        for (const { messageId } of piece) {
          const uid = numbers.get(messageId);
          if (uid !== undefined) orphans.push(...letArrive(tx, operation.to, messageId, uid));
        }
      }),
    );
    return (tx) => {
      // What was not copied was not there any more: another program was faster.
      for (const { messageId } of copies) if (!numbers.has(messageId)) neverArrived(tx, context.id, { mailboxId: operation.to, messageId });
      return { ...nothingMore, orphans, ...(refused === null ? {} : { refused }) };
    };
  },
  backOut: (tx, _operation, { id, prior }) => {
    for (const copy of prior) neverArrived(tx, id, copy);
  },
  inverse: (_operation, { prior }) => (prior.length === 0 ? [] : [{ kind: 'expunge', refs: prior.map(refOf) }]),
  failureTitle: (operation) => `Could not copy ${countMessages(operation.refs.length)}.`,
};

/** The message here that is the copy of an original: itself, unless its mailbox had it already. */
function copiesByOriginal({ twins = [] }: Mark): (original: LocalRef) => MessageId {
  const copies = new Map(twins.map(({ of, messageId }) => [keyOf(of), messageId]));
  return (original) => copies.get(keyOf(original)) ?? original.messageId;
}

/** A maildrop would fill only one of two. */
function onlyHead(): MailFailureError {
  const text = 'Only the head of this message is on this computer. It has to be downloaded before a second copy of it can be made here.';
  return new MailFailureError({ kind: 'rejected', retry: 'never', text });
}

function insertTwin(tx: StoreTransaction, messageId: MessageId): MessageId | null {
  const message = messageById(tx.db, messageId);
  return message === null ? null : insertMessage(tx, message);
}
