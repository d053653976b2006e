import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readFact, writeFact } from '../../main/store/facts.ts';
import { attachRaw, messageById } from '../../main/store/messages.ts';
import { createIndexLoop } from '../../main/worker/index-loop.ts';
import { addMailbox, addMessage, indexEverything, openTempStore, unexpected } from './open-temp-store.ts';

const raw = (subject: string): string => `From: Ann <ann@example.org>\r\nSubject: ${subject}\r\n\r\nThe tulips of ${subject}.\r\n`;
const found = (store: ReturnType<typeof openTempStore>['store'], words: string): number =>
  store.read.all('SELECT rowid FROM search WHERE search MATCH ?', words).length;

describe('indexing', () => {
  it('reads the head, the words and the preview of what is here, and the head alone of what is not', async () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const here = addMessage(store, inbox, { uid: 1, raw: raw('May') });
    addMessage(store, inbox, { uid: 2, fields: { subject: 'Elsewhere' } });
    await indexEverything(store);
    expect(messageById(store.read, here.messageId)).toMatchObject({ preview: 'The tulips of May.', envelope: { subject: 'May' } });
    expect([found(store, 'tulips'), found(store, 'elsewhere')]).toEqual([1, 1]);
    expect(readFact(store.read, 'indexing')).toBe(0);
  });

  it('passes over the message that ended the thread when it was alone, and reads all others', async () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    addMessage(store, inbox, { uid: 1, raw: raw('May') });
    const culprit = addMessage(store, inbox, { uid: 2, raw: raw('June') });
    store.transaction((tx) => writeFact(tx, 'indexing', 1));
    await indexEverything(store);
    expect(messageById(store.read, culprit.messageId)).toMatchObject({ preview: '', envelope: { subject: 'June' } });
    expect([found(store, 'june'), found(store, 'tulips')]).toEqual([1, 1]);
  });

  it('takes them one by one after a crash in the middle of several', async () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    for (const uid of [1, 2, 3]) addMessage(store, inbox, { uid, raw: raw(`Day ${uid}`) });
    store.transaction((tx) => writeFact(tx, 'indexing', 20));
    await indexEverything(store);
    expect(found(store, 'tulips')).toBe(3);
  });

  it('reads again what came while only its head was read', async () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const ids = [1, 2, 3].map((uid) => addMessage(store, inbox, { uid }).messageId);
    const hash = store.raw.put(Buffer.from(raw('May')));
    const loop = createIndexLoop(store, unexpected);
    loop.wake();
    await turn();
    store.transaction((tx) => {
      attachRaw(
        tx,
        ids.map((messageId) => ({ messageId, hash, size: 100 })),
      );
    });
    await indexEverything(store);
    await loop.stop();
    expect(ids.map((id) => messageById(store.read, id)?.preview)).toEqual(ids.map(() => 'The tulips of May.'));
  });
});
