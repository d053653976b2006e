/**
 * One session with a maildrop. The order is what keeps mail safe: list, fetch, commit here, read back, and only then ask
 * the server to remove (end-session.ts); what is asked counts as done after QUIT was answered. A session that ends early removes nothing
 * (RFC 1939 section 6), and whatever was committed by then stays.
 */
import type { CopiesPolicy } from '../../../shared/account.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { headsByUidl, removeHeads } from '../../store/heads.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { renameUidls } from '../../store/rename-uidls.ts';
import { forgetUidls, resizeUidls, setListed } from '../../store/uidl-changes.ts';
import { listUidls } from '../../store/uidls.ts';
import { forgetWanted, wantedBodies } from '../../store/wanted-bodies.ts';
import type { SyncProgress } from '../backend.ts';
import { askHeadPrints } from './ask-head-prints.ts';
import { leftForRoomFailure } from './disk-room.ts';
import { downloadHeads, headlessFailure } from './download-heads.ts';
import { endSession, endWithoutRemoval } from './end-session.ts';
import { type Fetched, fetchWanted } from './fetch-wanted.ts';
import type { PopConnection } from './pop-connection.ts';
import { isFirstSession, noteFirstSession, noteServer, noteWhatIsThere } from './maildrop-facts.ts';
import { type Listing, planDownload, type Retrieval } from './plan.ts';
import { emptyHeads, planBySize, removedAlready, type SizedPlan } from './plan-choices.ts';
import { readListing } from './read-listing.ts';
import { questionsOf, recognise, withKnownIds } from './recognise.ts';
import { lostFailure, skippedFailure } from './skipped-messages.ts';
import { isUnchanged, type LastListing, listingHash } from './unchanged-maildrop.ts';

export interface MaildropSession {
  readonly connection: PopConnection;
  readonly store: MailStore;
  /** The local mailbox that new mail goes to. */
  readonly inbox: MailboxId;
  readonly policy: CopiesPolicy;
  /** Bytes; see `PopOptions`. */
  readonly largest: number | null;
  readonly progress: SyncProgress;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Bytes free on the disk of the store. */
  readonly diskRoom: () => Promise<number>;
  /** See `planRoom`; those that turn out to be such are added. */
  readonly outgrown: Map<string, number>;
  readonly lastListing: LastListing;
}

/**
 * Downloads what is new, then removes what the policy lets go, then ends the session with QUIT. Rejects with
 * MailFailureError; single messages that could not be fetched, or have no room here, are a notice, and everything else is done.
 * Paused, it downloads nothing; paused in the middle of a download, it ends there, without QUIT, and that is no failure.
 */
export async function runMaildropSession(session: MaildropSession): Promise<void> {
  const { connection, store, progress } = session;
  // Also before anything else can go wrong: the next session is to know when it may come.
  noteServer(store, connection.capabilities);
  progress.report({ what: 'listing', done: 0, total: null });
  const listing = await readListing(connection);
  const hash = listingHash(listing, session.largest);
  if (isUnchanged(store.read, session.policy, session.lastListing, hash)) return endWithoutRemoval(connection);
  session.lastListing.hash = null;
  const isFirst = isFirstSession(store.read);
  const paused = progress.downloadPaused();
  const { missing, forget, idsWork } = await compare(session, listing, isFirst);
  const done = await fetchMissing(session, paused ? nothing : missing, isFirst);
  // While anything is not fetched, what was removed here may still come under another id.
  const isWhole = !paused && !done.brokenOff && missing.heads.length + done.skipped.length + done.left.length === 0;
  const kept = done.brokenOff
    ? null
    : await endSession(session, {
        listing,
        fetched: done.fetched,
        downloaded: done.fetched.size > 0,
        forget: isWhole ? forget : [],
        isStillFirst: paused && isFirst,
      });
  if (done.headless > 0) progress.notice(headlessFailure(done.headless));
  if (missing.lost.length > 0) progress.notice(lostFailure(missing.lost.length));
  if (done.skipped.length > 0) progress.notice(skippedFailure(done.skipped));
  if (done.left.length > 0) {
    const sizes = done.left.map(({ size }) => size);
    progress.notice(leftForRoomFailure(sizes, await session.diskRoom()));
  }
  if (kept !== null) progress.notice(kept);
  if (isWhole && idsWork && kept === null) session.lastListing.hash = hash;
}

const nothing: SizedPlan = { awaited: [], whole: [], heads: [], lost: [] };

/** What the maildrop has that is not here; what it has is noted, under the ids it has there now. */
async function compare(
  { connection, store, largest, progress, now }: MaildropSession,
  listing: Listing,
  isFirst: boolean,
): Promise<{ readonly missing: SizedPlan; readonly forget: readonly string[]; readonly idsWork: boolean }> {
  const known = listUidls(store.read);
  const plan = planDownload(listing, known);
  const found = recognise(plan, listing, known, await askHeadPrints(connection, questionsOf(plan, listing, known), progress));
  const change = (): SizedPlan =>
    store.transaction((tx) => {
      renameUidls(tx, found.renamed);
      resizeUidls(tx, found.resized);
      const named = found.renamed.length === 0 ? known : listUidls(tx.db);
      const sized = planBySize(withKnownIds(listing, found), found.retrieve, named, { largest, wanted: wantedBodies(tx.db) });
      const empty = emptyHeads(listing, named);
      removeHeads(tx, [...headsByUidl(tx.db, [...removedAlready(listing, named), ...empty]).values()], now());
      forgetUidls(tx, empty);
      forgetWanted(tx, sized.lost);
      setListed(tx, new Set([...listing.uidls.values(), ...found.stillThere.map(({ uidl }) => uidl)]));
      noteWhatIsThere(tx, listing, []);
      noteFirstSession(tx, isFirst);
      return { ...sized, whole: [...sized.whole, ...found.unsure] };
      // The next listing tells it all again.
    }, 'soon');
  return { missing: change(), forget: plan.forget, idsWork: plan.unsure.length === 0 };
}

/** What somebody waits for, then what there is to see, then the bulk of it. */
async function fetchMissing(
  session: MaildropSession,
  { awaited, heads, whole }: SizedPlan,
  isFirst: boolean,
): Promise<Fetched & { readonly headless: number }> {
  const { connection, store, inbox, progress, now } = session;
  const committed = async (added: readonly MessageId[]): Promise<void> => {
    // Until the first session is over, everything in the maildrop is old news.
    if (added.length > 0 && !isFirst) progress.arrived(inbox, added);
    await progress.breathe();
  };
  const fetch = (wanted: readonly Retrieval[]): Promise<Fetched> =>
    fetchWanted({ ...session, report: progress.report, paused: progress.downloadPaused, committed }, wanted);
  const first = await fetch(awaited);
  if (first.brokenOff) return { ...first, headless: 0 };
  const headless = await downloadHeads({ connection, store, inbox, progress, now, committed }, heads);
  const rest = await fetch(whole);
  return {
    fetched: new Set([...first.fetched, ...rest.fetched]),
    skipped: [...first.skipped, ...rest.skipped],
    left: [...first.left, ...rest.left],
    brokenOff: rest.brokenOff,
    headless,
  };
}
