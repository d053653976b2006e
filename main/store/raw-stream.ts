import { createHash } from 'node:crypto';
import type { PackFiles } from './pack-files.ts';
import { headLength, recordHead, recordLength } from './pack-record.ts';
import { endPack, growPack, removeEmptyPacks, reservePack } from './pack-room.ts';
import { enter, lyingAt } from './raw-index.ts';
import type { WriteDb } from './sqlite.ts';

/** A message that is too big to be held in memory: written as it comes, into a pack of its own. */
export interface RawStream {
  write(piece: Uint8Array): void;
  /** SHA-256 of what was written so far. */
  hash(): Buffer;
  /** Durable when it returns. */
  finish(): void;
  /** Nothing of it stays. */
  abandon(): void;
}

export function openRawStream(db: WriteDb, files: PackFiles): RawStream {
  const { pack, length } = reservePack(db, files);
  let reserved = length;
  const digest = createHash('sha256');
  let size = 0;
  const hash = (): Buffer => digest.copy().digest();
  const abandon = (): void => {
    db.transaction(() => endPack(db, pack, recordLength(size), 0), 'soon');
    removeEmptyPacks(db, files);
  };
  return {
    write: (piece) => {
      if (recordLength(size + piece.byteLength) > reserved) reserved = growPack(db, pack, reserved);
      files.write(pack, headLength + size, [piece]);
      digest.update(piece);
      size += piece.byteLength;
    },
    hash,
    finish: () => {
      const name = hash();
      if (lyingAt(db, name) !== null) return abandon();
      files.write(pack, 0, [recordHead(name, size)]);
      files.sync();
      db.transaction(() => {
        endPack(db, pack, recordLength(size), recordLength(size));
        enter(db, { hash: name, size, pack, at: 0 });
      });
    },
    abandon,
  };
}
