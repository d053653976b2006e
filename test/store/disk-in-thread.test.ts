import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { build } from 'vite';
import { outFolder, root } from '../../scripts/paths.mjs';
import { storeFiles } from '../../main/store/files.ts';
import { openMailStore } from '../../main/store/mail-store.ts';
import { insertMessages } from '../../main/store/messages.ts';
import { hashOf } from '../../main/store/hash.ts';
import { openRawMessages } from '../../main/store/raw-messages.ts';
import { diskInThread } from '../../main/worker/disk-in-thread.ts';
import { addMailbox, envelope, tempFolder, testAccount } from './open-temp-store.ts';

const built = join(outFolder, 'test-threads');
const entry = pathToFileURL(join(built, 'disk-thread.js'));

/** A store whose heavy writing a thread does. */
function openStore(threadEntry = entry) {
  const folder = tempFolder();
  const disk = diskInThread(threadEntry, folder);
  const store = openMailStore(testAccount, folder, () => {}, disk);
  onTestFinished(async () => {
    await disk.close();
    store.close();
  });
  return { folder, disk, store };
}

describe('a disk in a thread', () => {
  beforeAll(async () => {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
      build: { ssr: join(root, 'main', 'worker', 'disk-thread.ts'), outDir: built, emptyOutDir: true, target: 'node20.18' },
    });
  }, 60_000);

  it('puts bytes where every connection finds them, whatever they are views of', async () => {
    const { disk, store } = openStore();
    const all = Buffer.from('firstsecond');
    const big = Buffer.alloc(3_000_000, 'x');
    const messages = [all.subarray(0, 5), Buffer.alloc(0), all.subarray(5), big, big].map((bytes) => Buffer.from(bytes));
    const hashes = await disk.stage([all.subarray(0, 5), Buffer.alloc(0), all.subarray(5), big, big]);
    // Its memory is with the thread now.
    expect([all.length, big.length]).toEqual([11, 0]);
    await disk.settle();
    expect(hashes.map((hash) => Buffer.from(hash))).toEqual(messages.map(hashOf));
    for (const [at, message] of messages.entries()) expect(store.raw.get(hashes[at]!)?.equals(message)).toBe(true);
  });

  it('takes memory that holds nothing but its messages, and copies them out of any other', async () => {
    const { disk, store } = openStore();
    const [theirs, shared] = [Buffer.alloc(9000, 'a'), Buffer.alloc(9000, 'b')];
    const messages = [theirs.subarray(0, 4000), theirs.subarray(4000), shared.subarray(0, 4000), shared.subarray(5000)];
    const wanted = messages.map((bytes) => hashOf(bytes));
    const hashes = await disk.stage(messages);
    await disk.settle();
    expect([theirs.length, shared.length]).toEqual([0, 9000]);
    expect(hashes.map((hash) => Buffer.from(hash))).toEqual(wanted);
    expect(store.raw.verify(wanted[1]!)).toBe(true);
  });

  it('keeps what it settled, closes, and is there again when it is needed', async () => {
    const { disk, store, folder } = openStore();
    const [first] = await disk.stage([Buffer.from('one')]);
    await disk.settle();
    await disk.close();
    const [second] = await disk.stage([Buffer.from('two')]);
    await disk.settle();
    await disk.close();
    store.close();
    const raw = openRawMessages(folder);
    expect([raw.verify(first!), raw.verify(second!)]).toEqual([true, true]);
    raw.close();
  });

  it('rests only when nothing is staged: over a slow line the next part of it comes much later', async () => {
    const { disk, store } = openStore();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const [first] = await disk.stage([Buffer.from('first')]);
    await vi.advanceTimersByTimeAsync(120_000);
    const [second] = await disk.stage([Buffer.from('second')]);
    await disk.settle();
    expect([store.raw.has(first!), store.raw.has(second!)]).toEqual([true, true]);
  });

  it('moves what many commits have written from the log into the file', async () => {
    const { store, folder } = openStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const before = statSync(storeFiles(folder).mail).size;
    // In one commit, which is far from what SQLite would move by itself.
    store.transaction((tx) => {
      const some = Array.from({ length: 2500 }, () => ({ envelope: envelope(), date: 1, size: 1, preview: '', hasAttachments: false }));
      for (const id of insertMessages(
        tx,
        some.map((each) => ({ ...each, rawHash: null })),
      ))
        tx.touch.message(id);
      tx.touch.mailbox(inbox);
    });
    await vi.waitFor(() => expect(statSync(storeFiles(folder).mail).size).toBeGreaterThan(before + 100_000), { timeout: 15_000 });
  });

  it('tells in words when it cannot write', async () => {
    const disk = diskInThread(entry, join(tempFolder(), 'missing'));
    onTestFinished(() => disk.close());
    await expect(disk.stage([Buffer.from('x')])).rejects.toMatchObject({ failure: { kind: 'storage' } });
  });

  it('begins anew with the next use when it could not open its files', async () => {
    const folder = join(tempFolder(), 'later');
    const disk = diskInThread(entry, folder);
    onTestFinished(() => disk.close());
    await expect(disk.stage([Buffer.from('x')])).rejects.toMatchObject({ failure: { kind: 'storage' } });
    openMailStore(testAccount, folder, () => {}).close();
    await expect(disk.stage([Buffer.from('x')])).resolves.toHaveLength(1);
  });

  it('fails what waited when it ends by itself, and works again afterwards', async () => {
    const folder = tempFolder();
    const fragile = join(folder, 'fragile.mjs');
    writeFileSync(
      fragile,
      `import { existsSync, writeFileSync } from 'node:fs';
       import { parentPort } from 'node:worker_threads';
       parentPort.on('message', ({ id, call }) => {
         if (call === 'stage' && !existsSync(${JSON.stringify(join(folder, 'died'))})) {
           writeFileSync(${JSON.stringify(join(folder, 'died'))}, '');
           process.exit(1);
         }
         parentPort.postMessage({ id, ok: true, value: new Uint8Array(32) });
       });`,
    );
    const disk = diskInThread(pathToFileURL(fragile), folder);
    onTestFinished(() => disk.close());
    await expect(disk.stage([Buffer.from('x')])).rejects.toMatchObject({ failure: { kind: 'busy' } });
    await expect(disk.stage([Buffer.from('x')])).resolves.toEqual([new Uint8Array(32)]);
  });
});
