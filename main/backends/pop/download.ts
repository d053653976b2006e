/**
 * One session with a maildrop. The order is what keeps mail safe: list, fetch, commit here, read back, and only then ask
 * the server to remove; what is asked counts as done after QUIT was answered. A session that ends early removes nothing
 * (RFC 1939 section 6), and whatever was committed by then stays.
 */
import type { CopiesPolicy } from '../../../shared/account.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { writeFact } from '../../store/facts.ts';
import { recordHistory } from '../../store/history.ts';
import { forgetUidls, listUidls, renameUidls, resizeUidls, setListed, setRemovalAsked } from '../../store/uidls.ts';
import type { SyncProgress } from '../backend.ts';
import { askHeads } from './ask-heads.ts';
import { leftForRoomFailure } from './disk-room.ts';
import { endedByPause } from './download-pause.ts';
import { fetchWanted } from './fetch-wanted.ts';
import type { PopConnection } from './maildrop.ts';
import { isFirstSession, noteFirstSession, noteServer, noteWhatIsThere } from './maildrop-facts.ts';
import { planDownload, planRemoval, type Listing, type Removal } from './plan.ts';
import { readListing } from './read-listing.ts';
import { questionsOf, recognise } from './recognise.ts';
import { markForRemoval } from './remove-copies.ts';
import { skippedFailure } from './skipped-messages.ts';

export interface MaildropSession {
  readonly connection: PopConnection;
  readonly store: MailStore;
  /** The local mailbox that new mail goes to. */
  readonly inbox: MailboxId;
  readonly policy: CopiesPolicy;
  readonly progress: SyncProgress;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Bytes free on the disk of the store. */
  readonly diskRoom: () => Promise<number>;
  /** See `planRoom`; those that turn out to be such are added. */
  readonly outgrown: Map<string, number>;
}

/**
 * Downloads what is new, then removes what the policy lets go, then ends the session with QUIT. Rejects with
 * MailFailureError; single messages that could not be fetched, or have no room here, are a notice, and everything else is done.
 * Paused, it downloads nothing, and removes what may go; paused meanwhile, it ends there, without QUIT, and that is no failure.
 */
export async function runMaildropSession(session: MaildropSession): Promise<void> {
  const { connection, store, policy, progress, now } = session;
  // Also before anything else can go wrong: the next session is to know when it may come.
  noteServer(store, connection.capabilities);
  progress.report({ what: 'listing', done: 0, total: null });
  const listing = await readListing(connection);
  const known = listUidls(store.read);
  const plan = planDownload(listing, known);
  const questions = questionsOf(plan, listing, known);
  const found = recognise(plan, listing, known, await askHeads(connection, questions, progress));
  const firstSession = isFirstSession(store.read);
  store.transaction((tx) => {
    renameUidls(tx, found.renamed);
    resizeUidls(tx, found.resized);
    setListed(tx, new Set([...listing.uidls.values(), ...found.stillThere]));
    noteWhatIsThere(tx, listing, []);
    noteFirstSession(tx, firstSession);
    // The next listing tells it all again.
  }, 'soon');
  const missing = [...found.retrieve, ...found.unsure];
  const paused = progress.downloadPaused();
  const wanted = paused ? [] : missing;
  const { fetched, skipped, left, brokenOff } = await fetchWanted({ ...session, firstSession }, wanted);
  const tellTheRest = async (): Promise<void> => {
    if (skipped.length > 0) progress.notice(skippedFailure(skipped));
    const sizes = left.map(({ size }) => size);
    if (sizes.length > 0) progress.notice(leftForRoomFailure(sizes, await session.diskRoom()));
  };
  if (brokenOff) return tellTheRest();

  const removals = policy.kind === 'leave' ? [] : planRemoval(listing, listUidls(store.read), policy, now());
  // The server must never lose what a power cut could take from here: also not what an earlier session committed, and was cut off.
  if (wanted.length + removals.length > 0) settle(session);
  const afterGroup = async (done: number): Promise<void> => {
    progress.report({ what: 'syncing', done, total: removals.length });
    await progress.breathe();
  };
  const marked = await endedByPause(connection, progress.downloadPaused, () =>
    markForRemoval({ connection, store, fetched, afterGroup }, removals),
  );
  if (marked === null) return tellTheRest();
  await endSession(connection, marked);
  // While anything is not fetched, what was removed here may still come under another id.
  const isWhole = wanted.length === missing.length && skipped.length + left.length === 0;
  noteResult(session, listing, marked, { forget: isWhole ? plan.forget : [], isStillFirst: paused && firstSession });
  await tellTheRest();
}

/** All that was committed before, in this session and earlier ones, is on the disk once this commit is. */
function settle({ store, now }: MaildropSession): void {
  store.transaction((tx) => writeFact(tx, 'maildrop-settled', now()));
}

async function endSession(connection: PopConnection, marked: readonly Removal[]): Promise<void> {
  try {
    await connection.quit();
  } catch (thrown) {
    // Without removals there is nothing that a lost farewell could leave open.
    if (marked.length > 0) throw thrown;
  }
}

interface SessionEnd {
  readonly forget: readonly string[];
  /** What lies there is old news also the next time. */
  readonly isStillFirst: boolean;
}

function noteResult({ store, now }: MaildropSession, listing: Listing, marked: readonly Removal[], end: SessionEnd): void {
  store.transaction(
    (tx) => {
      setRemovalAsked(
        tx,
        marked.map((removal) => removal.uidl),
        now(),
      );
      forgetUidls(tx, end.forget);
      const asked = marked.flatMap(({ messageId }) => messageId ?? []);
      recordHistory(tx, asked, 'removal-asked', now());
      noteWhatIsThere(tx, listing, marked);
      noteFirstSession(tx, end.isStillFirst);
    },
    marked.length > 0 ? 'now' : 'soon',
  );
}
