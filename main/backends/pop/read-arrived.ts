import { messageIdIn } from '../../mime/envelope.ts';
import { envelopeHeadOf, readHead } from '../../mime/header-fields.ts';
import type { HeaderBlock } from '../../store/envelopes.ts';
import { arrivalDate } from './arrival-date.ts';
import { type HeadPrint, headPrintOf } from './head-print.ts';

/** What a row needs of a message that just came, read off its head; the rest is the index loop's work. */
export interface Arrived {
  readonly header: HeaderBlock;
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Null: it has no head. */
  readonly print: HeadPrint | null;
  /** Bytes. */
  readonly size: number;
}

/** Any bytes will do: a message that cannot be taken apart is kept all the same, with as much of its head as can be read. */
export function readArrived(raw: Buffer, now: number): Arrived {
  const head = readHead(raw);
  return {
    header: { headerMessageId: messageIdIn(head.fields), bytes: envelopeHeadOf(head) },
    date: arrivalDate(head.fields, now),
    print: headPrintOf(raw),
    size: raw.length,
  };
}
