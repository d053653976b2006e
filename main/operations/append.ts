import { MailFailureError } from '../../shared/failure.ts';
import { addLocation, locationOf, setUid } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import { insertMessage } from '../store/messages.ts';
import { setTargetUid } from '../store/operation-targets.ts';
import { arrivedEarlier, trailOf } from './arrived.ts';
import { missingText } from './missing-text.ts';
import { nothingMore, type MailboxContext, type MailboxVerb } from './operation.ts';
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
    const uid = await appendOnce(context, operation);
    const messageId = context.targets[0]?.messageId;
    return (tx) => {
      if (uid === null || messageId === undefined) return nothingMore;
      setTargetUid(tx, operation.to, messageId, uid);
      if (locationOf(tx.db, operation.to, messageId) === null) return nothingMore;
      return { ...nothingMore, orphans: setUid(tx, operation.to, messageId, uid) };
    };
  },
  // A copy that the server refuses stays on this computer, marked "only here": taking it away would lose the text.
  backOut: () => {},
  inverse: () => [],
  failureTitle: () => 'The copy of a sent message could not be stored on the server. It is kept on this computer.',
};

/** Some servers file what they send by themselves (Gmail, Outlook): then their copy is the one. */
async function appendOnce(context: MailboxContext, operation: Append): Promise<number | null> {
  const { store, backend } = context;
  const mailbox = mailboxById(store.read, operation.to);
  if (mailbox === null)
    throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The folder for sent mail does not exist any more.' });
  const { envelope, rawHash, date } = operation.message;
  const { findByMessageId, findFiled = findByMessageId } = backend;
  const find = mailbox.role === 'sent' ? findFiled : findByMessageId;
  if (envelope.headerMessageId !== null && find !== undefined) {
    const there = await find(mailbox.path, envelope.headerMessageId);
    if (there.length > 0) return there[0] ?? null;
  }
  const [target] = context.targets;
  const arrived = async (): Promise<number | null> =>
    context.mark.since === undefined || target === undefined ? null : arrivedEarlier(context, mailbox)(target);
  const earlier = await arrived();
  if (earlier !== null) return earlier;
  const raw = store.raw.get(Buffer.from(rawHash, 'hex'));
  if (raw === null) throw missingText();
  // Where the server does not tell its number, it is read from what arrived.
  return (await backend.append?.(mailbox.path, raw, operation.flags, date, trailOf(context))) ?? arrived();
}
