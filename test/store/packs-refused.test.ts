// What the disk refused to one connection, another one, or a later step, must not believe in.
import { mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeFiles } from '../../main/store/files.ts';
import { packFiles } from '../../main/store/pack-files.ts';
import { openRawMessages, type RawMessages } from '../../main/store/raw-messages.ts';
import { openWriteDb } from '../../main/store/sqlite.ts';
import { staging } from '../../main/store/staging.ts';
import { diskFull } from '../../main/store/storage-failure.ts';
import { tempFolder } from './open-temp-store.ts';

const open = (folder: string): RawMessages => {
  const raw = openRawMessages(folder);
  onTestFinished(() => raw.close());
  return raw;
};

const openIndex = (folder: string) => {
  const db = openWriteDb(storeFiles(folder).raw);
  onTestFinished(() => db.close());
  return db;
};

const packsOf = (folder: string): string[] => readdirSync(storeFiles(folder).packs).sort();

/** A connection that is refused each write, of which a part is done, until it may. */
function refused(folder: string) {
  const files = packFiles(storeFiles(folder).packs);
  onTestFinished(() => files.close());
  let full = true;
  const { stage, settle } = staging(openIndex(folder), {
    ...files,
    write: (pack, at, parts) => {
      if (!full) return files.write(pack, at, parts);
      files.write(pack, at, [Buffer.from('a part')]);
      throw diskFull('ENOSPC', null);
    },
  });
  return { stage, settle, makeRoom: () => (full = false) };
}

it('what was written before the disk was full takes no room, unless something lies behind it', () => {
  const folder = tempFolder();
  const raw = open(folder);
  const size = (): number => statSync(join(storeFiles(folder).packs, '1.pack')).size;
  const hashes = [raw.put(Buffer.from('before'))];
  const { stage, settle, makeRoom } = refused(folder);
  const before = size();
  expect(() => stage([Buffer.alloc(5000)])).toThrow('full');
  expect(size()).toBe(before);
  hashes.push(raw.put(Buffer.from('behind')));
  makeRoom();
  hashes.push(...stage([Buffer.alloc(5000)]));
  settle();
  expect(hashes.map((hash) => raw.verify(hash))).toEqual([true, true, true]);
});

describe('a pack that goes', () => {
  it('never comes again under its number: a connection whose write was refused has it open still', () => {
    const folder = tempFolder();
    const raw = open(folder);
    const { stage, settle, makeRoom } = refused(folder);
    expect(() => stage([Buffer.from('refused')])).toThrow('full');
    raw.drop([raw.put(Buffer.from('all that is here'))]);
    expect(packsOf(folder)).toEqual([]);
    makeRoom();
    const [hash] = stage([Buffer.from('there is room again')]);
    settle();
    expect(raw.verify(hash!)).toBe(true);
  });

  it('and cannot yet, holds nothing up, and goes later', () => {
    const folder = tempFolder();
    const raw = open(folder);
    const hash = raw.put(Buffer.from('first'));
    const file = join(storeFiles(folder).packs, '2.pack');
    const db = openIndex(folder);
    // rmSync without `recursive` refuses a folder.
    db.run('INSERT INTO pack VALUES (2, 1, 0)');
    mkdirSync(file);
    raw.drop([hash]);
    expect([raw.has(hash), packsOf(folder)]).toEqual([false, ['2.pack']]);
    expect(raw.verify(raw.put(Buffer.from('next')))).toBe(true);
  });

  it('has no message in it, whatever the count says', () => {
    const folder = tempFolder();
    const raw = open(folder);
    const [a, b] = raw.putAll([Buffer.from('a'), Buffer.from('b')]);
    openIndex(folder).run('UPDATE pack SET kept = 1');
    raw.drop([a!]);
    expect(raw.verify(b!)).toBe(true);
    raw.recount();
    raw.drop([b!]);
    expect(packsOf(folder)).toEqual([]);
  });
});

// It takes all bytes, and says that it cannot bring them to a disk.
it.runIf(process.platform === 'linux')(
  'what is staged hears that the disk did not take it, though a pack packed anew heard it first',
  () => {
    const folder = tempFolder();
    const raw = open(folder);
    const hashes = raw.putAll(Array.from({ length: 20 }, (_, at) => Buffer.alloc(200_000, at)));
    raw.drop(hashes.slice(10));
    openIndex(folder).run('INSERT INTO pack VALUES (2, 0, 0)');
    symlinkSync('/dev/null', join(storeFiles(folder).packs, '2.pack'));
    raw.stage([Buffer.from('staged')]);
    expect(() => raw.compact()).toThrow('cannot be opened or written');
    expect(() => raw.settle()).toThrow('cannot be opened or written');
    expect(raw.hashes()).toHaveLength(10);
    expect(hashes.slice(0, 10).every((hash) => raw.verify(hash))).toBe(true);
  },
);
