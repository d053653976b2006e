import { createHash } from 'node:crypto';

/** SHA-256 of a message's bytes, its name in raw.db. */
export function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
