import { failureOf, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { summarise, type Summary } from '../../mime/summary.ts';
import { recordHistory } from '../../store/history.ts';
import { locationOf, numberedLocation } from '../../store/locations.ts';
import { mailboxById, type StoredMailbox } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { attachBody, messageById, messagesWithoutBody } from '../../store/messages.ts';
import { fetchRaw } from './fetch.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { pause, type SyncContext } from './sync-context.ts';

const messagesAtOnce = 50;
const bytesAtOnce = 4 * 1024 * 1024;
const lookEveryMs = 60_000;

interface Wanted {
  readonly messageId: MessageId;
  readonly uid: number;
  readonly size: number;
}

/**
 * Downloads what can be read offline: mailbox by mailbox in the order given, newest first. `lookForNews` is called now and then:
 * the first download of a big account takes hours, and new mail must not wait for its end.
 */
export async function downloadBodies(
  context: SyncContext,
  mailboxes: readonly StoredMailbox[],
  lookForNews: () => Promise<void>,
): Promise<void> {
  const { connection, store, progress, options } = context;
  const missing = new Map(mailboxes.map(({ id }): [MailboxId, Wanted[]] => [id, []]));
  for (const message of messagesWithoutBody(store.read, options.largestOffline)) missing.get(message.mailboxId)?.push(message);
  const wanted = mailboxes.map((mailbox) => ({ mailbox, messages: missing.get(mailbox.id) ?? [] }));
  const total = wanted.reduce((sum, { messages }) => sum + messages.length, 0);
  let done = 0;
  let looked = Date.now();
  for (const { mailbox, messages } of wanted) {
    for (const batch of batchesOf(messages)) {
      await pause(progress);
      if (Date.now() - looked > lookEveryMs) {
        await lookForNews();
        looked = Date.now();
      }
      progress.report({ what: 'downloading', mailbox: mailbox.name, done, total });
      const uidValidity = mailboxById(store.read, mailbox.id)?.uidValidity ?? null;
      const fetchable = batch.filter(({ messageId, uid }) => isStillMissing(store, mailbox.id, messageId, uid));
      done += batch.length;
      if (uidValidity === null || fetchable.length === 0) continue;
      try {
        await keep(store, fetchable, await downloadBatch(connection, { path: mailbox.path, uidValidity }, fetchable));
      } catch (thrown) {
        // Removed, numbered anew or closed to us meanwhile: the next synchronisation sees what is left of it.
        if (!['gone', 'rejected'].includes(failureOf(thrown).kind)) throw thrown;
        break;
      }
    }
  }
}

/** So many messages and bytes that one answer fits well into memory. */
function batchesOf(messages: readonly Wanted[]): Wanted[][] {
  const batches: Wanted[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    bytes += message.size;
    if (last !== undefined && last.length < messagesAtOnce && bytes <= bytesAtOnce) last.push(message);
    else {
      batches.push([message]);
      bytes = message.size;
    }
  }
  return batches;
}

/** Moved, removed or opened while others were downloaded. */
function isStillMissing(store: MailStore, mailboxId: MailboxId, messageId: MessageId, uid: number): boolean {
  const here = numberedLocation(store.read, mailboxId, uid);
  return here !== null && here.messageId === messageId && !here.here;
}

/** What the server leaves out of an answer for many is asked for once more, alone. */
async function downloadBatch(
  connection: ImapConnection,
  mailbox: { readonly path: string; readonly uidValidity: string },
  batch: readonly Wanted[],
): Promise<ReadonlyMap<number, Buffer>> {
  return connection.withMailbox(mailbox, async (session) => {
    const raw = new Map(
      await fetchOrNothing(
        session,
        batch.map(({ uid }) => uid),
      ),
    );
    for (const { uid } of batch) {
      if (raw.has(uid) || batch.length === 1) continue;
      for (const [alone, bytes] of await fetchOrNothing(session, [uid])) raw.set(alone, bytes);
    }
    return raw;
  });
}

/** One message that a server cannot read makes some of them refuse the whole answer. */
async function fetchOrNothing(session: ImapSession, uids: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  try {
    return await fetchRaw(session, uids);
  } catch (thrown) {
    if (failureOf(thrown).kind === 'rejected') return new Map();
    throw thrown;
  }
}

/** Bytes first and durable, then one transaction with the rows that refer to them. */
async function keep(store: MailStore, batch: readonly Wanted[], raw: ReadonlyMap<number, Buffer>): Promise<void> {
  const bodies: { readonly messageId: MessageId; readonly bytes: Buffer; readonly summary: Summary }[] = [];
  for (const { uid, messageId } of batch) {
    const bytes = raw.get(uid);
    if (bytes === undefined) continue;
    bodies.push({ messageId, bytes, summary: await summarise(bytes) });
    // A turn of the event loop for whoever waits behind this.
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  const hashes = store.raw.putAll(bodies.map(({ bytes }) => bytes));
  const now = Date.now();
  store.transaction((tx) => {
    for (const [at, { messageId, bytes, summary }] of bodies.entries()) {
      const rawHash = hashes[at];
      if (rawHash === undefined || messageById(tx.db, messageId) === null) continue;
      attachBody(tx, messageId, { ...summary, size: bytes.length, rawHash });
      recordHistory(tx, messageId, 'downloaded', now);
    }
  });
}

/** One message, of any size, because somebody opens it. */
export async function downloadOne(connection: ImapConnection, store: MailStore, mailboxId: MailboxId, messageId: MessageId): Promise<void> {
  const message = messageById(store.read, messageId);
  const mailbox = mailboxById(store.read, mailboxId);
  const uid = locationOf(store.read, mailboxId, messageId)?.uid ?? null;
  if (message !== null && message.rawHash !== null) return;
  if (message === null || mailbox?.uidValidity == null || uid === null) throw new MailFailureError(notThere());
  const { path, uidValidity } = mailbox;
  const raw = await connection.withMailbox({ path, uidValidity }, (session) => fetchRaw(session, [uid]));
  if (!raw.has(uid)) throw new MailFailureError(notThere());
  await keep(store, [{ messageId, uid, size: message.size }], raw);
}

function notThere(): MailFailure {
  return {
    kind: 'gone',
    retry: 'never',
    text: 'The server does not hand over this message; it may have been deleted from another device.',
  };
}
