/** Which room of which pack is taken, reserved before anything is written there, and given back when it is of no use. */
import type { PackFiles } from './pack-files.ts';
import { recordLength } from './pack-record.ts';
import type { Place } from './raw-index.ts';
import type { ReadDb, WriteDb } from './sqlite.ts';

/** Bytes after which the next pack begins: few files, and not much to copy when one has to be packed anew. */
const fullPack = 64 * 1024 * 1024;

/** Room for so many bytes at the end of the last pack, or in a new one; never in `avoided`. */
export function reserve(db: WriteDb, files: PackFiles, length: number, avoided: number | null = null): Place {
  const take = (): Place => {
    const last = db.get<{ number: number; written: number }>('SELECT number, written FROM pack ORDER BY number DESC LIMIT 1');
    // What a power cut made the index forget is still no room to write to.
    const at = last === undefined ? 0 : Math.max(last.written, files.size(last.number));
    if (last !== undefined && last.number !== avoided && at < fullPack) {
      db.run('UPDATE pack SET written = ?, kept = kept + ? WHERE number = ?', at + length, length, last.number);
      return { pack: last.number, at };
    }
    return { pack: addPack(db, files, length), at: 0 };
  };
  return db.transaction(take, 'soon');
}

interface Reserved {
  readonly pack: number;
  /** Bytes that it counts as. */
  readonly length: number;
}

/** A pack that nobody else writes to until `endPack`: it counts as full. */
export function reservePack(db: WriteDb, files: PackFiles): Reserved {
  return { pack: db.transaction(() => addPack(db, files, fullPack), 'soon'), length: fullPack };
}

/** Inside a transaction. So much was written to a pack that was reserved, and so much of it is of use. */
export function endPack(db: WriteDb, pack: number, written: number, kept: number): void {
  db.run('UPDATE pack SET written = ?, kept = ? WHERE number = ?', written, kept, pack);
}

/** A reserved pack grows beyond what it counts as: it has to count as full all the same. */
export function growPack(db: WriteDb, pack: number, length: number): number {
  const grown = length + fullPack;
  db.transaction(() => endPack(db, pack, grown, grown), 'soon');
  return grown;
}

function addPack(db: WriteDb, files: PackFiles, length: number): number {
  const last = db.get<{ number: number | null }>('SELECT max(number) AS number FROM pack')?.number ?? 0;
  let pack = last + 1;
  while (files.size(pack) > 0) pack += 1;
  db.run('INSERT INTO pack VALUES (?, ?, ?)', pack, length, length);
  return pack;
}

/** Of bytes in a pack that nobody will look for. Inside a transaction. */
export function release(db: WriteDb, pack: number, length: number): void {
  db.run('UPDATE pack SET kept = kept - ? WHERE number = ?', length, pack);
}

/** Of bytes that were written for nothing, by their packs. */
export function giveBack(db: WriteDb, lengths: ReadonlyMap<number, number>): void {
  quietly(() => db.transaction(() => lengths.forEach((length, pack) => release(db, pack, length)), 'soon'));
}

/** What was reserved, and could not be written. What was written of it goes: on a full disk not even a removal could be noted beside it. */
export function takeBack(db: WriteDb, files: PackFiles, { pack, at }: Place, length: number): void {
  const take = (): void => {
    release(db, pack, length);
    const isLast = db.run('UPDATE pack SET written = ? WHERE number = ? AND written = ?', at, pack, at + length).changes === 1;
    if (isLast) files.cutOff(pack, at);
  };
  quietly(() => db.transaction(take, 'soon'));
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Whoever called hears of the first failure. The room is counted again after the next crash.
  }
}

/**
 * Packs of which nothing is of use go. Their numbers never come again: another connection may still have such a file open, and what it
 * writes to that is nowhere.
 */
export function removeEmptyPacks(db: WriteDb, files: PackFiles): void {
  if (emptyPacks(db).length === 0) return;
  const going = db.transaction(() => {
    const last = db.get<{ number: number }>('SELECT max(number) AS number FROM pack')?.number ?? 0;
    const empty = emptyPacks(db);
    // Room is only ever reserved in the last one.
    if (empty.includes(last)) db.run('INSERT INTO pack VALUES (?, 0, 0)', last + 1);
    return empty;
  }, 'soon');
  const gone = going.filter((number) => isRemoved(files, number));
  db.transaction(() => gone.forEach((number) => db.run('DELETE FROM pack WHERE number = ?', number)), 'soon');
}

/** That no message lies in them is asked once more: were the count wrong, somebody's mail would go. */
function emptyPacks(db: ReadDb): readonly number[] {
  const sql = 'SELECT number FROM pack WHERE kept <= 0 AND written > 0 AND NOT EXISTS (SELECT 1 FROM message WHERE pack = number)';
  return db.all<{ number: number }>(sql).map(({ number }) => number);
}

function isRemoved(files: PackFiles, pack: number): boolean {
  try {
    files.remove(pack);
    return true;
  } catch {
    // Somebody looks into it, as virus scanners do on Windows. It goes the next time.
    return false;
  }
}

/** After a crash: room that was reserved for something that never came is of no use. */
export function recountPacks(db: WriteDb): void {
  db.transaction(() => {
    db.run('UPDATE pack SET kept = 0');
    const kept = 'SELECT pack AS of, sum(size + ?) AS bytes FROM message GROUP BY pack';
    db.run(`UPDATE pack SET kept = counted.bytes FROM (${kept}) AS counted WHERE number = counted.of`, recordLength(0));
  });
}
