import { createHash } from 'node:crypto';
import type { PopConnection } from './maildrop.ts';
import type { Removal } from './plan.ts';
import { isRefusal } from './refusal.ts';

/** Whether the message the server lists under an id is the one that is here under that id. */
export type Likeness = 'same' | 'other' | 'untold';

/** Fields by which a head is that of one message and no other. */
const identifying = /^(message-id|received)[ \t]*:/im;
/** Fields that some servers write into a message themselves, and anew when it was read. */
const serversOwn = /^(x-)?status:|^x-(uidl|keywords|uid|imap)/i;

/**
 * Asks the server again about a message that was downloaded in an earlier session: some give the id of one message to another. The
 * head is enough where it names one message; else, and where TOP is not to be had, the whole message is fetched and compared.
 */
export async function compareCopy(connection: PopConnection, { number }: Pick<Removal, 'number'>, raw: Buffer): Promise<Likeness> {
  try {
    if (connection.capabilities.top && (await isSameHead(connection, number, raw))) return 'same';
    const hash = createHash('sha256');
    await connection.retrieve(number, (piece) => hash.update(piece));
    return hash.digest().equals(createHash('sha256').update(raw).digest()) ? 'same' : 'other';
  } catch (thrown) {
    if (isRefusal(thrown)) return 'untold';
    throw thrown;
  }
}

async function isSameHead(connection: PopConnection, number: number, raw: Buffer): Promise<boolean> {
  const here = headOf(raw);
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
