/**
 * raw.db: where in the packs each message lies, by the SHA-256 of its bytes. A pack is counted up before anything is written to it, so that
 * two connections never write to the same place; a row is committed only when the bytes it points to are durable.
 */
import { hashName } from './hash.ts';
import { release } from './pack-room.ts';
import { recordLength } from './pack-record.ts';
import type { ReadDb, WriteDb } from './sqlite.ts';

export interface Place {
  readonly pack: number;
  readonly at: number;
}

/** A record; `size` is that of the message in it. */
export interface Lying extends Place {
  readonly hash: Uint8Array;
  readonly size: number;
}

/** `written`: bytes that the pack has or is about to have. `kept`: those of them that are records of use, or are about to be. */
export function createIndex(db: WriteDb): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS message (hash BLOB PRIMARY KEY, size INTEGER NOT NULL, pack INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS pack (number INTEGER PRIMARY KEY, written INTEGER NOT NULL, kept INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS total (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL);
    INSERT OR IGNORE INTO total VALUES (1, 0);
  `);
}

export function lyingAt(db: ReadDb, hash: Uint8Array): Lying | null {
  const row = db.get<Place & { readonly size: number }>('SELECT size, pack, at FROM message WHERE hash = ?', hash);
  return row === undefined ? null : { hash, ...row };
}

/** Those of the hashes that are here, as hexadecimal text. */
export function knownOf(db: ReadDb, hashes: readonly Uint8Array[]): ReadonlySet<string> {
  const names = JSON.stringify(hashes.map(hashName));
  const rows = db.all<{ name: string }>('SELECT value AS name FROM json_each(?) WHERE unhex(value) IN (SELECT hash FROM message)', names);
  return new Set(rows.map(({ name }) => name));
}

/** Inside a transaction. What is known already, from another connection, stays where it is. */
export function enter(db: WriteDb, { hash, size, pack, at }: Lying): void {
  if (db.run('INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?)', hash, size, pack, at).changes === 0)
    release(db, pack, recordLength(size));
  else db.run('UPDATE total SET size = size + ?', size);
}

/** Inside a transaction. */
export function strike(db: WriteDb, hash: Uint8Array): void {
  const lying = lyingAt(db, hash);
  if (lying === null) return;
  db.run('DELETE FROM message WHERE hash = ?', hash);
  db.run('UPDATE total SET size = size - ?', lying.size);
  release(db, lying.pack, recordLength(lying.size));
}
