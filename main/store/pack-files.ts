/**
 * The files that hold the bytes of messages one behind the other: raw/1.pack, raw/2.pack and so on. What is written is never overwritten,
 * and a pack goes as a whole; only a write that was refused is cut off again. Which message lies where is in raw.db.
 */
import {
  close,
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  open,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { guardedFiles } from './file-failure.ts';
import { packNumber, packPath, packReader, type PackReader } from './pack-reader.ts';

/** Bytes: the disk takes the last of much sooner when it has begun with the first. */
const hurryAfter = 4 * 1024 * 1024;

export interface PackFiles extends PackReader {
  /** Of those that are there. */
  numbers(): readonly number[];
  /** Bytes; 0 when there is no such file. */
  size(pack: number): number;
  /** Makes the file if need be. A power cut may take it all until `sync` has returned. */
  write(pack: number, at: number, parts: readonly Uint8Array[]): void;
  /** Of all that was written here. When it throws, nothing of that counts as written: the system tells a failure once, and then forgets. */
  sync(): void;
  remove(pack: number): void;
  /** To be called for what nobody was told is there. */
  cutOff(pack: number, at: number): void;
  /** Without waiting for the disk. */
  close(): void;
}

export function packFiles(folder: string): PackFiles {
  guardedFiles(() => {
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(dirname(folder));
  });
  /** Written to since the last `sync`. */
  const unsynced = new Map<number, number>();
  /** Packs whose names a power cut cannot take any more. Another connection that made one may not have got so far. */
  const named = new Set<number>();
  let waiting = 0;
  const opened = (pack: number): number => {
    const known = unsynced.get(pack);
    if (known !== undefined) return known;
    const file = openSync(packPath(folder, pack), constants.O_CREAT | constants.O_RDWR, 0o600);
    unsynced.set(pack, file);
    return file;
  };
  const takeUnsynced = (): ReadonlyMap<number, number> => {
    const taken = new Map(unsynced);
    unsynced.clear();
    waiting = 0;
    return taken;
  };
  const syncNames = (packs: readonly number[]): void => {
    if (packs.every((pack) => named.has(pack))) return;
    syncFolder(folder);
    for (const pack of packs) named.add(pack);
  };
  return {
    ...packReader(folder),
    numbers: () => guardedFiles(() => readdirSync(folder)).flatMap((name) => packNumber(name) ?? []),
    size: (pack) => guardedFiles(() => statSync(packPath(folder, pack), { throwIfNoEntry: false })?.size ?? 0),
    write: (pack, at, parts) =>
      guardedFiles(() => {
        const file = opened(pack);
        const done = writevSync(file, parts, at);
        // A disk that is nearly full takes a part of it, and says so at the next try.
        if (done < lengthOf(parts)) writeRest(file, Buffer.concat(parts).subarray(done), at + done);
        waiting += lengthOf(parts);
        if (waiting < hurryAfter) return;
        waiting = 0;
        hurry(packPath(folder, pack));
      }),
    sync: () => {
      const files = takeUnsynced();
      try {
        guardedFiles(() => {
          for (const file of files.values()) fdatasyncSync(file);
          syncNames([...files.keys()]);
        });
      } finally {
        for (const file of files.values()) closeSync(file);
      }
    },
    remove: (pack) =>
      guardedFiles(() => {
        const file = unsynced.get(pack);
        unsynced.delete(pack);
        if (file !== undefined) closeSync(file);
        rmSync(packPath(folder, pack), { force: true });
      }),
    cutOff: (pack, at) => guardedFiles(() => truncateSync(packPath(folder, pack), at)),
    close: () => {
      for (const file of takeUnsynced().values()) closeSync(file);
    },
  };
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
