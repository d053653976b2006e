import { createHash } from 'node:crypto';
import type { PopConnection } from './maildrop.ts';
import { isRefusal } from './refusal.ts';

/** Whether the message the server lists under an id is the one that is here under that id. */
export type Likeness = 'same' | 'other' | 'untold';

/** Fields by which a head is that of one message and no other. */
const identifying = /^(message-id|received)[ \t]*:/im;
/** Fields that some servers write into a message themselves, and anew when it was read. */
const serversOwn = /^(x-)?status:|^x-(uidl|keywords|uid|imap)/i;

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
  const here = headOf(start);
  if (!identifying.test(here)) return false;
  try {
    return headOf(await connection.top(number, 0)) === here;
  } catch (thrown) {
    if (isRefusal(thrown)) return false;
    throw thrown;
  }
}

/** Some servers send the whole message for TOP. */
function headOf(message: Buffer): string {
  const end = message.indexOf('\n\r\n');
  const endOfBareLf = message.indexOf('\n\n');
  const ends = [end, endOfBareLf].filter((at) => at !== -1);
  const head = message.toString('latin1', 0, ends.length === 0 ? message.length : Math.min(...ends));
  return head
    .split(/\r?\n/)
    .filter((line) => line !== '' && !serversOwn.test(line))
    .join('\n');
}
