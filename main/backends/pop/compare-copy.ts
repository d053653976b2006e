import { createHash } from 'node:crypto';
import { hasHead } from './has-head.ts';
import type { PopConnection } from './pop-connection.ts';
import { isRefusal } from './refusal.ts';

/** Whether the message the server lists under an id is the one that is here under that id. */
export type Likeness = 'same' | 'other' | 'untold';

/** What is known of a message: SHA-256 of all its bytes, and of its head; null where that is not enough to tell it. */
interface Known {
  readonly hash: Uint8Array;
  readonly headHash: Uint8Array | null;
}

/**
 * Asks the server again about a message that was downloaded in an earlier session: some give the id of one message to another. The
 * head is enough where it names one message; else, and where TOP is not to be had, the whole message is fetched and compared.
 */
export async function compareCopy(connection: PopConnection, number: number, { hash, headHash }: Known): Promise<Likeness> {
  try {
    if (headHash !== null && (await hasHead(connection, number, headHash)) === true) return 'same';
    const digest = createHash('sha256');
    await connection.retrieve(number, (piece) => digest.update(piece));
    return digest.digest().equals(hash) ? 'same' : 'other';
  } catch (thrown) {
    if (isRefusal(thrown)) return 'untold';
    throw thrown;
  }
}
