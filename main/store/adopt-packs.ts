/**
 * An index that is older than its packs, or new because it was lost, learns again what lies in them. It may find what was removed before:
 * that is for the sweep after a crash, as nothing is thrown away on a guess.
 */
import { recordLength, recordsIn } from './pack-record.ts';
import type { PackFiles } from './pack-files.ts';
import { isWhole, readIfPossible } from './pack-reader.ts';
import { enter, lyingAt, strike } from './raw-index.ts';
import type { ReadDb, WriteDb } from './sqlite.ts';

/** Costs a look at each file when there is nothing to learn: what is written is counted before. */
export function adoptPacks(db: WriteDb, files: PackFiles): void {
  for (const pack of files.numbers()) {
    const size = files.size(pack);
    if (size > writtenOf(db, pack)) adoptPack(db, files, pack, size);
  }
}

function writtenOf(db: ReadDb, pack: number): number {
  return db.get<{ written: number }>('SELECT written FROM pack WHERE number = ?', pack)?.written ?? 0;
}

function adoptPack(db: WriteDb, files: PackFiles, pack: number, size: number): void {
  const bytes = readIfPossible(files, pack, 0, size);
  // Perhaps the next time.
  if (bytes === null) return;
  const found = recordsIn(bytes);
  db.transaction(() => {
    db.run('INSERT OR IGNORE INTO pack VALUES (?, 0, 0)', pack);
    db.run('UPDATE pack SET written = max(written, ?) WHERE number = ?', size, pack);
    for (const { hash, size: length, at } of found) {
      const known = lyingAt(db, hash);
      if (known !== null && isWhole(files, known)) continue;
      strike(db, hash);
      db.run('UPDATE pack SET kept = kept + ? WHERE number = ?', recordLength(length), pack);
      enter(db, { hash, size: length, pack, at });
    }
  });
}
