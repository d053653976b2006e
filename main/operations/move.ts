import { failureOf, MailFailureError } from '../../shared/failure.ts';
import type { Backend, NewUids } from '../backends/backend.ts';
import type { Location } from '../store/locations.ts';
import { addLocation, changedFlags, locationOf, locationsAt, relocate, removeLocation, setFlags } from '../store/locations.ts';
import { compareAnew, mailboxById } from '../store/mailboxes.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { type OperationTarget, redirectTargets } from '../store/operation-targets.ts';
import { isUnsure } from '../store/vanished.ts';
import { recordHistory } from '../store/history.ts';
import type { FlagChange, LocalRef, MessageId } from '../../shared/message.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { nothingMore, type MailboxContext, type MailboxVerb } from './operation.ts';
import type { Move } from '../../shared/queued-operation.ts';
import { arrivedEarlier, trailOf } from './arrived.ts';
import { inPieces } from '../store/in-pieces.ts';
import { giveNumber } from './give-number.ts';
import { doInGroups } from './partly-done.ts';
import { isRefusal, refusedOnly } from './refusals.ts';
import { keyOf, type RemoteGroup, remoteGroups, targetsFrom } from './targets.ts';
import { countMessages } from './wording.ts';

/** Archive, junk, delete to Trash, drag to a mailbox: all of them are moves. */
export const moveVerb: MailboxVerb<Move> = {
  needs: 'move',
  local: (tx, operation) => {
    const prior = locationsAt(tx.db, operation.refs).filter((location) => location.mailboxId !== operation.to);
    relocate(tx, prior, operation.to);
    const { change } = operation;
    if (change !== undefined) for (const { messageId, flags } of prior) setFlags(tx, operation.to, messageId, changedFlags(flags, change));
    return { prior, targets: targetsFrom(prior, true) };
  },
  remote: async (context, operation) => {
    const { store, backend } = context;
    const to = mailboxById(store.read, operation.to);
    if (to === null) throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'The folder to move to does not exist any more.' });
    // What was to bring them away from here never happened: they are where they shall be.
    const stayed = context.targets.filter(({ mailboxId }) => mailboxId === operation.to);
    const leaving = context.targets.filter(({ mailboxId }) => mailboxId !== operation.to);
    const { groups, unclear } = await remoteGroups(context, leaving);
    let unmarked = false;
    const { done, refused } = await doInGroups(groups, async (group) => {
      unmarked = !(await setMarks(backend, group, operation.change)) || unmarked;
      return moveGroup(context, group, to.path, operation.change);
    });
    const earlier = arrivedEarlier(context, to);
    const arrived: { readonly ref: LocalRef; readonly uid: number | null }[] = [];
    const tried = new Set<string>();
    const missing: OperationTarget[] = [...unclear];
    const found = new Set(groups.flatMap(({ messageOf }) => [...messageOf.values()].map(keyOf)));
    // Not found in a mailbox that was numbered anew: as what goes from there by itself.
    missing.push(...leaving.filter((target) => !found.has(keyOf(target)) && isUnsure(store.read, target.mailboxId, target.messageId)));
    for (const { group, newUids } of done) {
      for (const [uid, ref] of group.messageOf) {
        tried.add(keyOf(ref));
        // Not there any more: moved by an earlier try whose answer was lost, or by another program.
        const newUid = newUids.has(uid) ? (newUids.get(uid) ?? null) : await earlier(ref);
        if (newUid === null && !newUids.has(uid)) missing.push({ ...ref, uid, moves: true });
        else arrived.push({ ref, uid: newUid });
      }
    }
    if (refused !== null) missing.push(...leaving.filter((target) => !tried.has(keyOf(target))));
    const orphans: MessageId[] = [];
    // Cut off in between, those that have their numbers are known to have arrived.
    await inPieces(arrived, (piece) =>
      store.transaction((tx) => {
        for (const { ref, uid } of piece) {
          recordHistory(tx, ref.messageId, 'moved', context.now, to.name);
          if (uid !== null) orphans.push(...giveNumber(tx, operation.to, ref.messageId, uid));
        }
      }),
    );
    return (tx) => {
      for (const target of stayed) if (target.uid !== null) orphans.push(...giveNumber(tx, operation.to, target.messageId, target.uid));
      if (unmarked) for (const { ref } of arrived) takeMarksOff(tx, { ...ref, mailboxId: operation.to, flags: [] }, operation.change);
      // Back to where they were: whether they are gone from there is for the next sync to prove.
      for (const target of missing) {
        const moved = locationOf(tx.db, operation.to, target.messageId);
        bringBack(tx, operation.to, { flags: [], date: context.now, ...moved, ...target });
      }
      return { ...nothingMore, orphans, ...(refused === null ? {} : { refused }) };
    };
  },
  backOut: (tx, operation, { prior }) => {
    for (const before of prior) {
      bringBack(tx, operation.to, before);
      takeMarksOff(tx, before, operation.change);
    }
  },
  inverse: (operation, { prior }) => {
    const sources = [...new Set(prior.map((before) => before.mailboxId))];
    return sources.map((from) => {
      const moved = prior.filter((before) => before.mailboxId === from);
      const refs = moved.map(({ messageId }) => ({ mailboxId: operation.to, messageId }));
      return { kind: 'move', refs, to: from, ...marksBefore(operation.change, moved) };
    });
  },
  failureTitle: (operation) => `Could not move ${countMessages(operation.refs.length)}.`,
};

