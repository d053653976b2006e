import { hashOf } from '../../../main/store/hash.ts';
import { openRawReader } from '../../../main/store/raw-reader.ts';
import { assertSame } from './assert-same.ts';
import type { KeptMailbox } from './kept-mailbox.ts';

/** The bytes of every message are in the packs, unchanged. */
export function checkBodies(folder: string, { messages, bytes }: Omit<KeptMailbox, 'read'>): void {
  const raw = openRawReader(folder);
  try {
    assertSame('bytes in the packs', raw.totalSize(), bytes);
    for (const [at, { hash }] of messages.entries()) {
      const name = Buffer.from(hash, 'hex');
      const kept = raw.get(name);
      if (kept === null || !hashOf(kept).equals(name)) throw new Error(`The bytes of message ${at + 1} are in no pack.`);
    }
  } finally {
    raw.close();
  }
}
