import { isGoneOrRejected } from '../../../shared/failure.ts';
import type { MailboxId, MailboxRole } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { listMailboxes, mailboxById, mailboxByRole, saveMailbox, type StoredMailbox } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { downloadBodies } from './bodies.ts';
import { downloadWanted } from './download-one.ts';
import { showNewest } from './fill-mailbox.ts';
import { type Listing, listServerMailboxes } from './mailboxes.ts';
import { looksUnchanged } from './plan.ts';
import { needsSizes, updateQuota } from './quota.ts';
import { settleVanished } from './settle-vanished.ts';
import { type MailboxOutcome, nothingChanged, pause, type SyncContext } from './sync-context.ts';
import { localNumbers, syncMailbox } from './sync-mailbox.ts';
import { dropEmptied, forgetUnlisted } from './unlisted.ts';

/** After so many changes the room left on the server is asked for again. */
const muchChanged = 20;

/** All mailboxes, inbox first: heads and flags of each that changed, then bodies. */
export async function syncAccount(context: SyncContext): Promise<void> {
  const { connection, store, progress, options } = context;
  progress.report({ what: 'listing', done: 0, total: null });
  await downloadWanted(context);
  await showInbox(context);
  const listing = await connection.alone((session) =>
    listServerMailboxes(session, { chosen: options.roles, numbers: true, sizes: needsSizes(session, store.read) }),
  );
  saveListed(store, listing);
  const vanished = await forgetUnlisted(context, listing);
  const mailboxes = inSyncOrder(listMailboxes(store.read).filter(({ selectable }) => selectable));
  // Something to look at in every mailbox comes before everything in one of them.
  for (const mailbox of mailboxes) {
    if (mailbox.uidValidity === null && listing.numbers.get(mailbox.path)?.exists !== 0)
      await ifAllowed(() => pauseThen(context, () => showNewest(context, mailbox)));
  }
  await updateQuota(context);
  const changes = await syncChanged(context, listing, mailboxes, vanished);
  // Only now all mailboxes are known, and with them what was merely moved.
  for (const [id, messages] of vanished) await settleVanished(store, id, messages);
  dropEmptied(context, listing);
  await downloadBodies(context, mailboxes, async () => {
    const inbox = mailboxByRole(store.read, 'inbox');
    if (inbox !== null) await syncIfAllowed(context, inbox);
  });
  if (changes >= muchChanged) await updateQuota(context);
  progress.report(null);
}

/** One mailbox, because somebody looks at it. */
export async function syncOneMailbox(context: SyncContext, mailboxId: MailboxId): Promise<void> {
  const mailbox = mailboxById(context.store.read, mailboxId);
  if (mailbox === null || !mailbox.selectable) return;
  if (mailbox.uidValidity === null) await ifAllowed(() => showNewest(context, mailbox));
  await syncIfAllowed(context, mailboxById(context.store.read, mailboxId) ?? mailbox);
  context.progress.report(null);
}

/** The very first time: the names, which servers tell at once, and the newest mail, before the numbers of forty mailboxes. */
async function showInbox(context: SyncContext): Promise<void> {
  const { connection, store, options } = context;
  if (mailboxByRole(store.read, 'inbox') !== null) return;
  const listing = await connection.alone((session) =>
    listServerMailboxes(session, { chosen: options.roles, numbers: false, sizes: false }),
  );
  saveListed(store, listing);
  const inbox = mailboxByRole(store.read, 'inbox');
  if (inbox !== null) await ifAllowed(() => showNewest(context, inbox));
}

function saveListed(store: MailStore, { mailboxes }: Listing): void {
  store.transaction((tx) => {
    for (const listed of mailboxes) saveMailbox(tx, listed);
  });
}

/** Returns how many messages changed; what vanished is added to what is known to have. */
async function syncChanged(
  context: SyncContext,
  listing: Listing,
  mailboxes: readonly StoredMailbox[],
  vanished: Map<MailboxId, readonly MessageId[]>,
): Promise<number> {
  let changes = 0;
  for (const { id } of mailboxes) {
    await pause(context.progress);
    const mailbox = mailboxById(context.store.read, id);
    if (mailbox === null || isUnchanged(context, listing, mailbox)) continue;
    const outcome = await syncIfAllowed(context, mailbox);
    changes += outcome.changes;
    vanished.set(id, outcome.vanished);
  }
  return changes;
}

/** The texts of messages that came since the last look at everything. */
export async function downloadMissing(context: SyncContext): Promise<void> {
  const mailboxes = inSyncOrder(listMailboxes(context.store.read).filter(({ selectable }) => selectable));
  // News of other mailboxes come by themselves meanwhile.
  await downloadBodies(context, mailboxes, () => Promise.resolve());
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

async function syncIfAllowed(context: SyncContext, mailbox: StoredMailbox): Promise<MailboxOutcome> {
  return (await ifAllowed(() => syncMailbox(context, mailbox))) ?? nothingChanged;
}

/** A mailbox that went meanwhile, or that we may see but not open, is no reason to leave the others. */
async function ifAllowed<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (isGoneOrRejected(thrown)) return null;
    throw thrown;
  }
}

async function pauseThen(context: SyncContext, work: () => Promise<void>): Promise<void> {
  await pause(context.progress);
  await work();
}
