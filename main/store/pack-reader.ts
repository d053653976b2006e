import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileErrorCode, guardedFiles } from './file-failure.ts';
import { hashOf } from './hash.ts';
import { contentOf, recordLength } from './pack-record.ts';
import type { Lying } from './raw-index.ts';

export interface PackReader {
  /** Null when not all of it is there. */
  read(pack: number, at: number, length: number): Buffer | null;
}

export function packReader(folder: string): PackReader {
  const read: PackReader['read'] = (pack, at, length) => {
    const file = openIfThere(packPath(folder, pack));
    if (file === null) return null;
    try {
      const bytes = Buffer.allocUnsafe(length);
      let done = 0;
      for (let more = -1; done < length && more !== 0; done += more) more = readSync(file, bytes, done, length - done, at + done);
      return done === length ? bytes : null;
    } finally {
      closeSync(file);
    }
  };
  return { read: (...place) => guardedFiles(() => read(...place)) };
}

/** The message that the index says lies there; null when that is not so. */
export function readLying(files: PackReader, { hash, size, pack, at }: Lying): Buffer | null {
  return contentOf(files.read(pack, at, recordLength(size)), hash);
}

/** Its bytes are there, and are the bytes of its hash. */
export function isWhole(files: PackReader, { hash, size, pack, at }: Lying): boolean {
  const bytes = contentOf(readIfPossible(files, pack, at, recordLength(size)), hash);
  return bytes !== null && hashOf(bytes).equals(hash);
}

/** As `read`, but null also when the disk refuses: for those who have another way. */
export function readIfPossible(files: PackReader, pack: number, at: number, length: number): Buffer | null {
  try {
    return files.read(pack, at, length);
  } catch {
    return null;
  }
}

export function packPath(folder: string, pack: number): string {
  return join(folder, `${pack}.pack`);
}

/** Null for a file that is no pack. */
export function packNumber(name: string): number | null {
  const digits = /^([1-9]\d{0,9})\.pack$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (thrown) {
    if (fileErrorCode(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}
