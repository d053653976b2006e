import { assertNever } from '../../../shared/failure.ts';
import { seenFlag } from '../../../shared/message.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import { countNumbered, numberedLocation, numberedLocations } from '../../store/locations.ts';
import { setSyncState, type StoredMailbox, type SyncState } from '../../store/mailboxes.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import { applyFlags, removeMessages, storeHeads } from './apply.ts';
import { fetchFlags, fetchHeads, listUids } from './fetch.ts';
import { brake, type Holdings, type LocalNumbers, type Plan, planFromChanges, planFromListing, whatToAsk } from './plan.ts';
import { renumberMailbox } from './renumber.ts';
import type { ImapSession, MailboxNumbers } from './session.ts';
import { headsAtOnce, type MailboxOutcome, pause, type SyncContext } from './sync-context.ts';
import { uidSlices } from './uid-set.ts';
import { waitingIn } from './waiting.ts';

/**
 * Brings one mailbox level with the server: gather, plan, apply. Everything stored stays usable meanwhile, newest messages come
 * first, and our cursor (UIDNEXT, HIGHESTMODSEQ) moves only when all below it is stored: cut off anywhere, it goes on from there.
 */
export async function syncMailbox(context: SyncContext, mailbox: StoredMailbox): Promise<MailboxOutcome> {
  const { connection, store } = context;
  const local = localNumbers(store.read, mailbox);
  const gathered = await connection.withMailbox({ path: mailbox.path, uidValidity: null, fresh: true }, (session, numbers) =>
    gather(session, numbers, store.read, mailbox.id, local),
  );
  switch (gathered.found) {
    case 'nothing':
      return { changes: 0, vanished: [] };
    case 'renumbered':
      return renumberMailbox(context, mailbox);
    case 'plan':
      return apply(context, mailbox, local, gathered.numbers, gathered.plan);
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

type Gathered =
  | { readonly found: 'nothing' }
  | { readonly found: 'renumbered' }
  | { readonly found: 'plan'; readonly numbers: MailboxNumbers; readonly plan: Plan };

async function gather(
  session: ImapSession,
  numbers: MailboxNumbers,
  db: ReadDb,
  mailboxId: MailboxId,
  local: LocalNumbers,
): Promise<Gathered> {
  const question = whatToAsk({ ...numbers, exists: session.exists() }, local);
  if (question === 'nothing' || question === 'renumbered') return { found: question };
  const since = question === 'changes' ? local.highestModseq : null;
  // Nothing is here yet: the flags come with the heads.
  const changes = since === null && local.held === 0 ? { flags: new Map(), vanished: [] } : await fetchFlags(session, since);
  if (question === 'changes') {
    const asked = [...changes.flags.keys(), ...changes.vanished];
    const holdings = asked.length > local.held ? allHoldings(db, mailboxId, local) : holdingsOf(db, mailboxId, local, asked);
    const plan = planFromChanges(holdings, { ...changes, exists: session.exists() });
    if (plan !== null) return { found: 'plan', numbers, plan };
  }
  const listed = await listUids(session);
  const plan = planFromListing(allHoldings(db, mailboxId, local), listed, { ...changes, exists: session.exists() });
  return { found: 'plan', numbers, plan };
}

async function apply(
  context: SyncContext,
  mailbox: StoredMailbox,
  local: LocalNumbers,
  numbers: MailboxNumbers,
  plan: Plan,
): Promise<MailboxOutcome> {
  const { store } = context;
  if (local.uidValidity === null) {
    // Known from the start, so that operations can be carried out while the rest still streams in; the cursor stays behind.
    store.transaction((tx) => setSyncState(tx, mailbox.id, { uidValidity: numbers.uidValidity, uidNext: null, highestModseq: null }));
  }
  await applyFlags(store, mailbox.id, plan.reflag);
  const removals = plan.remove.map((uid) => ({ uid, here: numberedLocation(store.read, mailbox.id, uid)?.here === true }));
  const { remove, keep } = brake(removals, local.held, mailbox.role);
  await removeMessages(store, mailbox.id, remove);
  const allStored = await addHeads(context, mailbox, numbers.uidValidity, plan.fetch);
  if (plan.complete && allStored && keep.length === 0)
    store.transaction((tx) => setSyncState(tx, mailbox.id, cursorAfter(numbers, plan, mailbox)));
  return { changes: plan.fetch.length + plan.reflag.size + plan.remove.length, vanished: keep };
}

/** False when the server did not hand over all of them: then the cursor must not pass them. */
async function addHeads(
  { connection, store, progress }: SyncContext,
  mailbox: StoredMailbox,
  uidValidity: string,
  uids: readonly number[],
): Promise<boolean> {
  let allStored = true;
  let done = 0;
  for (const slice of uidSlices(uids, headsAtOnce)) {
    await pause(progress);
    progress.report({ what: 'syncing', mailbox: mailbox.name, done, total: uids.length });
    const { heads, unanswered } = await connection.withMailbox({ path: mailbox.path, uidValidity }, (session) =>
      fetchHeads(session, slice),
    );
    const created = store.transaction((tx) => storeHeads(tx, mailbox.id, heads));
    allStored &&= unanswered.length === 0;
    done += slice.length;
    const unseen = created.filter(({ head }) => !head.flags.includes(seenFlag)).map(({ messageId }) => messageId);
    if (mailbox.role === 'inbox' && mailbox.uidNext !== null && unseen.length > 0) progress.arrived(mailbox.id, unseen);
  }
  return allStored;
}

/** A server that does not tell UIDNEXT has at least passed what it listed. */
function cursorAfter(numbers: MailboxNumbers, plan: Plan, mailbox: StoredMailbox): SyncState {
  const uidNext = numbers.uidNext ?? Math.max(mailbox.uidNext ?? 1, (plan.fetch[0] ?? 0) + 1);
  return { uidValidity: numbers.uidValidity, uidNext, highestModseq: numbers.highestModseq };
}

function allHoldings(db: ReadDb, mailboxId: MailboxId, { held }: LocalNumbers): Holdings {
  const known = new Map(numberedLocations(db, mailboxId).map(({ uid, flags }) => [uid, flags]));
  return { known, hidden: waitingIn(db, mailboxId).hidden, held };
}

function holdingsOf(db: ReadDb, mailboxId: MailboxId, { held }: LocalNumbers, uids: readonly number[]): Holdings {
  const known = new Map<number, string>();
  for (const uid of uids) {
    const here = numberedLocation(db, mailboxId, uid);
    if (here !== null) known.set(uid, here.flags);
  }
  return { known, hidden: waitingIn(db, mailboxId).hidden, held };
}
