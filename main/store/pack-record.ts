/**
 * A message in a pack: one line that names and measures it, then its bytes as they came. The line is of fixed length, so that a place and
 * a size are enough to read both, and whoever has nothing but packs can still find every message in them.
 */
import { hashName, hashOf } from './hash.ts';

const fixed = 'mail ';
const hashDigits = 64;
const sizeDigits = 12;

const headPattern = /^mail ([\da-f]{64}) +(\d{1,12})\n$/;

/** Bytes before those of the message. */
export const headLength = fixed.length + hashDigits + 1 + sizeDigits + 1;

export function recordLength(size: number): number {
  return headLength + size;
}

export function recordHead(hash: Uint8Array, size: number): Buffer {
  return Buffer.from(`${fixed}${hashName(hash)} ${String(size).padStart(sizeDigits)}\n`, 'latin1');
}

/** The message of a record; null when it is not that of this hash, or not whole. */
export function contentOf(record: Buffer | null, hash: Uint8Array): Buffer | null {
  return record === null ? null : startOf(record, hash, record.length - headLength);
}

/** The start of the message of `size` bytes, as much of it as the record was read; null when it is not that of this hash. */
export function startOf(record: Buffer | null, hash: Uint8Array, size: number): Buffer | null {
  if (record === null || record.length < headLength || size < 0) return null;
  return record.subarray(0, headLength).equals(recordHead(hash, size)) ? record.subarray(headLength) : null;
}

/** All whole records in the bytes of a pack, whatever lies between them; `at` as in the pack, `size` that of the message. */
export function recordsIn(pack: Buffer): readonly { readonly hash: Buffer; readonly size: number; readonly at: number }[] {
  const found: { readonly hash: Buffer; readonly size: number; readonly at: number }[] = [];
  for (let at = pack.indexOf(fixed); at !== -1;) {
    const record = recordAt(pack, at);
    if (record !== null) found.push({ ...record, at });
    at = pack.indexOf(fixed, record === null ? at + 1 : at + recordLength(record.size));
  }
  return found;
}

function recordAt(pack: Buffer, at: number): { readonly hash: Buffer; readonly size: number } | null {
  const [, name, digits] = headPattern.exec(pack.toString('latin1', at, at + headLength)) ?? [];
  if (name === undefined || digits === undefined) return null;
  const [hash, size] = [Buffer.from(name, 'hex'), Number(digits)];
  const content = contentOf(pack.subarray(at, at + recordLength(size)), hash);
  return content !== null && hashOf(content).equals(hash) ? { hash, size } : null;
}
