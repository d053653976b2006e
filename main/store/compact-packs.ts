/** Gives back the room of what was removed: what is of use in a pack is written anew, and the pack goes. */
import { lengthOf, type PackFiles } from './pack-files.ts';
import { readIfPossible } from './pack-reader.ts';
import { contentOf, recordLength } from './pack-record.ts';
import { release, removeEmptyPacks, reserve, takeBack } from './pack-room.ts';
import { type Lying, type Place } from './raw-index.ts';
import type { ReadDb, WriteDb } from './sqlite.ts';

/** A pack is packed anew when more than this share of it is of no use, and more than so many bytes. */
const [worthShare, worthBytes] = [0.25, 1024 * 1024];
const bytesAtOnce = 4 * 1024 * 1024;

/** Those with so much of no use that it is worth the work, the most first. */
export function wastefulPacks(db: ReadDb): readonly number[] {
  const rows = db.all<{ number: number }>(
    `SELECT number FROM pack WHERE written - kept > max(?, ? * written) ORDER BY written - kept DESC`,
    worthBytes,
    worthShare,
  );
  return rows.map(({ number }) => number);
}

/**
 * Wherever it is interrupted, each message is found: where it was, or where it is now. False when nothing came of it, as with one of which
 * the rest cannot be read.
 */
export function compactPack(db: WriteDb, files: PackFiles, pack: number): boolean {
  const kept = db.all<Lying>('SELECT hash, size, pack, at FROM message WHERE pack = ? ORDER BY at', pack);
  let moved = 0;
  for (let start = 0; start < kept.length;) {
    let end = start;
    for (let bytes = 0; end < kept.length && bytes < bytesAtOnce; end++) bytes += kept[end]?.size ?? 0;
    moved += moveRecords(db, files, kept.slice(start, end));
    start = end;
  }
  removeEmptyPacks(db, files);
  return moved > 0 || files.size(pack) === 0;
}

interface Moving {
  readonly from: Lying;
  readonly bytes: Buffer;
}

/** Returns how many it moved. */
function moveRecords(db: WriteDb, files: PackFiles, lying: readonly Lying[]): number {
  const moving = lying.flatMap((from) => {
    const bytes = readRecord(files, from);
    return bytes === null ? [] : [{ from, bytes }];
  });
  const first = moving[0];
  if (first === undefined) return 0;
  const parts = moving.map(({ bytes }) => bytes);
  const to = reserve(db, files, lengthOf(parts), first.from.pack);
  try {
    files.write(to.pack, to.at, parts);
    files.sync();
    db.transaction(() => enterAnew(db, to, moving));
  } catch (thrown) {
    takeBack(db, files, to, lengthOf(parts));
    throw thrown;
  }
  return moving.length;
}

function enterAnew(db: WriteDb, to: Place, moving: readonly Moving[]): void {
  let { at } = to;
  for (const { from, bytes } of moving) {
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
}

/** What cannot be read keeps its pack: perhaps somebody can read it some day. */
function readRecord(files: PackFiles, { hash, size, pack, at }: Lying): Buffer | null {
  const bytes = readIfPossible(files, pack, at, recordLength(size));
  return contentOf(bytes, hash) === null ? null : bytes;
}
