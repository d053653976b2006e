import { headPrintOf } from './head-print.ts';
import type { PopConnection } from './pop-connection.ts';
import { isRefusal } from './refusal.ts';

/** Whether the message that the server lists under this number has the head of that hash; null: the server does not hand it over. */
export async function hasHead(connection: PopConnection, number: number, headHash: Uint8Array): Promise<boolean | null> {
  if (!connection.capabilities.top) return null;
  try {
    return headPrintOf(await connection.top(number, 0))?.hash.equals(headHash) === true;
  } catch (thrown) {
    if (isRefusal(thrown)) return null;
    throw thrown;
  }
}
