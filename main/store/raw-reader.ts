/** Reading the bytes of messages, beside whoever writes them. */
import { createHash } from 'node:crypto';
import { storeFiles } from './files.ts';
import { type PackReader, packReader, readLying } from './pack-reader.ts';
import { recordLength, startOf } from './pack-record.ts';
import { knownOf, type Lying, lyingAt } from './raw-index.ts';
import { openReadDb, type ReadDb } from './sqlite.ts';

export interface RawReader {
  /** All bytes, or null when they are not here. */
  get(hash: Uint8Array): Buffer | null;
  /** The first so many bytes, or fewer; null when they are not here. */
  start(hash: Uint8Array, most: number): Buffer | null;
  has(hash: Uint8Array): boolean;
  /** The names (`hashName`) of those that are here. */
  known(hashes: readonly Uint8Array[]): ReadonlySet<string>;
  /** Bytes of all messages together. */
  totalSize(): number;
  close(): void;
}

/** Bytes read back at once where not all of them are needed together. */
const pieceSize = 1024 * 1024;

/** For the reader thread: the files must exist. `folder` is the account's. */
export function openRawReader(folder: string): RawReader {
  const paths = storeFiles(folder);
  return readerOf(openReadDb(paths.raw), packReader(paths.packs));
}

export function readerOf(db: ReadDb, files: PackReader): RawReader {
  return {
    get: (hash) => whereItLies(db, hash, (lying) => readLying(files, lying)),
    start: (hash, most) => whereItLies(db, hash, (lying) => readStart(files, lying, most)),
    has: (hash) => lyingAt(db, hash) !== null,
    known: (hashes) => knownOf(db, hashes),
    totalSize: () => db.get<{ size: number }>('SELECT size FROM total')?.size ?? 0,
    close: () => db.close(),
  };
}

/** Whether what is on the disk is what the hash says. Piece by piece: nobody need hold all of a big one. */
export function isProven(db: ReadDb, files: PackReader, hash: Uint8Array): boolean {
  return whereItLies(db, hash, (lying) => (hasItsBytes(files, lying) ? true : null)) ?? false;
}

function whereItLies<T>(db: ReadDb, hash: Uint8Array, read: (lying: Lying) => T | null): T | null {
  for (let before: Lying | null = null; ;) {
    const lying = lyingAt(db, hash);
    if (lying === null) return null;
    const found = read(lying);
    // Its pack may have been packed anew between the two looks.
    if (found !== null || (before?.pack === lying.pack && before.at === lying.at)) return found;
    before = lying;
  }
}

function readStart(files: PackReader, { hash, size, pack, at }: Lying, most: number): Buffer | null {
  return startOf(files.read(pack, at, recordLength(Math.min(size, most))), hash, size);
}

function hasItsBytes(files: PackReader, lying: Lying): boolean {
  if (readStart(files, lying, 0) === null) return false;
  const digest = createHash('sha256');
  const from = lying.at + recordLength(0);
  for (let done = 0; done < lying.size; done += pieceSize) {
    const piece = files.read(lying.pack, from + done, Math.min(pieceSize, lying.size - done));
    if (piece === null) return false;
    digest.update(piece);
  }
  return digest.digest().equals(lying.hash);
}
