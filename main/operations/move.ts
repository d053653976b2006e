import { failureOf, MailFailureError } from '../../shared/failure.ts';
import type { FlagChange, MessageId } from '../../shared/message.ts';
import type { Move, Operation } from '../../shared/queued-operation.ts';
import type { Backend, NewUids } from '../backends/backend.ts';
import { recordHistory } from '../store/history.ts';
import { inPieces } from '../store/in-pieces.ts';
import { changedFlags } from '../store/flag-text.ts';
import { type Location, locationOf, locationsAt, relocate, setFlags } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { trailOf } from './arrived.ts';
import { bringBack } from './bring-back.ts';
import { whatBecameOf } from './became-of.ts';
import { giveNumber, letArrive } from './give-number.ts';
import { nothingMore, type MailboxContext, type MailboxVerb } from './operation.ts';
import { doInGroups } from './partly-done.ts';
import { isRefusal, refusedOnly } from './refusals.ts';
import { type RemoteGroup, remoteGroups, targetsFrom } from './targets.ts';
import { countMessages } from './wording.ts';

/** Archive, junk, delete to Trash, drag to a mailbox: all of them are moves. */
export const moveVerb: MailboxVerb<Move> = {
  needs: 'move',
  local: (tx, operation) => {
    // Taking back brings messages to where they were: that may be gone.
    if (mailboxById(tx.db, operation.to) === null) throw noSuchTarget();
    const prior = locationsAt(tx.db, operation.refs).filter((location) => location.mailboxId !== operation.to);
    // A copy of it that is there already is another one, and keeps its marks.
    const coming = prior.filter(({ messageId }) => locationOf(tx.db, operation.to, messageId) === null);
    relocate(tx, prior, operation.to);
    const { change } = operation;
    if (change !== undefined) for (const { messageId, flags } of coming) setFlags(tx, operation.to, messageId, changedFlags(flags, change));
    const merged = prior.filter((location) => !coming.includes(location)).map(({ messageId }) => messageId);
    return { prior, targets: targetsFrom(prior, true), ...(merged.length === 0 ? {} : { mark: { merged } }) };
  },
  remote: async (context, operation) => {
    const { store, backend } = context;
    const to = mailboxById(store.read, operation.to);
    if (to === null) throw noSuchTarget();
    // What was to bring them away from here never happened: they are where they shall be.
    const stayed = context.targets.filter(({ mailboxId }) => mailboxId === operation.to);
    const leaving = context.targets.filter(({ mailboxId }) => mailboxId !== operation.to);
    const { groups, unclear } = await remoteGroups(context, leaving);
    let unmarked = false;
    const { done, refused } = await doInGroups(groups, async (group) => {
      unmarked = !(await setMarks(backend, group, operation.change)) || unmarked;
      return moveGroup(context, group, to.path, operation.change);
    });
    const { arrived, missing } = await whatBecameOf(context, to, leaving, { groups, unclear, done, refused });
    const orphans: MessageId[] = [];
    // Cut off in between, those that have their numbers are known to have arrived.
    await inPieces(arrived, (piece) =>
      store.transaction((tx) => {
        const moved = piece.map(({ ref }) => ref.messageId);
        recordHistory(tx, moved, 'moved', context.now, to.name);
        for (const { ref, uid } of piece) orphans.push(...letArrive(tx, operation.to, ref.messageId, uid));
      }),
    );
    return (tx) => {
      for (const target of stayed) if (target.uid !== null) orphans.push(...giveNumber(tx, operation.to, target.messageId, target.uid));
      if (unmarked) for (const { ref } of arrived) takeMarksOff(tx, { ...ref, mailboxId: operation.to, flags: [] }, operation.change);
      // Back to where they were: whether they are gone from there is for the next sync to prove.
      for (const target of missing) {
        const moved = locationOf(tx.db, operation.to, target.messageId);
        bringBack(tx, context.id, operation.to, { flags: [], date: context.now, ...moved, ...target });
      }
      return { ...nothingMore, orphans, ...(refused === null ? {} : { refused }) };
    };
  },
  backOut: (tx, operation, { id, prior }) => {
    for (const before of prior) {
      bringBack(tx, id, operation.to, before);
      takeMarksOff(tx, before, operation.change);
    }
  },
  inverse: (operation, { prior, mark: { merged = [] } }) => {
    const here = (locations: readonly Location[]) => locations.map(({ messageId }) => ({ mailboxId: operation.to, messageId }));
    const sources = [...new Set(prior.map((before) => before.mailboxId))];
    return sources.flatMap((to): Operation[] => {
      const from = prior.filter((before) => before.mailboxId === to);
      // A server keeps both, each under its number; here they became one, which is to be in both places again.
      const [one, moved] = [from.filter((before) => isOne(before, merged)), from.filter((before) => !isOne(before, merged))];
      return [
        ...(moved.length === 0 ? [] : [{ kind: 'move' as const, refs: here(moved), to, ...marksBefore(operation.change, moved) }]),
        ...(one.length === 0 ? [] : [{ kind: 'copy' as const, refs: here(one), to }]),
      ];
    });
  },
  failureTitle: (operation) => `Could not move ${countMessages(operation.refs.length)}.`,
};

function isOne({ messageId, uid }: Location, merged: readonly MessageId[]): boolean {
  return uid === null && merged.includes(messageId);
}

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

function noSuchTarget(): MailFailureError {
  return new MailFailureError({ kind: 'gone', retry: 'never', text: 'The folder to move to does not exist any more.' });
}