/** Marks that come with the move are set before it, while the numbers are known. False: the server keeps no such marks, and may move all the same. */
async function setMarks(backend: Backend, { mailbox, uids }: RemoteGroup, change: FlagChange | undefined): Promise<boolean> {
  if (change === undefined || backend.flags === undefined) return true;
  return (await refusedOnly(backend.flags(mailbox, uids, change))) === null;
}

async function moveGroup(context: MailboxContext, group: RemoteGroup, toPath: string, change: FlagChange | undefined): Promise<NewUids> {
  const { backend } = context;
  try {
    return (await backend.move?.(group.mailbox, group.uids, toPath, trailOf(context))) ?? new Map<number, null>();
  } catch (thrown) {
    // What stays where it is was not meant to be marked.
    if (change !== undefined && isRefusal(failureOf(thrown))) await setMarks(backend, group, { add: [], remove: change.add });
    throw thrown;
  }
}

/** Takes back the marks that came with the move. */
function takeMarksOff(
  tx: StoreTransaction,
  { mailboxId, messageId, flags }: Pick<Location, 'mailboxId' | 'messageId' | 'flags'>,
  change: FlagChange | undefined,
): void {
  const now = change === undefined ? null : locationOf(tx.db, mailboxId, messageId);
  if (now === null || change === undefined) return;
  const add = flags.filter((flag) => change.remove.includes(flag));
  const remove = change.add.filter((flag) => !flags.includes(flag));
  setFlags(tx, mailboxId, messageId, changedFlags(now.flags, { add, remove }));
}

/** The marks that bring messages back as they were, as far as that is the same for all of them. */
function marksBefore(change: FlagChange | undefined, moved: readonly Location[]): { readonly change?: FlagChange } {
  if (change === undefined) return {};
  const add = change.remove.filter((flag) => moved.every(({ flags }) => flags.includes(flag)));
  const remove = change.add.filter((flag) => !moved.some(({ flags }) => flags.includes(flag)));
  return { change: { add, remove } };
}

/** A message that did not get to `to` is where it was before. Flags set meanwhile stay: they are the person's later wish. */
function bringBack(tx: StoreTransaction, to: MailboxId, { mailboxId, messageId, uid, flags, date }: Location): void {
  if (mailboxId === to) {
    // What was to bring it away from here before never happened: it is here, under the number it had.
    if (uid !== null) giveNumber(tx, to, messageId, uid);
    return compareAnew(tx, to);
  }
  if (redirectTargets(tx, messageId, to, mailboxId, uid)) return;
  const moved = locationOf(tx.db, to, messageId);
  if (moved !== null) removeLocation(tx, to, messageId);
  if (locationOf(tx.db, mailboxId, messageId) === null) addLocation(tx, { mailboxId, messageId, uid, flags: moved?.flags ?? flags, date });
  // What other devices marked it with meanwhile was told of a message that was not there.
  compareAnew(tx, mailboxId);
}
