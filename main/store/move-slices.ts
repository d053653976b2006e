/** raw.db once held the bytes themselves, in slices. They are moved into packs when a store of that time is opened. */
import type { WriteDb } from './sqlite.ts';

const bytesAtOnce = 16 * 1024 * 1024;

/** Each is in a pack, durably, before it is gone from here: cut off in between, it goes on with the rest. */
export function moveSlices(db: WriteDb, put: (messages: readonly Uint8Array[]) => void): void {
  if (db.get("SELECT 1 FROM sqlite_schema WHERE name = 'slice'") === undefined) return;
  for (let some = next(db); some.length > 0; some = next(db)) {
    put(some.map(({ hash }) => bytesOf(db, hash)));
    db.transaction(() => {
      for (const { hash, size } of some) {
        db.run('DELETE FROM slice WHERE hash = ?', hash);
        db.run('DELETE FROM raw WHERE hash = ?', hash);
        db.run('UPDATE total SET size = size - ?', size);
      }
    });
  }
  db.exec('DROP TABLE slice; DROP TABLE raw; PRAGMA incremental_vacuum;');
}

interface Sliced {
  readonly hash: Uint8Array;
  readonly size: number;
}

function next(db: WriteDb): readonly Sliced[] {
  let bytes = 0;
  return db.all<Sliced>('SELECT hash, size FROM raw LIMIT 100').filter(({ size }, at) => at === 0 || (bytes += size) < bytesAtOnce);
}

function bytesOf(db: WriteDb, hash: Uint8Array): Uint8Array {
  return Buffer.concat(
    db.all<{ bytes: Uint8Array }>('SELECT bytes FROM slice WHERE hash = ? ORDER BY number', hash).map(({ bytes }) => bytes),
  );
}
