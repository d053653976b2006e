import { createHash } from 'node:crypto';

/** Bytes. */
export const hashLength = 32;

/** A hash as a key of maps and in JSON. */
export function hashName(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('hex');
}

/** SHA-256 of a message's bytes, its name in raw.db. */
export function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
