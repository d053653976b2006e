import type { MailboxId } from '../../../shared/mailbox.ts';
import { recordHistory } from '../../store/history.ts';
import { hashName } from '../../store/hash.ts';
import { mailboxById } from '../../store/mailboxes.ts';
import { numberedLocationsOf } from '../../store/numbered-locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { attachRaw, isHere, isReferenced } from '../../store/messages.ts';
import { leavingUnder } from '../../store/operation-targets.ts';
import { forgetWanted } from '../../store/wanted-bodies.ts';
import { fetchSources, type Source } from './sources.ts';
import type { ImapSession } from './session.ts';

/** The UIDs of a mailbox, as long as they mean the same. */
interface Numbering {
  readonly mailboxId: MailboxId;
  readonly uidValidity: string;
}

/** The bytes of a message that are in a pack already. */
interface Kept {
  readonly uid: number;
  readonly hash: Uint8Array;
  readonly size: number;
}

/** Batches being stored while the next one streams in: a moment in which the disk is slow holds nothing up. */
const mostInFlight = 4;

/**
 * Downloads messages of the selected mailbox, some being stored while the next ones stream in. Resolves when the server has answered, with a
 * promise of its own for the rest: all bytes made durable, and then the rows that refer to them. That one tells the UIDs of what is here
 * now. What came before the line was cut is stored, too, before this rejects. Taking messages apart is the index loop's work.
 */
export async function downloadSources(
  store: MailStore,
  { mailboxId, uidValidity }: Numbering,
  session: ImapSession,
  wanted: readonly { readonly uid: number }[],
): Promise<{ readonly stored: Promise<ReadonlySet<number>> }> {
  const kept: Kept[] = [];
  const put = async (sources: readonly Source[]): Promise<void> => {
    const sizes = sources.map(({ bytes }) => bytes.length);
    const hashes = await store.disk.stage(sources.map(({ bytes }) => bytes));
    for (const [at, { uid }] of sources.entries()) {
      const [hash, size] = [hashes[at], sizes[at]];
      if (hash !== undefined && size !== undefined) kept.push({ uid, hash, size });
    }
  };
  const inFlight: Promise<void>[] = [];
  const keep = async (sources: readonly Source[]): Promise<void> => {
    if (inFlight.length >= mostInFlight) await inFlight.shift();
    const putting = put(sources);
    // Told to whoever waits for it.
    putting.catch(() => undefined);
    inFlight.push(putting);
  };
  const settle = async (): Promise<ReadonlySet<number>> => {
    await store.disk.settle();
    return attach(store, { mailboxId, uidValidity }, kept);
  };
  const storeRest = async (): Promise<ReadonlySet<number>> => {
    const puts = await Promise.allSettled(inFlight);
    // What was put before something went wrong is here all the same.
    const here = kept.length > 0 ? await settle() : new Set<number>();
    for (const each of puts) if (each.status === 'rejected') throw each.reason;
    return here;
  };
  try {
    await fetchSources(session, wanted, keep);
  } catch (thrown) {
    await storeRest().catch(() => undefined);
    throw thrown;
  }
  const stored = storeRest();
  stored.catch(() => undefined);
  return { stored };
}

/** Returns the UIDs of what is here now. */
function attach(store: MailStore, { mailboxId, uidValidity }: Numbering, kept: readonly Kept[]): ReadonlySet<number> {
  const here = new Set<number>();
  const now = Date.now();
  // If the power goes, they are downloaded again.
  const unused = store.transaction((tx) => {
    // Numbered anew meanwhile: nobody knows any more which of the messages these are.
    const isCurrent = mailboxById(tx.db, mailboxId)?.uidValidity === uidValidity;
    const uids = isCurrent ? kept.map(({ uid }) => uid) : [];
    const locations = numberedLocationsOf(tx.db, mailboxId, uids);
    const bytesHere = store.raw.known(kept.map(({ hash }) => hash));
    const arrived = kept.flatMap(({ uid, hash, size }) => {
      if (!isCurrent) return [];
      // An action that waits may have taken it away from here.
      const messageId = locations.get(uid)?.messageId ?? leavingUnder(tx.db, mailboxId, uid);
      if (messageId === null) return [];
      const wasHere = locations.get(uid)?.here ?? isHere(tx.db, messageId);
      // Gone while it was on its way: the only other message of these bytes was removed, and they with it.
      if (!wasHere && !bytesHere.has(hashName(hash))) return [];
      here.add(uid);
      return wasHere ? [] : [{ messageId, hash, size }];
    });
    const messages = arrived.map(({ messageId }) => messageId);
    attachRaw(tx, arrived);
    forgetWanted(tx, messages);
    recordHistory(tx, messages, 'downloaded', now);
    if (arrived.length === kept.length) return [];
    return kept.flatMap(({ hash }) => (isReferenced(tx.db, hash) ? [] : hash));
  }, 'soon');
  store.raw.drop(unused);
  return here;
}
