import { createHash } from 'node:crypto';
import { headHashOf } from './head-hash.ts';
import type { PopConnection } from './maildrop.ts';
import { isRefusal } from './refusal.ts';

/** Whether the message the server lists under an id is the one that is here under that id. */
export type Likeness = 'same' | 'other' | 'untold';

/** What is here of a message: the hash of all its bytes, and so many of the first that its head is among them. */
export interface CopyHere {
  readonly hash: Uint8Array;
  readonly start: Buffer;
}

/**
 * Asks the server again about a message that was downloaded in an earlier session: some give the id of one message to another. The
 * head is enough where it names one message; else, and where TOP is not to be had, the whole message is fetched and compared.
 */
export async function compareCopy(connection: PopConnection, number: number, here: CopyHere): Promise<Likeness> {
  try {
    if (connection.capabilities.top && (await isSameHead(connection, number, here.start))) return 'same';
    const digest = createHash('sha256');
    await connection.retrieve(number, (piece) => digest.update(piece));
    return digest.digest().equals(here.hash) ? 'same' : 'other';
  } catch (thrown) {
    if (isRefusal(thrown)) return 'untold';
    throw thrown;
  }
}

async function isSameHead(connection: PopConnection, number: number, start: Buffer): Promise<boolean> {
  const here = headHashOf(start);
  if (here === null) return false;
  try {
    return headHashOf(await connection.top(number, 0))?.equals(here) === true;
  } catch (thrown) {
    if (isRefusal(thrown)) return false;
    throw thrown;
  }
}
