import { MailFailureError } from '../../shared/failure.ts';
import type { Location } from '../store/locations.ts';
import { addLocation, locationOf, removeLocation, setUid } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { type OperationTarget, redirectTargets, setTargetUid } from '../store/operation-targets.ts';
import { recordHistory } from '../store/history.ts';
import type { LocalRef } from '../../shared/message.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { nothingMore, type MailboxVerb } from './operation.ts';
import type { Move } from '../../shared/queued-operation.ts';
import { findUid, locationsOf, remoteGroups, targetsFrom } from './targets.ts';
import { countMessages } from './wording.ts';

/** Archive, junk, delete to Trash, drag to a mailbox: all of them are moves. */
export const moveVerb: MailboxVerb<Move> = {
  needs: 'move',
  local: (tx, operation) => {
    const prior = locationsOf(tx.db, operation.refs).filter((location) => location.mailboxId !== operation.to);
    for (const location of prior) relocate(tx, location, operation.to, null);
    return { prior, targets: targetsFrom(prior, true) };
  },
  remote: async (context, operation) => {
    const to = mailboxById(context.store.read, operation.to);
    if (to === null) throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The folder to move to does not exist any more.' });
    const arrived: { readonly ref: LocalRef; readonly uid: number | null }[] = [];
    const missing: OperationTarget[] = [];
    for (const group of await remoteGroups(context)) {
      const newUids = (await context.backend.move?.(group.mailbox, group.uids, to.path)) ?? new Map<number, number | null>();
      for (const [uid, ref] of group.messageOf) {
        // Not there any more: moved by an earlier try whose answer was lost, or by another program.
        const newUid = newUids.has(uid) ? (newUids.get(uid) ?? null) : await findUid(context, to.path, ref);
        if (newUid === null && !newUids.has(uid)) missing.push({ ...ref, uid, moves: true });
        else arrived.push({ ref, uid: newUid });
      }
    }
    return (tx) => {
      for (const { ref, uid } of arrived) {
        recordHistory(tx, ref.messageId, 'moved', context.now, to.name);
        if (uid === null) continue;
        setTargetUid(tx, operation.to, ref.messageId, uid);
        if (locationOf(tx.db, operation.to, ref.messageId) !== null) setUid(tx, operation.to, ref.messageId, uid);
      }
      // Back to where they were: whether they are gone from there is for the next sync to prove.
      for (const target of missing) {
        const moved = locationOf(tx.db, operation.to, target.messageId);
        putBack(tx, operation.to, { flags: [], date: context.now, ...moved, ...target });
      }
      return nothingMore;
    };
  },
  backOut: (tx, operation, prior) => {
    for (const before of prior) putBack(tx, operation.to, before);
  },
  inverse: (operation, prior) => {
    const sources = [...new Set(prior.map((before) => before.mailboxId))];
    return sources.map((from) => ({
      kind: 'move',
      refs: prior.filter((before) => before.mailboxId === from).map(({ messageId }) => ({ mailboxId: operation.to, messageId })),
      to: from,
    }));
  },
  failureTitle: (operation) => `Could not move ${countMessages(operation.refs.length)}.`,
};

/** A message that did not get to `to` is where it was before. Flags set meanwhile stay: they are the person's later wish. */
function putBack(tx: StoreTransaction, to: MailboxId, { mailboxId, messageId, uid, flags, date }: Location): void {
  if (redirectTargets(tx, messageId, to, mailboxId, uid)) return;
  const moved = locationOf(tx.db, to, messageId);
  if (moved !== null) removeLocation(tx, to, messageId);
  if (locationOf(tx.db, mailboxId, messageId) === null) addLocation(tx, { mailboxId, messageId, uid, flags: moved?.flags ?? flags, date });
}

/** A message already there (two copies of one mail were moved into the same mailbox) keeps its place. */
function relocate(tx: StoreTransaction, from: Location, to: MailboxId, uid: number | null): void {
  removeLocation(tx, from.mailboxId, from.messageId);
  if (locationOf(tx.db, to, from.messageId) === null) addLocation(tx, { ...from, mailboxId: to, uid });
}
