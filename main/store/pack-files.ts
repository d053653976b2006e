/**
 * The files that hold the bytes of messages one behind the other: raw/1.pack, raw/2.pack and so on. What is written is never overwritten;
 * a pack goes as a whole. Which message lies where is in raw.db alone.
 */
import {
  close,
  fdatasync,
  open,
  closeSync,
  constants,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { join } from 'node:path';
import { cannotBeUsed, diskFull } from './storage-failure.ts';

/** Bytes: the disk takes the last of much sooner when it has begun with the first. */
const hurryAfter = 4 * 1024 * 1024;

export interface PackReader {
  /** Null when not all of it is there. */
  read(pack: number, at: number, length: number): Buffer | null;
}

export interface PackFiles extends PackReader {
  /** Bytes; 0 when there is no such file. */
  size(pack: number): number;
  /** Makes the file if need be. A power cut may take it all until `sync` has returned. */
  write(pack: number, at: number, parts: readonly Uint8Array[]): void;
  sync(): void;
  remove(pack: number): void;
}

export function packReader(folder: string): PackReader {
  return {
    read: (pack, at, length) => {
      const file = guarded(() => openIfThere(pathOf(folder, pack)));
      if (file === null) return null;
      try {
        const bytes = Buffer.allocUnsafe(length);
        let done = 0;
        for (let more = -1; done < length && more !== 0; done += more) more = readSync(file, bytes, done, length - done, at + done);
        return done === length ? bytes : null;
      } finally {
        closeSync(file);
      }
    },
  };
}

export function packFiles(folder: string): PackFiles {
  guarded(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  /** Written to since the last `sync`. */
  const unsynced = new Map<number, number>();
  let waiting = 0;
  const opened = (pack: number): number => {
    const known = unsynced.get(pack);
    if (known !== undefined) return known;
    const path = pathOf(folder, pack);
    const isNew = statSync(path, { throwIfNoEntry: false }) === undefined;
    const file = openSync(path, constants.O_CREAT | constants.O_RDWR, 0o600);
    unsynced.set(pack, file);
    if (isNew) syncFolder(folder);
    return file;
  };
  return {
    ...packReader(folder),
    size: (pack) => guarded(() => statSync(pathOf(folder, pack), { throwIfNoEntry: false })?.size ?? 0),
    write: (pack, at, parts) =>
      guarded(() => {
        const file = opened(pack);
        const done = writevSync(file, parts, at);
        // A disk that is nearly full takes a part of it, and says so at the next try.
        if (done < lengthOf(parts)) writeRest(file, Buffer.concat(parts).subarray(done), at + done);
        waiting += lengthOf(parts);
        if (waiting < hurryAfter) return;
        waiting = 0;
        hurry(pathOf(folder, pack));
      }),
    sync: () => {
      const files = [...unsynced.values()];
      unsynced.clear();
      waiting = 0;
      try {
        for (const file of files) guarded(() => fdatasyncSync(file));
      } finally {
        for (const file of files) closeSync(file);
      }
    },
    remove: (pack) =>
      guarded(() => {
        const file = unsynced.get(pack);
        unsynced.delete(pack);
        if (file !== undefined) closeSync(file);
        rmSync(pathOf(folder, pack), { force: true });
      }),
  };
}

function pathOf(folder: string, pack: number): string {
  return join(folder, `${pack}.pack`);
}

/**
 * Lets the disk begin, and waits for nothing. Through a descriptor of its own: the kernel tells a failed write to each of them once, and
 * `sync` must hear of it.
 */
function hurry(path: string): void {
  open(path, 'r+', (failed, file) => {
    if (failed === null) fdatasync(file, () => close(file, () => undefined));
  });
}

function writeRest(file: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

export function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/** Without it a power cut can take the name of a new file, and with it what was made durable in there. */
function syncFolder(folder: string): void {
  // Windows has no such thing, and needs none.
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === '') throw thrown;
    throw code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(code, thrown) : cannotBeUsed(code, thrown);
  }
}
