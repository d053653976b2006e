import { touchMessage } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { rawHashOf } from '../../store/messages.ts';
import { forgetUidls } from '../../store/uidl-changes.ts';
import { uidlByName } from '../../store/uidls.ts';
import { allAnswered } from './all-answered.ts';
import { compareCopy, type Likeness } from './compare-copy.ts';
import { deleteAll } from './delete-all.ts';
import type { PopConnection } from './pop-connection.ts';
import type { Removal } from './plan-removal.ts';

/** As many DELE commands on the way at once, and as many bytes read back without a pause for others. */
const mostMessages = 50;
const mostBytes = 8 * 1024 * 1024;

interface RemovalWork {
  readonly connection: PopConnection;
  readonly store: MailStore;
  /** Numbers of the messages that came in this session: of these it is known which one the server means. */
  readonly fetched: ReadonlySet<number>;
  readonly afterGroup: (done: number) => Promise<void>;
}

/**
 * Marks copies on the server for removal, each only after its bytes here were read back from disk, and the server's copy is known to be
 * the same message. Returns those the server agreed to mark: they are not gone before QUIT succeeds. What is refused is tried again in
 * the next session; an id that means another message by now is forgotten, and that message downloaded there.
 */
export async function markForRemoval(work: RemovalWork, removals: readonly Removal[]): Promise<readonly Removal[]> {
  const { connection, store, afterGroup } = work;
  const marked: Removal[] = [];
  let done = 0;
  for (const group of groupsOf(removals)) {
    const judged = await allAnswered(group.map(async (removal) => ({ removal, likeness: await likenessOf(work, removal) })));
    // What ended the session looks like a refusal.
    if (judged.some(({ likeness }) => likeness === 'untold')) await connection.prove();
    const others = judged.filter(({ likeness }) => likeness === 'other').map(({ removal }) => removal);
    if (others.length > 0) forgetOthers(store, others);
    const proven = judged.flatMap(({ likeness, removal }) => (likeness === 'same' && isStillWanted(store, removal) ? [removal] : []));
    marked.push(...(await deleteAll(connection, proven)));
    await afterGroup((done += group.length));
  }
  return marked;
}

function forgetOthers(store: MailStore, others: readonly Removal[]): void {
  store.transaction((tx) => {
    forgetUidls(
      tx,
      others.map(({ uidl }) => uidl),
    );
    for (const { messageId } of others) if (messageId !== null) touchMessage(tx, messageId);
  });
}

function* groupsOf(removals: readonly Removal[]): Generator<readonly Removal[]> {
  let group: Removal[] = [];
  let bytes = 0;
  for (const removal of removals) {
    group.push(removal);
    bytes += removal.size;
    if (group.length < mostMessages && bytes < mostBytes) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

/** A session may last minutes, and what was deleted when it was planned may be out of Trash again, or be chosen to be fetched once more. */
export function isStillWanted(store: MailStore, { uidl, messageId, whenDeleted, chosen }: Omit<Removal, 'number' | 'size'>): boolean {
  if (chosen === true) return uidlByName(store.read, uidl)?.choice === 'remove';
  return !(whenDeleted || messageId === null) || uidlByName(store.read, uidl)?.deletedHere === true;
}

/** Read back from disk at this moment, whatever was known when the removal was planned. */
async function likenessOf({ connection, store, fetched }: RemovalWork, { number, uidl, messageId }: Removal): Promise<Likeness> {
  const known = uidlByName(store.read, uidl);
  // What the person removed here for ever cannot be read back, but it is known what it was.
  const hash = messageId === null ? (known?.contentHash ?? null) : rawHashOf(store.read, messageId);
  if (known === null || hash === null || (messageId !== null && !store.raw.verify(hash))) return 'untold';
  if (fetched.has(number)) return 'same';
  return compareCopy(connection, number, { hash, headHash: known.knownByHead ? null : known.headHash });
}
