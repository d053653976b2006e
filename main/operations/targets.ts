/** From the messages a person chose to the numbers a server knows them by. */
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { LocalRef } from '../../shared/message.ts';
import type { RemoteMailbox } from '../backends/backend.ts';
import { locationByUid, type Location } from '../store/locations.ts';
import { mailboxById, type StoredMailbox } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import { leavingUnder, type OperationTarget } from '../store/operation-targets.ts';
import type { MailboxContext } from './operation.ts';

export function refOf({ mailboxId, messageId }: LocalRef): LocalRef {
  return { mailboxId, messageId };
}

/** A message in a mailbox as the key of a map. */
export function keyOf({ mailboxId, messageId }: LocalRef): string {
  return `${mailboxId} ${messageId}`;
}

export function targetsFrom(locations: readonly Location[], moves: boolean): OperationTarget[] {
  return locations.map(({ mailboxId, messageId, uid }) => ({ mailboxId, messageId, uid, moves }));
}

/** The messages of an operation that lie in one mailbox of the server. */
export interface RemoteGroup {
  readonly mailbox: RemoteMailbox;
  readonly uids: readonly number[];
  /** Which message each of the UIDs is. */
  readonly messageOf: ReadonlyMap<number, LocalRef>;
}

/**
 * Groups targets by mailbox, with UIDs. A target that has none yet (the server did not tell where an earlier move put it) is looked
 * for by its Message-ID. One that is not found is in no group: it is gone, or was never there. One that is found several times is `unclear`.
 * Throws for a mailbox that has to be read first: what was brought there may be moved on before anybody looked at it.
 */
export async function remoteGroups(
  context: MailboxContext,
  targets: readonly OperationTarget[] = context.targets,
): Promise<{ readonly groups: readonly RemoteGroup[]; readonly unclear: readonly OperationTarget[] }> {
  const groups: RemoteGroup[] = [];
  const unclear: OperationTarget[] = [];
  for (const mailboxId of new Set(targets.map((target) => target.mailboxId))) {
    const stored = mailboxById(context.store.read, mailboxId);
    if (stored === null) continue;
    if (stored.uidValidity === null) throw new MailFailureError(neverRead(stored.name));
    const messageOf = new Map<number, LocalRef>();
    for (const target of targets) {
      if (target.mailboxId !== mailboxId) continue;
      const uids = target.uid === null ? await findUids(context, stored, target) : [target.uid];
      const [uid] = uids;
      if (uids.length > 1) unclear.push(target);
      // Of two copies of one mail that are looked for, and of which one is left, the first is it.
      else if (uid !== undefined && !messageOf.has(uid)) messageOf.set(uid, refOf(target));
    }
    if (messageOf.size === 0) continue;
    groups.push({ mailbox: { path: stored.path, uidValidity: stored.uidValidity }, uids: [...messageOf.keys()], messageOf });
  }
  return { groups, unclear };
}

/** The UID of a message in a mailbox of the server, by its Message-ID; null when it is not to be found or not the only one beside `taken`. */
export async function findUid(
  context: MailboxContext,
  mailbox: StoredMailbox,
  target: LocalRef,
  taken: ReadonlySet<number | null>,
): Promise<number | null> {
  const found = (await findUids(context, mailbox, target)).filter((uid) => !taken.has(uid));
  return found.length === 1 ? (found[0] ?? null) : null;
}

async function findUids({ store, backend }: MailboxContext, mailbox: StoredMailbox, target: LocalRef): Promise<readonly number[]> {
  const headerMessageId = messageById(store.read, target.messageId)?.envelope.headerMessageId;
  if (headerMessageId == null || backend.findByMessageId === undefined) return [];
  const found = await backend.findByMessageId(mailbox.path, headerMessageId);
  return found.filter((uid) => {
    // Another copy of the same mail that is known here under this number is not this one.
    const known = locationByUid(store.read, mailbox.id, uid)?.messageId ?? leavingUnder(store.read, mailbox.id, uid);
    return known === null || known === target.messageId;
  });
}

function neverRead(name: string): MailFailure {
  return { kind: 'gone', retry: 'never', text: `The folder “${name}” could not be read.`, code: 'UIDVALIDITY' };
}
