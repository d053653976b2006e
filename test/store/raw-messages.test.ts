import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeFiles } from '../../main/store/files.ts';
import { hashOf } from '../../main/store/hash.ts';
import { openRawMessages, type RawMessages } from '../../main/store/raw-messages.ts';
import { openRawReader } from '../../main/store/raw-reader.ts';
import { openWriteDb } from '../../main/store/sqlite.ts';
import { tempFolder } from './open-temp-store.ts';

const open = (folder = tempFolder()): { readonly raw: RawMessages; readonly folder: string } => {
  const raw = openRawMessages(folder);
  onTestFinished(() => raw.close());
  return { raw, folder };
};

const bytesOf = (...texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text));
const textsOf = (raw: Pick<RawMessages, 'get'>, hashes: readonly Uint8Array[]): (string | null)[] =>
  hashes.map((hash) => raw.get(hash)?.toString() ?? null);
const packPath = (folder: string, number: number): string => join(storeFiles(folder).packs, `${number}.pack`);
const packsOf = (folder: string): string[] => readdirSync(storeFiles(folder).packs).sort();

const removeIndex = (folder: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${storeFiles(folder).raw}${end}`, { force: true });
};

describe('raw messages', () => {
  it.each([0, 1, 1024 * 1024 - 1, 3 * 1024 * 1024 + 17])('gives back exactly %i bytes', (size) => {
    const { raw } = open();
    const bytes = randomBytes(size);
    const hash = raw.put(bytes);
    expect(hash.equals(hashOf(bytes))).toBe(true);
    expect(raw.get(hash)?.equals(bytes)).toBe(true);
    expect(raw.verify(hash)).toBe(true);
    expect(raw.totalSize()).toBe(size);
  });

  it('keeps the same bytes once, and counts what it holds', () => {
    const { raw } = open();
    const [a, again, b] = raw.putAll(bytesOf('aa', 'aa', 'bbb'));
    expect(a).toEqual(again);
    expect(raw.totalSize()).toBe(5);
    expect(raw.hashes()).toHaveLength(2);
    raw.drop([b!]);
    expect(raw.totalSize()).toBe(2);
    expect([raw.get(b!), raw.has(b!)]).toEqual([null, false]);
  });

  it.each([
    ['bytes', 'original', 'tampered'],
    ['a size', '       8\n', '       9\n'],
  ])('does not call bytes proven when %s changed on disk', (_, before, after) => {
    const { raw, folder } = open();
    const hash = raw.put(Buffer.from('original'));
    raw.put(Buffer.from('another'));
    expect(raw.verify(hash)).toBe(true);
    const pack = packPath(folder, 1);
    writeFileSync(pack, readFileSync(pack, 'latin1').replace(before, after), 'latin1');
    expect(raw.verify(hash)).toBe(false);
  });

  it.each([
    ['changed', 'original', 'tampered'],
    ['is named otherwise', 'mail ', 'liar '],
  ])('is given another time what %s on disk, and is whole again', (_, before, after) => {
    const { raw, folder } = open();
    const [hash, other] = raw.putAll(bytesOf('original', 'other'));
    const pack = packPath(folder, 1);
    writeFileSync(pack, readFileSync(pack, 'latin1').replace(before, after), 'latin1');
    raw.putAll(bytesOf('original', 'other'));
    expect(textsOf(raw, [hash!, other!])).toEqual(['original', 'other']);
    expect([raw.totalSize(), raw.hashes().length]).toEqual(['originalother'.length, 2]);
    raw.drop([hash!, other!]);
    expect(packsOf(folder)).toEqual([]);
  });

  it('says that it has not what was cut off, and goes on behind it', () => {
    const { raw, folder } = open();
    const hash = raw.put(Buffer.from('original'));
    const pack = packPath(folder, 1);
    writeFileSync(pack, readFileSync(pack).subarray(0, -1));
    expect([raw.get(hash), raw.verify(hash)]).toEqual([null, false]);
    expect(textsOf(raw, raw.putAll(bytesOf('next')))).toEqual(['next']);
  });

  it('can be read beside its writer', () => {
    const { raw, folder } = open();
    const reader = openRawReader(folder);
    const hash = raw.put(Buffer.from('new'));
    expect(reader.get(hash)?.toString()).toBe('new');
    expect(reader.has(hashOf(Buffer.from('other')))).toBe(false);
    reader.close();
  });
});

describe('what is staged', () => {
  it('is found once it is settled, and by everybody', () => {
    const { raw, folder } = open();
    const reader = openRawReader(folder);
    const hashes = raw.stage(bytesOf('a', 'b'));
    expect([textsOf(raw, hashes), raw.totalSize()]).toEqual([[null, null], 0]);
    raw.settle();
    expect([textsOf(reader, hashes), raw.totalSize()]).toEqual([['a', 'b'], 2]);
    reader.close();
  });

  it('does not get into the way of another connection, nor of the same bytes put there', () => {
    const { raw, folder } = open();
    const other = open(folder).raw;
    const [mine] = [raw.stage(bytesOf('mine', 'same'))];
    const theirs = other.putAll(bytesOf('theirs', 'same'));
    raw.stage(bytesOf('more'));
    raw.settle();
    expect(textsOf(other, [...mine, ...theirs])).toEqual(['mine', 'same', 'theirs', 'same']);
    expect(other.totalSize()).toBe('minesametheirsmore'.length);
  });

  it('keeps its pack, whatever is removed from it meanwhile', () => {
    const { raw, folder } = open();
    const other = open(folder).raw;
    const only = other.putAll(bytesOf('only'));
    const hashes = raw.stage(bytesOf('staged'));
    other.drop(only);
    raw.settle();
    expect(textsOf(other, hashes)).toEqual(['staged']);
  });

  it('is nowhere when the program is killed before, and its room is counted as of no use', () => {
    const { raw, folder } = open();
    const hashes = raw.stage(bytesOf('lost'));
    const again = open(folder).raw;
    expect(textsOf(again, hashes)).toEqual([null]);
    again.recount();
    const kept = again.putAll(bytesOf('kept'));
    again.drop(kept);
    expect(packsOf(folder)).toEqual([]);
  });

  it('is given up when its connection closes, without a crash after which anybody would count', () => {
    const { raw, folder } = open();
    raw.stage(bytesOf('lost'));
    raw.close();
    const again = open(folder).raw;
    again.drop(again.putAll(bytesOf('kept')));
    expect(packsOf(folder)).toEqual([]);
  });
});

describe('packs', () => {
  it('are never written over: not what a power cut left, nor one that the index knows nothing of', () => {
    const { raw, folder } = open();
    const [a] = raw.putAll(bytesOf('a'));
    appendFileSync(packPath(folder, 1), 'left over');
    expect(textsOf(raw, [a!, ...raw.putAll(bytesOf('b'))])).toEqual(['a', 'b']);
    const before = readFileSync(packPath(folder, 1));
    expect(before.includes('left over')).toBe(true);
    raw.close();
    removeIndex(folder);
    const again = open(folder).raw;
    again.put(Buffer.from('c'));
    expect(readFileSync(packPath(folder, 1)).subarray(0, before.length).equals(before)).toBe(true);
  });

  it('are enough when the index is lost: it learns from them what is here, and leaves what is damaged', () => {
    const { raw, folder } = open();
    const first = raw.putAll(bytesOf('a', '', 'mail in which there is mail '));
    appendFileSync(packPath(folder, 1), `mail ${'0'.repeat(64)} ${'9'.padStart(12)}\ngarbage`);
    const [damaged, whole] = raw.putAll(bytesOf('damaged', 'whole'));
    raw.close();
    writeFileSync(packPath(folder, 1), readFileSync(packPath(folder, 1), 'latin1').replace('damaged', 'changed'), 'latin1');
    for (const name of ['7.pack', 'notes.txt', '02.pack']) writeFileSync(join(storeFiles(folder).packs, name), 'not a pack');
    removeIndex(folder);
    const again = open(folder).raw;
    expect(textsOf(again, [...first, whole!])).toEqual(['a', '', 'mail in which there is mail ', 'whole']);
    expect([again.has(damaged!), again.totalSize()]).toEqual([false, 'amail in which there is mail whole'.length]);
    again.drop([...first, whole!]);
    expect(packsOf(folder)).toEqual(['02.pack', 'notes.txt']);
  });

  it('tell an index that is older than they are what it does not know, and what lies elsewhere now', () => {
    const { raw, folder } = open();
    const hashes = raw.putAll(Array.from({ length: 20 }, (_, at) => Buffer.alloc(200_000, at)));
    const { raw: index } = storeFiles(folder);
    raw.tidy();
    copyFileSync(index, `${index}.before`);
    raw.drop(hashes.slice(10));
    raw.compact();
    const [later] = raw.putAll(bytesOf('later'));
    raw.close();
    removeIndex(folder);
    copyFileSync(`${index}.before`, index);
    const again = open(folder).raw;
    expect([...hashes.slice(0, 10), later!].every((hash) => again.verify(hash))).toBe(true);
    again.drop(again.hashes());
    expect([again.totalSize(), packsOf(folder)]).toEqual([0, []]);
  });

  it('go when nothing in them is of use', () => {
    const { raw, folder } = open();
    const [a, b] = raw.putAll(bytesOf('a', 'b'));
    raw.drop([a!]);
    expect(packsOf(folder)).toEqual(['1.pack']);
    raw.drop([b!]);
    expect(packsOf(folder)).toEqual([]);
    expect(textsOf(raw, raw.putAll(bytesOf('a')))).toEqual(['a']);
  });

  it('are packed anew when much of them is of no use, while others read', () => {
    const { raw, folder } = open();
    const reader = openRawReader(folder);
    const messages = Array.from({ length: 40 }, (_, at) => randomBytes(100_000 + at));
    const hashes = raw.putAll(messages);
    expect(raw.isWasteful()).toBe(false);
    raw.drop(hashes.filter((_, at) => at % 2 === 0));
    expect(raw.isWasteful()).toBe(true);
    raw.compact();
    expect(raw.isWasteful()).toBe(false);
    expect(packsOf(folder)).toEqual(['2.pack']);
    expect(statSync(packPath(folder, 2)).size).toBeLessThan(20 * 101_000);
    for (const [at, message] of messages.entries())
      expect(reader.get(hashes[at]!)?.equals(message) ?? null).toBe(at % 2 === 0 ? null : true);
    raw.compact();
    expect(packsOf(folder)).toEqual(['2.pack']);
    reader.close();
  });

  it("that cannot be read whole are kept, and are in nobody's way", () => {
    const { raw, folder } = open();
    const hashes = raw.putAll(Array.from({ length: 40 }, () => randomBytes(100_000)));
    const pack = packPath(folder, 1);
    const damaged = readFileSync(pack).fill(0, 0, 40);
    writeFileSync(pack, damaged);
    raw.drop(hashes.slice(20));
    raw.compact();
    expect(packsOf(folder)).toEqual(['1.pack', '2.pack']);
    expect(hashes.slice(0, 20).map((hash) => raw.verify(hash))).toEqual([false, ...Array.from({ length: 19 }, () => true)]);
    const more = raw.putAll(Array.from({ length: 20 }, () => randomBytes(100_000)));
    raw.drop([...hashes.slice(0, 20), ...more.slice(0, 15)].filter((hash) => raw.get(hash) !== null));
    raw.compact();
    expect(packsOf(folder)).toEqual(['1.pack', '3.pack']);
    expect(more.slice(15).every((hash) => raw.verify(hash))).toBe(true);
  });
});

it('takes over what an older store held in slices, also when that was cut off', () => {
  const folder = tempFolder();
  const db = openWriteDb(storeFiles(folder).raw);
  db.exec(`
    CREATE TABLE raw (hash BLOB PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE slice (id INTEGER PRIMARY KEY, hash BLOB NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE total (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL);
  `);
  const messages = bytesOf('onetwo', '', 'three');
  for (const bytes of messages) {
    db.run('INSERT INTO raw VALUES (?, ?)', hashOf(bytes), bytes.length);
    db.run('INSERT INTO slice (hash, number, bytes) VALUES (?, 0, ?)', hashOf(bytes), bytes.subarray(0, 3));
    if (bytes.length > 3) db.run('INSERT INTO slice (hash, number, bytes) VALUES (?, 1, ?)', hashOf(bytes), bytes.subarray(3));
  }
  db.run('INSERT INTO total VALUES (1, 11)');
  db.exec("CREATE TRIGGER power_cut BEFORE DELETE ON raw WHEN (SELECT count(*) FROM raw) = 2 BEGIN SELECT raise(ABORT, 'power'); END");
  expect(() => openRawMessages(folder)).toThrow('power');
  db.exec('DROP TRIGGER power_cut');
  db.close();
  const { raw } = open(folder);
  expect(textsOf(raw, messages.map(hashOf))).toEqual(['onetwo', '', 'three']);
  expect(raw.totalSize()).toBe(11);
  raw.close();
  expect(textsOf(open(folder).raw, messages.map(hashOf))).toEqual(['onetwo', '', 'three']);
});

describe('a message that is too big for memory', () => {
  const pieces = Array.from({ length: 20 }, () => randomBytes(300_000));
  const whole = Buffer.concat(pieces);

  it('is here once its stream is finished, whatever is put meanwhile', () => {
    const { raw, folder } = open();
    const other = open(folder).raw;
    const stream = raw.stream();
    const meanwhile = pieces.map((piece, at) => {
      stream.write(piece);
      return other.put(Buffer.from(`meanwhile ${at}`));
    });
    expect(stream.hash().equals(hashOf(whole))).toBe(true);
    expect(other.has(stream.hash())).toBe(false);
    stream.finish();
    expect(other.get(hashOf(whole))?.equals(whole)).toBe(true);
    expect([other.verify(hashOf(whole)), ...meanwhile.map((hash) => raw.verify(hash))]).not.toContain(false);
    expect(textsOf(other, other.putAll(bytesOf('afterwards')))).toEqual(['afterwards']);
    expect(other.start(hashOf(whole), 100)?.equals(whole.subarray(0, 100))).toBe(true);
    expect(other.start(meanwhile[0]!, 100)?.toString()).toBe('meanwhile 0');
    other.drop([hashOf(whole)]);
    expect(other.start(hashOf(whole), 100)).toBeNull();
  });

  it('leaves nothing when it is abandoned, comes twice, or the program ends', () => {
    const { raw, folder } = open();
    const [stays] = raw.putAll(bytesOf('stays'));
    const abandoned = raw.stream();
    abandoned.write(whole);
    abandoned.abandon();
    expect(packsOf(folder)).toEqual(['1.pack']);
    raw.put(whole);
    const before = packsOf(folder);
    const twice = raw.stream();
    twice.write(whole);
    twice.finish();
    expect([packsOf(folder), raw.hashes().length]).toEqual([before, 2]);
    raw.stream().write(whole);
    raw.close();
    const again = open(folder).raw;
    expect(packsOf(folder)).toHaveLength(before.length + 1);
    again.recount();
    expect([packsOf(folder), again.isWasteful()]).toEqual([before, false]);
    expect([again.verify(stays!), again.verify(hashOf(whole))]).toEqual([true, true]);
  });

  it('is called changed when one of its bytes did', () => {
    const { raw, folder } = open();
    const stream = raw.stream();
    stream.write(whole);
    stream.finish();
    const pack = readFileSync(packPath(folder, 1));
    pack[4_000_000] = (pack[4_000_000] ?? 0) ^ 1;
    writeFileSync(packPath(folder, 1), pack);
    expect(raw.verify(hashOf(whole))).toBe(false);
  });
});
