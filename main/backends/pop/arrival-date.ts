import { parseHeaderDate } from '../../mime/header-date.ts';
import type { HeaderField } from '../../mime/header-fields.ts';

/**
 * When a message arrived, in milliseconds since 1970: POP does not tell. The topmost Received field was written by the
 * server that took it in (RFC 5321 section 4.4), so it is closest to the truth; Date is the sender's claim; else `now`.
 */
export function arrivalDate(fields: readonly HeaderField[], now: number): number {
  const received = textOf(fields, 'received');
  return dateIn(received?.slice(received.lastIndexOf(';') + 1)) ?? dateIn(textOf(fields, 'date')) ?? now;
}

function dateIn(text: string | undefined): number | null {
  return text === undefined ? null : parseHeaderDate(text);
}

/** Of the first field of that name, unfolded. Dates are ASCII, so the charset does not matter. */
function textOf(fields: readonly HeaderField[], wanted: string): string | undefined {
  return fields
    .find(({ name }) => name === wanted)
    ?.value.toString('latin1')
    .replace(/\r?\n(?=[ \t])/g, ' ')
    .trim();
}
