/**
 * raw.db: the exact bytes of every message on this computer, by their SHA-256. Append and delete only; its shape never
 * changes, so that no migration ever touches somebody's only copy. Big messages lie in slices: one row is never larger
 * than a slice, and neither is what SQLite holds in memory.
 */
import { createHash } from 'node:crypto';
import { type Durability, openReadDb, openWriteDb, type ReadDb, type WriteDb } from './sqlite.ts';

const sliceSize = 1024 * 1024;

export interface RawReader {
  /** All bytes, or null when they are not here. */
  get(hash: Uint8Array): Buffer | null;
  has(hash: Uint8Array): boolean;
  /** Bytes of all messages together. */
  totalSize(): number;
  close(): void;
}

export interface RawMessages extends RawReader {
  /** Durable when it returns. The same bytes are kept once. Returns the hash. */
  put(bytes: Uint8Array): Buffer;
  /** Several at once in one commit: ten times cheaper than one by one. */
  putAll(messages: readonly Uint8Array[], durability?: Durability): Buffer[];
  /** Makes durable what was put to be so soon. */
  settle(): void;
  /** Reads back what is on disk and compares: the proof that must precede a removal on a server. */
  verify(hash: Uint8Array): boolean;
  /** In one durable commit: emptying Trash must not cost a wait for the disk with each message. */
  drop(hashes: readonly Uint8Array[]): void;
  tidy(): void;
  /** Hashes of everything here, for the sweep of bytes that no message refers to. */
  hashes(): Buffer[];
}

export function openRawMessages(path: string): RawMessages {
  const db = openWriteDb(path);
  db.exec(`
    CREATE TABLE IF NOT EXISTS raw (hash BLOB PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS slice (id INTEGER PRIMARY KEY, hash BLOB NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS slice_of ON slice (hash, number);
    CREATE TABLE IF NOT EXISTS total (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL);
    INSERT OR IGNORE INTO total VALUES (1, (SELECT coalesce(sum(size), 0) FROM raw));
  `);
  const insert = (bytes: Uint8Array): Buffer => {
    const hash = hashOf(bytes);
    if (db.run('INSERT OR IGNORE INTO raw (hash, size) VALUES (?, ?)', hash, bytes.byteLength).changes === 0) return hash;
    for (let number = 0; number * sliceSize < bytes.byteLength || number === 0; number++) {
      const slice = bytes.subarray(number * sliceSize, (number + 1) * sliceSize);
      db.run('INSERT INTO slice (hash, number, bytes) VALUES (?, ?, ?)', hash, number, slice);
    }
    db.run('UPDATE total SET size = size + ?', bytes.byteLength);
    return hash;
  };
  return {
    ...readerOf(db),
    put: (bytes) => db.transaction(() => insert(bytes)),
    putAll: (messages, durability) => db.transaction(() => messages.map(insert), durability),
    settle: () => db.transaction(() => db.run('UPDATE total SET size = size')),
    verify: (hash) => {
      const bytes = readBytes(db, hash);
      return bytes !== null && hashOf(bytes).equals(hash);
    },
    drop: (hashes) => {
      if (hashes.length > 0) db.transaction(() => hashes.forEach((hash) => dropBytes(db, hash)));
    },
    tidy: () => db.checkpoint(),
    hashes: () => db.all<{ hash: Uint8Array }>('SELECT hash FROM raw').map((row) => Buffer.from(row.hash)),
  };
}

/** For the reader thread: the file must exist. */
export function openRawReader(path: string): RawReader {
  return readerOf(openReadDb(path));
}

/** SHA-256 of a message's bytes, its name in raw.db. */
export function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function readerOf(db: ReadDb): RawReader {
  return {
    get: (hash) => readBytes(db, hash),
    has: (hash) => db.get('SELECT 1 FROM raw WHERE hash = ?', hash) !== undefined,
    totalSize: () => db.get<{ size: number }>('SELECT size FROM total')?.size ?? 0,
    close: () => db.close(),
  };
}

function readBytes(db: ReadDb, hash: Uint8Array): Buffer | null {
  const row = db.get<{ size: number }>('SELECT size FROM raw WHERE hash = ?', hash);
  if (row === undefined) return null;
  const slices = db.all<{ bytes: Uint8Array }>('SELECT bytes FROM slice WHERE hash = ? ORDER BY number', hash);
  const bytes = Buffer.concat(slices.map((slice) => slice.bytes));
  return bytes.byteLength === row.size ? bytes : null;
}

function dropBytes(db: WriteDb, hash: Uint8Array): void {
  db.run('UPDATE total SET size = size - coalesce((SELECT size FROM raw WHERE hash = ?), 0)', hash);
  db.run('DELETE FROM slice WHERE hash = ?', hash);
  db.run('DELETE FROM raw WHERE hash = ?', hash);
}
