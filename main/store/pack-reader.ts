import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { fileErrorCode, guardedFiles } from './file-failure.ts';

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
