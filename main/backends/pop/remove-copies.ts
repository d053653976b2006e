import { failureOf, type FailureKind } from '../../../shared/failure.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { messageById } from '../../store/messages.ts';
import { uidlByName } from '../../store/uidls.ts';
import type { PopConnection } from './maildrop.ts';
import type { Removal } from './plan.ts';

/** As many DELE commands on the way at once, and as many bytes read back without a pause for others. */
const mostMessages = 50;
const mostBytes = 8 * 1024 * 1024;

/** A refusal of one command; every other failure ends the session. */
const refusals: ReadonlySet<FailureKind> = new Set<FailureKind>(['gone', 'unsupported', 'protocol', 'busy', 'rejected']);

/**
 * Marks copies on the server for removal, each only after its bytes here were read back from disk. Returns those the server
 * agreed to mark: they are not gone before QUIT succeeds. What is refused is tried again in the next session.
 */
export async function markForRemoval(
  connection: PopConnection,
  store: MailStore,
  removals: readonly Removal[],
  afterGroup: (done: number) => Promise<void>,
): Promise<readonly Removal[]> {
  const marked: Removal[] = [];
  let done = 0;
  for (const group of groupsOf(removals)) {
    const proven = group.filter((removal) => isStillWanted(store, removal) && isProven(store, removal));
    const answers = await Promise.allSettled(proven.map((removal) => connection.delete(removal.number)));
    for (const [index, answer] of answers.entries()) {
      const removal = proven[index];
      if (answer.status === 'fulfilled' && removal !== undefined) marked.push(removal);
      if (answer.status === 'rejected' && !refusals.has(failureOf(answer.reason).kind)) throw answer.reason;
    }
    await afterGroup((done += group.length));
  }
  return marked;
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

/** A session may last minutes, and what was deleted when it was planned may be out of Trash again. */
function isStillWanted(store: MailStore, { uidl, whenDeleted }: Removal): boolean {
  return !whenDeleted || uidlByName(store.read, uidl)?.deletedHere === true;
}

/** Read back from disk at this moment, whatever was known when the removal was planned. */
function isProven(store: MailStore, { messageId }: Removal): boolean {
  if (messageId === null) return true;
  const hash = messageById(store.read, messageId)?.rawHash ?? null;
  return hash !== null && store.raw.verify(hash);
}
