/** What became of the messages of a move, from what the server told. */
import type { LocalRef } from '../../shared/message.ts';
import type { StoredMailbox } from '../store/mailboxes.ts';
import type { OperationTarget } from '../store/operation-targets.ts';
import { isUnsure } from '../store/vanished.ts';
import { arrivedEarlier } from './arrived.ts';
import type { MailboxContext } from './operation.ts';
import { type DoneInGroups, numbersIn } from './partly-done.ts';
import { keyOf, type RemoteGroup } from './targets.ts';

interface Tried extends DoneInGroups {
  readonly groups: readonly RemoteGroup[];
  readonly unclear: readonly OperationTarget[];
}

interface Became {
  /** They are there; `uid` null: the server does not tell under which number. */
  readonly arrived: readonly { readonly ref: LocalRef; readonly uid: number | null }[];
  /** They are where they were, or gone from there: that is for the next sync to prove. */
  readonly missing: readonly OperationTarget[];
}

export async function whatBecameOf(
  context: MailboxContext,
  to: StoredMailbox,
  leaving: readonly OperationTarget[],
  { groups, unclear, done, refused }: Tried,
): Promise<Became> {
  const earlier = arrivedEarlier(context, to, numbersIn(done));
  const arrived: { readonly ref: LocalRef; readonly uid: number | null }[] = [];
  const missing: OperationTarget[] = [];
  const tried = new Set<string>();
  for (const { group, newUids } of done) {
    for (const [uid, ref] of group.messageOf) {
      tried.add(keyOf(ref));
      // Not there any more: moved by an earlier try whose answer was lost, or by another program.
      const newUid = newUids.has(uid) ? (newUids.get(uid) ?? null) : await earlier(ref);
      if (newUid === null && !newUids.has(uid)) missing.push({ ...ref, uid, moves: true });
      else arrived.push({ ref, uid: newUid });
    }
  }
  const found = new Set(groups.flatMap(({ messageOf }) => [...messageOf.values()].map(keyOf)));
  const doubted = new Set(unclear.map(keyOf));
  for (const target of leaving) {
    if (tried.has(keyOf(target))) continue;
    // Not found, and it may be there: as what goes from there by itself. Any other is only here, and was moved here.
    const mayBeThere = doubted.has(keyOf(target)) || isUnsure(context.store.read, target.mailboxId, target.messageId);
    if (refused !== null || found.has(keyOf(target)) || mayBeThere) missing.push(target);
  }
  return { arrived, missing };
}
