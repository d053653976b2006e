import { failureOf } from '../../../shared/failure.ts';
import { allAnswered } from './all-answered.ts';
import type { PopConnection } from './pop-connection.ts';
import { isRefusal } from './refusal.ts';

/** Messages whose heads are on the way at once. */
const atOnce = 100;

/** A message as the server lists it, and its beginning; null where the server gives no heads. */
export interface ListedHead<M> {
  readonly message: M;
  readonly start: Buffer | null;
}

/** The heads of messages, in groups, without those that are not there any more or cannot be had just now. */
export async function* askHeads<M extends { readonly number: number }>(
  connection: PopConnection,
  messages: readonly M[],
): AsyncGenerator<readonly ListedHead<M>[]> {
  for (let from = 0; from < messages.length; from += atOnce) {
    const group = messages.slice(from, from + atOnce);
    const heads = await allAnswered(group.map((message) => headOf(connection, message)));
    // What ended the session looks like a refusal of each.
    if (connection.capabilities.top && heads.some((head) => head?.start == null)) await connection.prove();
    yield heads.flatMap((head) => head ?? []);
  }
}

async function headOf<M extends { readonly number: number }>(connection: PopConnection, message: M): Promise<ListedHead<M> | null> {
  if (!connection.capabilities.top) return { message, start: null };
  try {
    return { message, start: await connection.top(message.number, 0) };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    const { kind } = failureOf(thrown);
    return kind === 'gone' || kind === 'busy' ? null : { message, start: null };
  }
}
