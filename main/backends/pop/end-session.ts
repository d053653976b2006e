/** The end of a session: what may leave the server is proven, marked and noted, and QUIT makes it so. */
import type { MailFailure } from '../../../shared/failure.ts';
import { writeFact } from '../../store/facts.ts';
import { headsByUidl, removeHeads } from '../../store/heads.ts';
import { recordHistory } from '../../store/history.ts';
import { forgetUidls, setRemovalAsked } from '../../store/uidl-changes.ts';
import { hasChoices, listUidls } from '../../store/uidls.ts';
import type { MaildropSession } from './download.ts';
import { endedByPause } from './download-pause.ts';
import type { PopConnection } from './pop-connection.ts';
import { noteFirstSession, noteWhatIsThere } from './maildrop-facts.ts';
import type { Listing } from './plan.ts';
import { type ChosenRemovals, planChosenRemovals, type UnreadRemoval } from './plan-choices.ts';
import { planRemoval, type Removal } from './plan-removal.ts';
import { isStillWanted, markForRemoval } from './remove-copies.ts';
import { isStillChosen, keptFailure, markUnread } from './remove-unread.ts';

interface SoFar {
  readonly listing: Listing;
  /** See `markForRemoval`. */
  readonly fetched: ReadonlySet<number>;
  readonly downloaded: boolean;
  /** Ids of which nothing is left to remember, once the session went well. */
  readonly forget: readonly string[];
  /** What lies there is old news also the next time. */
  readonly isStillFirst: boolean;
}

interface Marked {
  /** All of these are here. */
  readonly copies: readonly Removal[];
  /** Of these, at most the head is. */
  readonly unread: readonly UnreadRemoval[];
}

/** Paused meanwhile, it ends without QUIT. Returns what to tell about messages that the person chose to remove, and that are still there; or null. */
export async function endSession(session: MaildropSession, soFar: SoFar): Promise<MailFailure | null> {
  const { listing, fetched, downloaded } = soFar;
  const { connection, store, policy, progress, now } = session;
  const mayRemove = policy.kind !== 'leave' || hasChoices(store.read);
  const known = mayRemove ? listUidls(store.read) : [];
  const due = policy.kind === 'leave' ? [] : planRemoval(listing, known, policy, now());
  const chosen = withoutDue(planChosenRemovals(listing, known), due);
  const copies = withoutDoubles([...due, ...chosen.whole]);
  // The server must never lose what a power cut could take from here: also not what an earlier session committed, and was cut off.
  if (downloaded || copies.length > 0) settle(session);
  const after = (before: number) => async (done: number) => {
    progress.report({ what: 'syncing', done: before + done, total: copies.length + chosen.unread.length });
    await progress.breathe();
  };
  const all = await endedByPause(connection, progress.downloadPaused, async () => ({
    marked: await markForRemoval({ connection, store, fetched, afterGroup: after(0) }, copies),
    unread: await markUnread({ connection, store, afterGroup: after(copies.length) }, chosen.unread),
  }));
  if (all === null) return null;
  const { marked, unread } = all;
  if (marked.every((each) => isStillWanted(store, each)) && unread.marked.every((each) => isStillChosen(store, each))) {
    if (marked.length + unread.marked.length > 0) await connection.quit();
    else await endWithoutRemoval(connection);
    noteResult(session, soFar, { copies: marked, unread: unread.marked });
  } else {
    // The person changed their mind when the server had heard of it already: without QUIT, nothing goes.
    connection.close();
    noteResult(session, soFar, { copies: [], unread: [] });
  }
  const done = new Set(marked.map(({ number }) => number));
  const refused = chosen.whole.filter(({ number }) => !done.has(number)).length;
  return keptFailure({ others: unread.others, refused: unread.refused + refused });
}

/** A message may be chosen, and due by the account's policy, too: the choice counts. */
function withoutDoubles(removals: readonly Removal[]): readonly Removal[] {
  return [...new Map(removals.map((removal) => [removal.number, removal])).values()];
}

/** What was removed here for ever may be due and chosen, too: it goes once, and as what is compared by all of its bytes. */
function withoutDue({ whole, unread }: ChosenRemovals, due: readonly Removal[]): ChosenRemovals {
  const numbers = new Set(due.map(({ number }) => number));
  return { whole, unread: unread.filter(({ number }) => !numbers.has(number)) };
}

/** All that was committed before, in this session and earlier ones, is on the disk once this commit is. */
function settle({ store, now }: MaildropSession): void {
  store.transaction((tx) => writeFact(tx, 'maildrop-settled', now()));
}

/** There is nothing that a lost farewell could leave open. */
export async function endWithoutRemoval(connection: PopConnection): Promise<void> {
  await connection.quit().catch(() => undefined);
}

function noteResult({ store, now }: MaildropSession, { listing, forget, isStillFirst }: SoFar, { copies, unread }: Marked): void {
  const gone = [...copies, ...unread];
  store.transaction(
    (tx) => {
      const ofHeads = unread.map(({ uidl }) => uidl);
      const heads = [...headsByUidl(tx.db, ofHeads).values()];
      setRemovalAsked(
        tx,
        gone.map(({ uidl }) => uidl),
        now(),
      );
      forgetUidls(tx, forget);
      const asked = [...copies, ...heads].flatMap(({ messageId }) => messageId ?? []);
      recordHistory(tx, asked, 'removal-asked', now());
      removeHeads(tx, heads, now());
      noteWhatIsThere(tx, listing, gone);
      noteFirstSession(tx, isStillFirst);
    },
    gone.length > 0 ? 'now' : 'soon',
  );
}
