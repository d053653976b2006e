import { failureOf, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxId, MailboxRole } from '../../../shared/mailbox.ts';
import { numberedLocation, numberedLocations } from '../../store/locations.ts';
import { listMailboxes, mailboxById, mailboxByRole, removeMailbox, saveMailbox, type StoredMailbox } from '../../store/mailboxes.ts';
import { mailboxesInWork } from '../../store/operations.ts';
import { replaceQuotaRoots } from '../../store/quota-roots.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { removeMessages, settleVanished } from './apply.ts';
import { downloadBodies } from './bodies.ts';
import { type Listing, listServerMailboxes, readQuota, stillListed } from './mailboxes.ts';
import { brake, looksUnchanged } from './plan.ts';
import { type MailboxOutcome, pause, type SyncContext } from './sync-context.ts';
import { localNumbers, syncMailbox } from './sync-mailbox.ts';

/** After so many changes the room left on the server is asked for again. */
const muchChanged = 20;

/** All mailboxes, inbox first: heads and flags of each that changed, then bodies. */
export async function syncAccount(context: SyncContext): Promise<void> {
  const { connection, store, progress } = context;
  progress.report({ what: 'listing', done: 0, total: null });
  const listing = await connection.alone(listServerMailboxes);
  store.transaction((tx) => {
    for (const listed of listing.mailboxes) saveMailbox(tx, listed);
  });
  await updateQuota(context);
  const vanished = await forgetUnlisted(context, listing);
  let changes = 0;
  const mailboxes = inSyncOrder(listMailboxes(store.read).filter(({ selectable }) => selectable));
  for (const { id } of mailboxes) {
    await pause(progress);
    const mailbox = mailboxById(store.read, id);
    if (mailbox === null || isUnchanged(context, listing, mailbox)) continue;
    const outcome = await syncIfAllowed(context, mailbox);
    changes += outcome.changes;
    vanished.set(id, outcome.vanished);
  }
  // Only now all mailboxes are known, and with them what was merely moved.
  let kept = 0;
  for (const [id, uids] of vanished) kept += await settleVanished(store, id, uids);
  dropEmptied(context, listing);
  await downloadBodies(context, mailboxes, async () => {
    const inbox = mailboxByRole(store.read, 'inbox');
    if (inbox !== null) await syncIfAllowed(context, inbox);
  });
  if (changes >= muchChanged) await updateQuota(context);
  progress.report(null);
  if (kept > 0) progress.notice(massVanished(kept));
}

/** One mailbox, because somebody looks at it. */
export async function syncOneMailbox(context: SyncContext, mailboxId: MailboxId): Promise<void> {
  const mailbox = mailboxById(context.store.read, mailboxId);
  if (mailbox === null || !mailbox.selectable) return;
  await syncIfAllowed(context, mailbox);
  context.progress.report(null);
}

const order: readonly (MailboxRole | null)[] = ['inbox', 'sent', 'drafts', 'flagged', null, 'archive', 'all', 'junk', 'trash'];

/** Most wanted first. */
function inSyncOrder(mailboxes: readonly StoredMailbox[]): readonly StoredMailbox[] {
  return [...mailboxes].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

function isUnchanged({ store }: SyncContext, { numbers }: Listing, mailbox: StoredMailbox): boolean {
  const told = numbers.get(mailbox.path);
  return told !== undefined && looksUnchanged(told, { ...localNumbers(store.read, mailbox), unread: mailbox.unread });
}

/** A mailbox that went meanwhile, or that we may see but not open, is no reason to leave the others. */
async function syncIfAllowed(context: SyncContext, mailbox: StoredMailbox): Promise<MailboxOutcome> {
  try {
    return await syncMailbox(context, mailbox);
  } catch (thrown) {
    const { kind } = failureOf(thrown);
    if (kind === 'gone' || kind === 'rejected') return { changes: 0, vanished: [] };
    throw thrown;
  }
}

/**
 * Mailboxes that are not listed, and not there when asked for by name: their messages go, with the same brake as anywhere. Returns
 * what the brake holds back.
 */
async function forgetUnlisted({ connection, store }: SyncContext, listing: Listing): Promise<Map<MailboxId, readonly number[]>> {
  const heldBack = new Map<MailboxId, readonly number[]>();
  const unlisted = unlistedIn(store, listing);
  if (unlisted.length === 0) return heldBack;
  const there = await connection.alone((session) =>
    stillListed(
      session,
      unlisted.map(({ path }) => path),
    ),
  );
  for (const mailbox of unlisted.filter(({ path }) => !there.has(path))) {
    const removals = numberedLocations(store.read, mailbox.id).map(({ uid }) => ({
      uid,
      here: numberedLocation(store.read, mailbox.id, uid)?.here === true,
    }));
    const { remove, keep } = brake(removals, removals.length, mailbox.role);
    await removeMessages(store, mailbox.id, remove);
    heldBack.set(mailbox.id, keep);
    store.transaction((tx) => saveMailbox(tx, { ...mailbox, selectable: false }));
  }
  return heldBack;
}

/** Mailboxes that are gone from the server and hold nothing here either. */
function dropEmptied({ store }: SyncContext, listing: Listing): void {
  const emptied = unlistedIn(store, listing).filter(({ id, selectable }) => !selectable && mailboxById(store.read, id)?.total === 0);
  if (emptied.length === 0) return;
  store.transaction((tx) => {
    for (const { id } of emptied) removeMailbox(tx, id);
  });
}

function unlistedIn(store: MailStore, listing: Listing): readonly StoredMailbox[] {
  const listed = new Set(listing.mailboxes.map(({ path }) => path));
  // One that the person has just made is not there yet, and one that is being renamed may be listed under either name.
  const inWork = mailboxesInWork(store.read);
  return listMailboxes(store.read).filter(({ id, path }) => !listed.has(path) && !inWork.has(id));
}

async function updateQuota({ connection, store }: SyncContext): Promise<void> {
  const roots = await connection.alone((session) => readQuota(session, Date.now()));
  if (roots !== null) store.transaction((tx) => replaceQuotaRoots(tx, roots));
}

function massVanished(count: number): MailFailure {
  const text = `The server suddenly has far fewer messages. Homing kept ${count} of them on this computer, where they are now the only copies.`;
  return { kind: 'protocol', retry: 'later', text, code: 'MASS_VANISHED' };
}
