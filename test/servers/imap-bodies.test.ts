// Which texts come to this computer, when, and in what order.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { submit } from '../../main/operations/queue.ts';
import { storeFiles } from '../../main/store/files.ts';
import { messageById } from '../../main/store/messages.ts';
import { setMailboxOffline } from '../../main/store/mailboxes.ts';
import { wantBody, wantedBodies } from '../../main/store/wanted-bodies.ts';
import { startTcpProxy } from '../doubles/tcp-proxy.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { type ImapScene, imapScene, letter } from './support/imap-scene.ts';

let server: DovecotServer;
let scene: ImapScene;

beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());
afterEach(() => scene.end());

const day = 24 * 60 * 60 * 1000;
const here = (path: string): number[] => [...scene.messages(path)].flatMap(([uid, { rawHash }]) => (rawHash === null ? [] : [uid]));

/** Three letters, of today, of 40 days and of 400 days ago. */
async function oldAndNew(): Promise<void> {
  const other = await scene.otherDevice();
  for (const [at, age] of [400, 40, 0].entries()) await other.append('INBOX', letter(at + 1), [], new Date(Date.now() - age * day));
}

describe('bodies for offline reading', () => {
  it.each([
    ['everything', { kind: 'everything' }, [1, 2, 3]],
    ['the last two months', { kind: 'recent', months: 2 }, [2, 3]],
    ['headers only', { kind: 'headers' }, []],
  ] as const)('%s, as the mailbox has it', async (_name, policy, expected) => {
    scene = await imapScene(server);
    await scene.backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    await oldAndNew();
    scene.store.transaction((tx) => setMailboxOffline(tx, scene.mailbox('INBOX').id, policy));
    await scene.syncAll();
    expect(scene.messages('INBOX').size).toBe(3);
    expect(here('INBOX')).toEqual(expected);
  });

  it('as the account has it, and a mailbox of its own choice beside it', async () => {
    scene = await imapScene(server, async (user) => {
      await server.deliver(user, 'INBOX', { raw: letter(1) });
      await server.deliver(user, 'Archive', { raw: letter(2) }, { raw: letter(3, { bytes: 5000 }) });
    });
    const backend = await scene.reconnect({ offline: { kind: 'headers' }, largestOffline: 2000 });
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    expect([here('INBOX'), here('Archive')]).toEqual([[], []]);
    scene.store.transaction((tx) => setMailboxOffline(tx, scene.mailbox('Archive').id, { kind: 'everything' }));
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    expect([here('INBOX'), here('Archive')]).toEqual([[], [1]]);
  });

  it('come newest first, and stop between two commands when paused', async () => {
    scene = await imapScene(server);
    const other = await scene.otherDevice();
    for (let number = 1; number <= 120; number++) await other.append('INBOX', letter(number), [], new Date(number * day));
    let commands = 0;
    const paused = { downloadPaused: () => ++commands > 1 };
    await scene.backend.sync(scene.store, { kind: 'everything' }, scene.progress(paused));
    const first = here('INBOX');
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(120);
    expect(first).toEqual(Array.from({ length: first.length }, (_, at) => 121 - first.length + at));
    await scene.syncAll();
    expect(here('INBOX')).toHaveLength(120);
  });

  it('tell how far they are in messages and bytes', async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', { raw: letter(1) }, { raw: letter(2) }));
    await scene.syncAll();
    const total = letter(1).length + letter(2).length;
    expect(scene.activities).toContainEqual({
      what: 'downloading',
      mailbox: 'Inbox',
      done: 2,
      total: 2,
      bytes: { done: total, total },
    });
  });

  it('that somebody asked for offline come before everything else, whatever the choice', async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', { raw: letter(1) }, { raw: letter(2) }));
    const backend = await scene.reconnect({ offline: { kind: 'headers' } });
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    const wanted = scene.messages('INBOX').get(1)!.id;
    scene.store.transaction((tx) => wantBody(tx, wanted, 1));
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    expect(here('INBOX')).toEqual([1]);
    expect(wantedBodies(scene.store.read)).toEqual([]);
  });

  it('that are damaged here come anew when somebody opens them', async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', { raw: letter(1) }, { raw: letter(2) }));
    await scene.syncAll();
    const { store, backend } = scene;
    const file = store.read.get<{ file: string }>("SELECT file FROM pragma_database_list WHERE name = 'main'")!.file;
    const pack = join(storeFiles(dirname(file)).packs, '1.pack');
    writeFileSync(pack, readFileSync(pack, 'latin1').replaceAll('mail ', 'liar '), 'latin1');
    const { id, rawHash } = scene.messages('INBOX').get(1)!;
    expect(store.raw.get(rawHash!)).toBe(null);
    store.transaction((tx) => wantBody(tx, id, 1));
    await backend.downloadMessage(store, scene.mailbox('INBOX').id, id, () => undefined);
    expect([store.raw.verify(rawHash!), wantedBodies(store.read)]).toEqual([true, []]);
  });

  it.each(['message', 'mailbox'] as const)('whose %s is gone are asked for once, until everything is looked at', async (gone) => {
    const proxy = await startTcpProxy(server.ports.imap);
    onTestFinished(() => proxy.stop());
    scene = await imapScene({ ...server, ports: { ...server.ports, imap: proxy.port } });
    const other = await scene.otherDevice();
    await other.mailboxCreate('Projects');
    await scene.syncAll();
    await other.append('Projects', letter(1));
    const { id } = scene.mailbox('Projects');
    await scene.backend.sync(scene.store, { kind: 'mailbox', mailboxId: id }, scene.progress());
    await other.mailboxOpen('Projects');
    if (gone === 'message') await other.messageDelete('1', { uid: true });
    else await other.mailboxDelete('Projects');
    await scene.backend.rest?.('INBOX');
    const texts = async (): Promise<readonly string[]> => {
      const before = proxy.said.length;
      await scene.backend.sync(scene.store, { kind: 'texts' }, scene.progress());
      return proxy.said.slice(before).filter((line) => /^(SELECT|UID FETCH)/.test(line));
    };
    expect(await texts()).not.toEqual([]);
    expect(await texts()).toEqual([]);
  });

  it.each(['opened', 'asked for offline'])('come from where the server still has them, when moved a moment ago and %s', async (how) => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', { raw: letter(1) }));
    const backend = await scene.reconnect({ offline: { kind: 'headers' } });
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    const [inbox, archive] = [scene.mailbox('INBOX').id, scene.mailbox('Archive').id];
    const { id } = scene.messages('INBOX').get(1)!;
    scene.store.transaction((tx) => submit(tx, { kind: 'move', refs: [{ mailboxId: inbox, messageId: id }], to: archive }, 1));
    if (how === 'opened') await backend.downloadMessage(scene.store, archive, id, () => undefined);
    else {
      scene.store.transaction((tx) => wantBody(tx, id, 1));
      await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    }
    expect(scene.store.raw.get(messageById(scene.store.read, id)!.rawHash!)?.equals(letter(1))).toBe(true);
  });

  it('that were asked for and are gone from the server are waited for no longer', async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', { raw: letter(1) }, { raw: letter(2) }));
    const backend = await scene.reconnect({ offline: { kind: 'headers' } });
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    scene.store.transaction((tx) => wantBody(tx, scene.messages('INBOX').get(1)!.id, 1));
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageDelete('1', { uid: true });
    await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
    expect(wantedBodies(scene.store.read)).toEqual([]);
    expect([...scene.messages('INBOX').keys()]).toEqual([2]);
  });
});
