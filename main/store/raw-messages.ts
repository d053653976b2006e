/**
 * The exact bytes of every message on this computer, by their SHA-256: written once, behind each other, into packs, with raw.db as the
 * index. A database that holds them itself writes them twice, and takes three times as long. Their form never changes, so that no
 * migration ever touches somebody's only copy.
 */
import { adoptPacks } from './adopt-packs.ts';
import { compactPack, wastefulPacks } from './compact-packs.ts';
import { storeFiles } from './files.ts';
import { hashOf } from './hash.ts';
import { moveSlices } from './move-slices.ts';
import { packFiles } from './pack-files.ts';
import { recountPacks, removeEmptyPacks } from './pack-room.ts';
import { createIndex, strike } from './raw-index.ts';
import { isProven, type RawReader, readerOf } from './raw-reader.ts';
import { openRawStream, type RawStream } from './raw-stream.ts';
import { openWriteDb } from './sqlite.ts';
import { type Staging, staging } from './staging.ts';

export interface RawMessages extends RawReader, Omit<Staging, 'abandon'> {
  /** Durable when it returns. The same bytes are kept once. Returns the hash. */
  put(bytes: Uint8Array): Buffer;
  /** Several at once: far cheaper than one by one. */
  putAll(messages: readonly Uint8Array[]): Buffer[];
  /** For one that is too big to be held in memory. */
  stream(): RawStream;
  /** Reads back what is on disk and compares: the proof that must precede a removal on a server. */
  verify(hash: Uint8Array): boolean;
  /** In one durable commit: emptying Trash must not cost a wait for the disk with each message. */
  drop(hashes: readonly Uint8Array[]): void;
  /** So much of a pack is of no use that `compact` is worth its work. */
  isWasteful(): boolean;
  /** Packs one pack anew. */
  compact(): void;
  tidy(): void;
  /** After a crash. */
  recount(): void;
  /** Hashes of everything here, for the sweep of bytes that no message refers to. */
  hashes(): Buffer[];
}

/** `folder` is the account's. */
export function openRawMessages(folder: string): RawMessages {
  const paths = storeFiles(folder);
  const db = openWriteDb(paths.raw);
  createIndex(db);
  const files = packFiles(paths.packs);
  adoptPacks(db, files);
  const { stage, settle, abandon } = staging(db, files);
  const putAll = (messages: readonly Uint8Array[]): Buffer[] => {
    const hashes = stage(messages);
    settle();
    return hashes;
  };
  moveSlices(db, putAll);
  return {
    ...readerOf(db, files),
    put: (bytes) => putAll([bytes])[0] ?? hashOf(bytes),
    putAll,
    stage,
    settle,
    stream: () => openRawStream(db, files),
    verify: (hash) => isProven(db, files, hash),
    drop: (hashes) => {
      if (hashes.length === 0) return;
      db.transaction(() => hashes.forEach((hash) => strike(db, hash)));
      removeEmptyPacks(db, files);
    },
    isWasteful: () => wastefulPacks(db).length > 0,
    compact: () => {
      // With files of its own: what is staged must hear itself that the disk did not take it.
      const own = packFiles(paths.packs);
      try {
        wastefulPacks(db).find((pack) => compactPack(db, own, pack));
      } finally {
        own.close();
      }
    },
    tidy: () => db.checkpoint(),
    recount: () => {
      recountPacks(db);
      removeEmptyPacks(db, files);
    },
    close: () => {
      abandon();
      db.close();
    },
    hashes: () => db.all<{ hash: Uint8Array }>('SELECT hash FROM message').map((row) => Buffer.from(row.hash)),
  };
}
