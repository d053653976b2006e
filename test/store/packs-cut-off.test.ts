// The disk refuses, or the program is killed, at any step of what writes packs: what was here stays here, and the rest can be put again.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compactPack, wastefulPacks } from '../../main/store/compact-packs.ts';
import { storeFiles } from '../../main/store/files.ts';
import { type PackFiles, packFiles } from '../../main/store/pack-files.ts';
import { recordLength } from '../../main/store/pack-record.ts';
import { openRawMessages } from '../../main/store/raw-messages.ts';
import { staging } from '../../main/store/staging.ts';
import { openWriteDb, type ReadDb } from '../../main/store/sqlite.ts';
import { diskFull } from '../../main/store/storage-failure.ts';
import { tempFolder } from './open-temp-store.ts';

/** Refuses from the nth step on; a write that is refused has taken a part. */
function refusing(files: PackFiles, nth: number): { readonly files: PackFiles; readonly refused: () => boolean } {
  let steps = 0;
  const step = (): boolean => ++steps >= nth;
  const refuse = (): never => {
    throw diskFull('ENOSPC', null);
  };
  return {
    refused: () => steps >= nth,
    files: {
      ...files,
      write: (pack, at, parts) => {
        if (!step()) return files.write(pack, at, parts);
        const whole = Buffer.concat(parts);
        files.write(pack, at, [whole.subarray(0, whole.length / 2)]);
        refuse();
      },
      sync: () => (step() ? refuse() : files.sync()),
      remove: (pack) => (step() ? refuse() : files.remove(pack)),
    },
  };
}

function miscounted(db: ReadDb): unknown[] {
  const kept = `SELECT coalesce(sum(size + ${recordLength(0)}), 0) FROM message WHERE pack = number`;
  return db.all(`SELECT number FROM pack WHERE kept <> (${kept})`);
}

describe.each(Array.from({ length: 12 }, (_, at) => at + 1))('at step %i', (nth) => {
  it('of putting, all of what was settled is here and nothing else', () => {
    const folder = tempFolder();
    openRawMessages(folder).close();
    const paths = storeFiles(folder);
    const db = openWriteDb(paths.raw);
    const { files, refused } = refusing(packFiles(paths.packs), nth);
    const { stage, settle } = staging(db, files);
    const settled: Buffer[] = [];
    const attempt = (work: () => Buffer[]): Buffer[] => {
      try {
        return work();
      } catch (thrown) {
        expect(thrown).toMatchObject({ failure: { kind: 'storage', code: 'ENOSPC' } });
        return [];
      }
    };
    for (let round = 0; round < 4; round++) {
      const staged = [1000, 2000].flatMap((size) => attempt(() => stage([randomBytes(size)])));
      settled.push(...attempt(() => (settle(), staged)));
    }
    expect(refused()).toBe(true);
    expect(miscounted(db)).toEqual([]);
    db.close();
    const raw = openRawMessages(folder);
    expect(settled.map((hash) => raw.verify(hash))).toEqual(settled.map(() => true));
    expect(raw.hashes()).toHaveLength(settled.length);
    expect(raw.verify(raw.put(Buffer.from('there is room again')))).toBe(true);
    raw.close();
  });
});

describe('packing anew', () => {
  it('that is cut off at any step has lost nothing, and is done the next time', () => {
    let refusals = 0;
    for (let nth = 1, over = false; !over; nth++) {
      const folder = tempFolder();
      const before = openRawMessages(folder);
      const hashes = before.putAll(Array.from({ length: 30 }, () => randomBytes(400_000)));
      const [gone, kept] = [hashes.slice(0, 10), hashes.slice(10)];
      before.drop(gone);
      before.close();
      const paths = storeFiles(folder);
      const db = openWriteDb(paths.raw);
      const { files, refused } = refusing(packFiles(paths.packs), nth);
      expect(wastefulPacks(db)).toEqual([1]);
      try {
        compactPack(db, files, 1);
      } catch (thrown) {
        expect(thrown).toMatchObject({ failure: { code: 'ENOSPC' } });
      }
      expect(miscounted(db)).toEqual([]);
      db.close();
      const raw = openRawMessages(folder);
      expect(kept.every((hash) => raw.verify(hash))).toBe(true);
      raw.recount();
      for (let round = 0; raw.isWasteful() && round < 3; round++) raw.compact();
      expect(kept.every((hash) => raw.verify(hash))).toBe(true);
      expect(raw.isWasteful()).toBe(false);
      raw.close();
      over = !refused();
      if (refused()) refusals += 1;
    }
    // Twice written and synced, and once removed.
    expect(refusals).toBe(5);
  });
});
