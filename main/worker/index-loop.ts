/**
 * Takes mail apart in the time that nobody else needs: previews for the list, words for the search. It follows the download, since
 * mail that is durable and can be opened is worth more than mail that can be searched.
 */
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { readEnvelope } from '../mime/envelope.ts';
import { readForIndex } from '../mime/read-for-index.ts';
import { readFact, writeFact } from '../store/facts.ts';
import { type IndexedMessage, nextToIndex, saveIndexed } from '../store/index-queue.ts';
import type { MailStore } from '../store/mail-store.ts';
import { hasBytes, messageById, type StoredMessage } from '../store/messages.ts';
import type { MessageId } from '../../shared/message.ts';
import { batchAfterCrash, isMeasured, shouldRest } from './index-pace.ts';

export interface IndexLoop {
  /** Something came that is not indexed yet. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * Bytes of one message that are taken apart. Of a larger one only the beginning is: what people write comes first, a hundred megabytes
 * are a film, and its download has left as much memory to be tidied up as an account is to have.
 */
const [mostRead, readOfLarger] = [16 * 1024 * 1024, 8 * 1024 * 1024];
/** Messages whose results are written in one transaction. */
const batchSize = 20;
/** Milliseconds of rest while somebody else keeps this thread busy. */
const restMs = 50;
/**
 * Rests in a row while bytes are being stored as fast as this computer can: some of what is here is to be found all the same. The first message
 * costs as much as some hundred later ones, so it waits longer: by then most downloads are over.
 */
const [mostRestsAtFirst, mostRests] = [60, 20];

export function createIndexLoop(store: MailStore, bug: (thrown: unknown) => void): IndexLoop {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    // A message that ended the thread must not end it again each time: after a crash they are taken one by one.
    let careful = batchAfterCrash(readFact(store.read, 'indexing') ?? 0);
    let before = performance.eventLoopUtilization();
    let ownMs = 0;
    let patience = mostRestsAtFirst;
    while (!stopping.signal.aborted) {
      const next = nextToIndex(store.read, careful.left > 0 ? 1 : batchSize);
      if (next.length === 0) break;
      const time = performance.eventLoopUtilization(before);
      const measured = isMeasured(time);
      // What is downloaded as fast as this computer can store it comes first.
      const resting = store.disk.busy() || (measured && shouldRest(time, ownMs));
      if (resting) {
        await rest(store, patience);
        patience = mostRests;
      }
      if (resting || measured) {
        [before, ownMs] = [performance.eventLoopUtilization(), 0];
      }
      const started = performance.now();
      await indexBatch(store, next, careful.skipFirst);
      careful = { left: Math.max(0, careful.left - next.length), skipFirst: false };
      ownMs += performance.now() - started;
      await turn();
    }
    store.transaction((tx) => writeFact(tx, 'indexing', 0));
  };

  return {
    wake: () => {
      if (stopping.signal.aborted || running !== null) return;
      if (nextToIndex(store.read, 1).length === 0) return;
      running = run()
        .catch(bug)
        .finally(() => {
          running = null;
        });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function rest(store: MailStore, patience: number): Promise<void> {
  for (let rests = 0; rests === 0 || (store.disk.busy() && rests < patience); rests++) await delay(restMs, undefined, { ref: false });
}

async function indexBatch(store: MailStore, ids: readonly MessageId[], headsOnly: boolean): Promise<void> {
  store.transaction((tx) => writeFact(tx, 'indexing', ids.length), 'soon');
  const read: { readonly message: StoredMessage; readonly found: IndexedMessage }[] = [];
  for (const id of ids) {
    const message = messageById(store.read, id);
    if (message !== null) read.push({ message, found: await readOne(store, message, headsOnly) });
    await turn();
  }
  store.transaction((tx) => {
    // What went meanwhile needs no entry, and what came meanwhile is read again.
    for (const { message, found } of read) if (hasBytes(tx.db, message.id, message.rawHash)) saveIndexed(tx, message.id, found);
    writeFact(tx, 'indexing', 0);
  }, 'soon');
}

/** A message that is not here, or was the end of an earlier try, is known by its head alone. */
async function readOne(store: MailStore, message: StoredMessage, headOnly: boolean): Promise<IndexedMessage> {
  const { envelope, preview, hasAttachments } = message;
  const raw = message.rawHash === null ? null : store.raw.start(message.rawHash, message.size > mostRead ? readOfLarger : mostRead);
  if (raw === null) return { envelope, preview, hasAttachments, text: '', files: [] };
  if (headOnly) return { envelope: readEnvelope(raw), preview, hasAttachments, text: '', files: [] };
  return readForIndex(raw);
}
