/**
 * One session with a maildrop. The order is what keeps mail safe: list, fetch, commit here, read back, and only then ask
 * the server to remove; what is asked counts as done after QUIT was answered. A session that ends early removes nothing
 * (RFC 1939 section 6), and whatever was committed by then stays.
 */
import type { CopiesPolicy } from '../../../shared/account.ts';
import { MailFailureError } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import { freeBytes } from '../../store/disk-space.ts';
import { readFact, writeFact } from '../../store/facts.ts';
import { recordHistory } from '../../store/history.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { forgetUidls, listUidls, renameUidls, resizeUidls, setListed, setRemovalAsked } from '../../store/uidls.ts';
import type { SyncProgress } from '../backend.ts';
import { askHeads } from './ask-heads.ts';
import { roomFailure } from './disk-room.ts';
import { createIntake } from './intake.ts';
import type { PopConnection } from './maildrop.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import type { Sink } from './body-decoder.ts';
import { planDownload, planRemoval, type Listing, type Removal, type Retrieval } from './plan.ts';
import { readListing } from './read-listing.ts';
import { questionsOf, recognise } from './recognise.ts';
import { markForRemoval } from './remove-copies.ts';
import { type Skipped, skippedFailure } from './skipped-messages.ts';

/** Bytes between two looks at the disk: far less than what is never filled. */
const betweenLooks = 8 * 1024 * 1024;

/** Bytes: hardly any mail is larger. A server that lists more is mistaken, and must not keep the others from coming. */
const largestMessage = 256 * 1024 * 1024;

interface MaildropSession {
  readonly connection: PopConnection;
  readonly store: MailStore;
  /** The local mailbox that new mail goes to. */
  readonly inbox: MailboxId;
  readonly policy: CopiesPolicy;
  readonly progress: SyncProgress;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Bytes free on the disk of the store; for tests. */
  readonly diskRoom?: (() => Promise<number>) | undefined;
}

/**
 * Downloads what is new, then removes what the policy lets go, then ends the session with QUIT. Rejects with
 * MailFailureError; single messages that could not be fetched are a notice, and everything else is done.
 */
export async function runMaildropSession(session: MaildropSession): Promise<void> {
  const { connection, store, policy, progress, now } = session;
  progress.report({ what: 'listing', done: 0, total: null });
  const listing = await readListing(connection);
  const known = listUidls(store.read);
  const plan = planDownload(listing, known);
  const questions = questionsOf(plan, listing, known);
  const found = recognise(plan, listing, known, await askHeads(connection, questions, progress));
  store.transaction((tx) => {
    renameUidls(tx, found.renamed);
    resizeUidls(tx, found.resized);
    setListed(tx, new Set([...listing.uidls.values(), ...found.stillThere]));
    writeFact(tx, 'login-delay', connection.capabilities.loginDelaySeconds);
    writeFact(tx, 'expire-days', connection.capabilities.expireDays);
    // The next listing tells it all again.
  }, 'soon');
  const wanted = [...found.retrieve, ...found.unsure];
  const skipped = await download(session, wanted);

  const removals = policy.kind === 'leave' ? [] : planRemoval(listing, listUidls(store.read), policy, now());
  // The server must never lose what a power cut could take from here: also not what an earlier session committed, and was cut off.
  if (wanted.length + removals.length > 0) settle(session);
  const fetched = new Set(found.retrieve.map(({ number }) => number));
  for (const { message } of skipped) fetched.delete(message.number);
  const afterGroup = async (done: number): Promise<void> => {
    progress.report({ what: 'syncing', done, total: removals.length });
    await progress.breathe();
  };
  const marked = await markForRemoval({ connection, store, fetched, afterGroup }, removals);
  await endSession(connection, marked);
  // While anything is not fetched, what was removed here may still come under another id.
  noteResult(session, listing, marked, skipped.length === 0 ? plan.forget : []);
  if (skipped.length > 0) progress.notice(skippedFailure(skipped));
}

/** Fetches and commits; what came whole before the session broke is committed, too. Returns what the server would not hand over. */
async function download(session: MaildropSession, wanted: readonly Retrieval[]): Promise<readonly Skipped[]> {
  const { connection, store, inbox, progress, now } = session;
  if (wanted.length === 0) return [];
  // Asked once for all: until the first session is over, everything in the maildrop is old news.
  const firstSession = readFact(store.read, 'maildrop-messages') === null;
  let untilLook = 0;
  const assertRoom = async (needed: number): Promise<void> => {
    untilLook -= needed;
    if (untilLook >= 0) return;
    untilLook = betweenLooks;
    const failure = roomFailure(needed, await (session.diskRoom?.() ?? freeBytes(store.read)));
    if (failure !== null) throw new MailFailureError(failure);
  };
  const total = wanted.reduce((sum, { size }) => sum + Math.min(size, largestMessage), 0);
  await assertRoom(total);
  untilLook = 0;
  const intake = createIntake({
    store,
    inbox,
    now,
    assertRoom,
    committed: async (added) => {
      if (added.length > 0 && !firstSession) progress.arrived(inbox, added);
      await progress.breathe();
    },
  });
  const receivers = new Map<number, Receiver>();
  const byNumber = new Map(wanted.map((message) => [message.number, message]));
  const skipped: Skipped[] = [];
  const done = { messages: 0, bytes: 0 };
  try {
    const sinkFor = (number: number): Sink => {
      const receiver = createReceiver(store.raw);
      receivers.set(number, receiver);
      return receiver.sink;
    };
    await connection.retrieveMany(wanted, sinkFor, async (number, retrieved) => {
      const [message, receiver] = [byNumber.get(number), receivers.get(number)];
      if (message === undefined || receiver === undefined) throw new Error('a message came that was not asked for');
      receivers.delete(number);
      done.messages += 1;
      done.bytes += Math.min(message.size, largestMessage);
      const bytes = { done: done.bytes, total };
      progress.report({ what: 'downloading', done: done.messages, total: wanted.length, bytes });
      if (retrieved.ok) await intake.take(message, receiver.received());
      else skipped.push({ message, failure: retrieved.failure });
    });
  } finally {
    for (const receiver of receivers.values()) receiver.abandon();
    await intake.finish();
  }
  return skipped;
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

/** What is left on the server is counted from LIST rather than asked by STAT, which some servers fail at in big maildrops. */
function noteResult({ store, now }: MaildropSession, listing: Listing, marked: readonly Removal[], forget: readonly string[]): void {
  const bytes = [...listing.sizes.values()].reduce((sum, size) => sum + size, 0) - marked.reduce((sum, message) => sum + message.size, 0);
  store.transaction(
    (tx) => {
      setRemovalAsked(
        tx,
        marked.map((removal) => removal.uidl),
        now(),
      );
      forgetUidls(tx, forget);
      const asked = marked.flatMap(({ messageId }) => messageId ?? []);
      recordHistory(tx, asked, 'removal-asked', now());
      writeFact(tx, 'maildrop-messages', listing.sizes.size - marked.length);
      writeFact(tx, 'maildrop-bytes', bytes);
      tx.touch.quota();
    },
    marked.length > 0 ? 'now' : 'soon',
  );
}
