/** Gives back the room of what was removed: what is of use in a pack is written anew, and the pack goes. */
import { lengthOf, type PackFiles } from './pack-files.ts';
import { contentOf, recordLength } from './pack-record.ts';
import { type Lying, release, removeEmptyPacks, reserve } from './raw-index.ts';
import type { ReadDb, WriteDb } from './sqlite.ts';

/** A pack is packed anew when more than this share of it is of no use, and more than so many bytes. */
const [worthShare, worthBytes] = [0.25, 1024 * 1024];
const bytesAtOnce = 4 * 1024 * 1024;

/** The pack with the most of no use, if that is worth the work. */
export function wastefulPack(db: ReadDb): number | null {
  const row = db.get<{ number: number }>(
    `SELECT number FROM pack WHERE written - kept > max(?, ? * written) ORDER BY written - kept DESC LIMIT 1`,
    worthBytes,
    worthShare,
  );
  return row?.number ?? null;
}

/** Wherever it is interrupted, each message is found: where it was, or where it is now. */
export function compactPack(db: WriteDb, files: PackFiles, pack: number): void {
  const kept = db.all<Lying>('SELECT hash, size, pack, at FROM message WHERE pack = ? ORDER BY at', pack);
  for (let start = 0; start < kept.length;) {
    let end = start;
    for (let bytes = 0; end < kept.length && bytes < bytesAtOnce; end++) bytes += kept[end]?.size ?? 0;
    moveRecords(db, files, kept.slice(start, end));
    start = end;
  }
  removeEmptyPacks(db, files);
}

function moveRecords(db: WriteDb, files: PackFiles, lying: readonly Lying[]): void {
  const records = lying.flatMap((from) => {
    const bytes = files.read(from.pack, from.at, recordLength(from.size));
    // What cannot be read keeps its pack: perhaps somebody can read it some day.
    return contentOf(bytes, from.hash) === null || bytes === null ? [] : [{ from, bytes }];
  });
  const first = records[0];
  if (first === undefined) return;
  const parts = records.map(({ bytes }) => bytes);
  const to = reserve(db, files, lengthOf(parts), first.from.pack);
  files.write(to.pack, to.at, parts);
  files.sync();
  let at = to.at;
  db.transaction(() => {
    for (const { from, bytes } of records) {
      const moved = db.run(
        'UPDATE message SET pack = ?, at = ? WHERE hash = ? AND pack = ? AND at = ?',
        to.pack,
        at,
        from.hash,
        from.pack,
        from.at,
      );
      // Removed meanwhile: then its copy is of no use.
      release(db, moved.changes === 1 ? from.pack : to.pack, bytes.length);
      at += bytes.length;
    }
  });
}
