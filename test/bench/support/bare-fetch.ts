import { assertSame } from './assert-same.ts';
import type { Timed } from './result-rows.ts';

/** What a yardstick fetched and threw away; timed from dialling to the last message. */
export interface BareFetch extends Timed {
  readonly rows: number;
  /** Of whole messages. */
  readonly bytes: number;
}

/** What a bare client got, after a look at whether that is all there is. */
export function complete(fetched: BareFetch, count: number, bytes: number | null = null): BareFetch {
  assertSame('messages that the bare client got', fetched.rows, count);
  if (bytes !== null) assertSame('bytes that the bare client got', fetched.bytes, bytes);
  return fetched;
}
