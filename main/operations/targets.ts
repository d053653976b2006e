/** From the messages a person chose to the numbers a server knows them by. */
import type { LocalRef } from '../../shared/message.ts';
import type { RemoteMailbox } from '../backends/backend.ts';
import { locationOf, type Location } from '../store/locations.ts';
import { mailboxById, type StoredMailbox } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import type { OperationTarget } from '../store/operation-targets.ts';
import type { ReadDb } from '../store/sqlite.ts';
import type { MailboxContext } from './operation.ts';

/** Where the chosen messages are now; a message that is gone meanwhile is left out. */
export function locationsOf(db: ReadDb, refs: readonly LocalRef[]): Location[] {
  return refs.flatMap((ref) => locationOf(db, ref.mailboxId, ref.messageId) ?? []);
}

export function refOf({ mailboxId, messageId }: LocalRef): LocalRef {
  return { mailboxId, messageId };
}

export function targetsFrom(locations: readonly Location[], moves: boolean): OperationTarget[] {
  return locations.map(({ mailboxId, messageId, uid }) => ({ mailboxId, messageId, uid, moves }));
}

/** The messages of an operation that lie in one mailbox of the server. */
export interface RemoteGroup {
  readonly stored: StoredMailbox;
  readonly mailbox: RemoteMailbox;
  readonly uids: readonly number[];
  /** Which message each of the UIDs is. */
  readonly messageOf: ReadonlyMap<number, LocalRef>;
}

/**
 * Groups an operation's targets by mailbox, with UIDs. A target that has none yet (the server did not tell where an earlier
 * move put it) is looked for by its Message-ID; one that is not found is gone, and nothing is left to do for it.
 */
export async function remoteGroups(context: MailboxContext): Promise<RemoteGroup[]> {
  const groups: RemoteGroup[] = [];
  for (const mailboxId of new Set(context.targets.map((target) => target.mailboxId))) {
    const stored = mailboxById(context.store.read, mailboxId);
    if (stored === null || stored.uidValidity === null) continue;
    const messageOf = new Map<number, LocalRef>();
    for (const target of context.targets) {
      if (target.mailboxId !== mailboxId) continue;
      const uid = target.uid ?? (await findUid(context, stored.path, target));
      if (uid !== null) messageOf.set(uid, { mailboxId, messageId: target.messageId });
    }
    if (messageOf.size === 0) continue;
    groups.push({ stored, mailbox: { path: stored.path, uidValidity: stored.uidValidity }, uids: [...messageOf.keys()], messageOf });
  }
  return groups;
}

/** The UID of a message in a mailbox of the server, by its Message-ID; null when it is not to be found or not the only one. */
export async function findUid(context: MailboxContext, path: string, target: LocalRef): Promise<number | null> {
  const headerMessageId = messageById(context.store.read, target.messageId)?.envelope.headerMessageId;
  if (headerMessageId == null || context.backend.findByMessageId === undefined) return null;
  const found = await context.backend.findByMessageId(path, headerMessageId);
  return found.length === 1 ? (found[0] ?? null) : null;
}
