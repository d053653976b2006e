import { assertNever } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { countNumbered, numberedLocation } from '../../store/numbered-locations.ts';
import { mailboxById, setSyncState, type StoredMailbox, type SyncState } from '../../store/mailboxes.ts';
import { isHere } from '../../store/messages.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import { unsureIn } from '../../store/vanished.ts';
import { applyFlags, removeMessages, removeUids } from './apply.ts';
import { brake } from './brake.ts';
import { fillMailbox } from './fill-mailbox.ts';
import { type Gathered, gather } from './gather.ts';
import type { LocalNumbers, Plan } from './plan.ts';
import { reflagMailbox } from './reflag-mailbox.ts';
import { renumberMailbox } from './renumber.ts';
import type { MailboxNumbers } from './selection.ts';
import { type MailboxOutcome, nothingChanged, type SyncContext } from './sync-context.ts';
import { waitingIn } from './waiting.ts';

/**
 * Brings one mailbox level with the server: gather, plan, apply. Everything stored stays usable meanwhile, newest messages come
 * first, and our cursor (UIDNEXT, HIGHESTMODSEQ) moves only when all below it is stored: cut off anywhere, it goes on from there.
 */
export async function syncMailbox(context: SyncContext, mailbox: StoredMailbox): Promise<MailboxOutcome> {
  const { connection, store } = context;
  const local = localNumbers(store.read, mailbox);
  // What an action brings here while this goes on is for the next one to see.
  const unsure = new Set(unsureIn(store.read, mailbox.id));
  const gathered = await connection.withMailbox({ path: mailbox.path, uidValidity: null, fresh: true }, (session, numbers) =>
    gather(session, numbers, store.read, mailbox.id, local),
  );
  switch (gathered.found) {
    case 'nothing':
      return nothingChanged;
    case 'renumbered':
      renumberMailbox(store, mailbox, gathered.numbers);
      return syncMailbox(context, { ...mailbox, uidValidity: gathered.numbers.uidValidity, uidNext: null, highestModseq: null });
    case 'plan':
      return apply(context, mailbox, { ...local, unsure }, gathered);
    default:
      return assertNever(gathered);
  }
}

/** How far a mailbox is, to compare with what the server says. */
export function localNumbers(db: ReadDb, mailbox: StoredMailbox): LocalNumbers {
  const { uidValidity, uidNext, highestModseq } = mailbox;
  const hidden = [...waitingIn(db, mailbox.id).hidden].filter((uid) => numberedLocation(db, mailbox.id, uid) === null);
  return { uidValidity, uidNext, highestModseq, held: countNumbered(db, mailbox.id) + hidden.length };
}

async function apply(
  context: SyncContext,
  mailbox: StoredMailbox,
  local: LocalNumbers & { readonly unsure: ReadonlySet<MessageId> },
  { numbers, plan, compare }: Extract<Gathered, { readonly found: 'plan' }>,
): Promise<MailboxOutcome> {
  const { store } = context;
  if (local.uidValidity === null) {
    // Known from the start, so that operations can be carried out while the rest still streams in; the cursor stays behind.
    store.transaction((tx) => setSyncState(tx, mailbox.id, { uidValidity: numbers.uidValidity, uidNext: null, highestModseq: null }));
  }
  await applyFlags(store, mailbox.id, plan.reflag);
  const { remove, keep } = brake(removalsOf(store.read, mailbox.id, plan.remove), local.held, mailbox.role);
  await removeUids(store, mailbox.id, remove);
  const allStored = await fillMailbox(context, mailbox, numbers.uidValidity, plan.fetch);
  const compared = await reflagMailbox(context, mailbox, numbers.uidValidity, compare);
  if (!plan.complete || !allStored) return { changes: plan.fetch.length + compared, vanished: vanishedOf(store.read, mailbox.id, keep) };
  const unseen = await settleUnsure(context, mailbox, local.unsure);
  if (keep.length + unseen.length === 0 && !isToBeCompared(store.read, mailbox, local)) {
    store.transaction((tx) => setSyncState(tx, mailbox.id, cursorAfter(numbers, plan, mailbox)));
  }
  return {
    changes: plan.fetch.length + plan.reflag.size + plan.remove.length + compared,
    vanished: [...vanishedOf(store.read, mailbox.id, keep), ...unseen],
  };
}

/**
 * An action that was backed out between two slices (`compareAnew` in operations/move.ts) brought back a message whose marks were told
 * while it was away: the cursor stays where it is, and the next look compares all of them.
 */
function isToBeCompared(db: ReadDb, { id }: StoredMailbox, before: LocalNumbers): boolean {
  return before.highestModseq !== null && mailboxById(db, id)?.highestModseq === null;
}

/** Everything that was there without a number has been seen now. What was not is gone: unless it is too much to be believed. */
async function settleUnsure({ store }: SyncContext, mailbox: StoredMailbox, before: ReadonlySet<MessageId>): Promise<readonly MessageId[]> {
  const unsure = unsureIn(store.read, mailbox.id).filter((id) => before.has(id));
  if (unsure.length === 0) return [];
  const removals = unsure.map((messageId) => ({ id: messageId, here: isHere(store.read, messageId) }));
  const { remove, keep } = brake(removals, unsure.length + countNumbered(store.read, mailbox.id), mailbox.role);
  await removeMessages(store, mailbox.id, remove);
  return keep;
}

function removalsOf(db: ReadDb, mailboxId: MailboxId, uids: readonly number[]): { readonly id: number; readonly here: boolean }[] {
  return uids.map((uid) => ({ id: uid, here: numberedLocation(db, mailboxId, uid)?.here === true }));
}

function vanishedOf(db: ReadDb, mailboxId: MailboxId, uids: readonly number[]): readonly MessageId[] {
  return uids.flatMap((uid) => numberedLocation(db, mailboxId, uid)?.messageId ?? []);
}

/** A server that does not tell UIDNEXT has at least passed what it listed. */
function cursorAfter(numbers: MailboxNumbers, plan: Plan, mailbox: StoredMailbox): SyncState {
  const uidNext = numbers.uidNext ?? Math.max(mailbox.uidNext ?? 1, (plan.fetch[0] ?? 0) + 1);
  return { uidValidity: numbers.uidValidity, uidNext, highestModseq: numbers.highestModseq };
}
