import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { numberedLocation, numberedLocations } from '../../store/numbered-locations.ts';
import { listMailboxes, mailboxById, removeMailbox, saveMailbox, type StoredMailbox } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { waitingOn } from '../../store/operation-targets.ts';
import { mailboxesInWork } from '../../store/operations.ts';
import { removeMessages } from './apply.ts';
import { brake } from './brake.ts';
import { type Listing, stillListed } from './mailboxes.ts';
import type { SyncContext } from './sync-context.ts';

/**
 * Mailboxes that are not listed, or only because of those inside them, and not there when asked for by name: their messages go, with the
 * same brake as anywhere. Returns what the brake holds back.
 */
export async function forgetUnlisted({ connection, store }: SyncContext, listing: Listing): Promise<Map<MailboxId, readonly MessageId[]>> {
  const heldBack = new Map<MailboxId, readonly MessageId[]>();
  const branches = new Set(listing.mailboxes.filter(({ selectable }) => !selectable).map(({ path }) => path));
  const emptied = workable(store).filter(({ path, total }) => branches.has(path) && total > 0);
  const unlisted = [...unlistedIn(store, listing), ...emptied];
  if (unlisted.length === 0) return heldBack;
  const there = await connection.alone((session) =>
    stillListed(
      session,
      unlisted.map(({ path }) => path),
    ),
  );
  for (const mailbox of unlisted.filter(({ path }) => !there.has(path))) {
    const removals = numberedLocations(store.read, mailbox.id).flatMap(({ uid }) => {
      const here = numberedLocation(store.read, mailbox.id, uid);
      return here === null ? [] : [{ id: here.messageId, here: here.here }];
    });
    const { remove, keep } = brake(removals, removals.length, mailbox.role);
    await removeMessages(store, mailbox.id, remove);
    heldBack.set(mailbox.id, keep);
    store.transaction((tx) => saveMailbox(tx, { ...mailbox, selectable: false }));
  }
  return heldBack;
}

/** Mailboxes that are gone from the server and hold nothing here either, nor what an action took away and may have to bring back. */
export function dropEmptied({ store }: SyncContext, listing: Listing): void {
  const emptied = unlistedIn(store, listing).filter(
    ({ id, selectable }) => !selectable && mailboxById(store.read, id)?.total === 0 && waitingOn(store.read, id).length === 0,
  );
  if (emptied.length === 0) return;
  store.transaction((tx) => {
    for (const { id } of emptied) removeMailbox(tx, id);
  });
}

function unlistedIn(store: MailStore, listing: Listing): readonly StoredMailbox[] {
  const listed = new Set(listing.mailboxes.map(({ path }) => path));
  return workable(store).filter(({ path }) => !listed.has(path));
}

/** Not one that the person has just made, which is not there yet, nor one that is being renamed, which may be listed under either name. */
function workable(store: MailStore): readonly StoredMailbox[] {
  const inWork = mailboxesInWork(store.read);
  return listMailboxes(store.read).filter(({ id }) => !inWork.has(id));
}
