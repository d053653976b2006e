import { parseHeaderDate } from '../../mime/header-date.ts';

/** The fields asked for stand near the top of any honest header. */
const searched = 256 * 1024;

/**
 * When a message arrived, in milliseconds since 1970: POP does not tell. The topmost Received field was written by the
 * server that took it in (RFC 5321 section 4.4), so it is closest to the truth; Date is the sender's claim; else `now`.
 */
export function arrivalDate(raw: Buffer, now: number): number {
  const head = headOf(raw);
  const received = firstField(head, 'received');
  return dateIn(received?.slice(received.lastIndexOf(';') + 1)) ?? dateIn(firstField(head, 'date')) ?? now;
}

function dateIn(text: string | undefined): number | null {
  return text === undefined ? null : parseHeaderDate(text);
}

/** The header block as text, unfolded. Dates are ASCII, so the charset does not matter. */
function headOf(raw: Buffer): string {
  const start = raw.toString('latin1', 0, searched).replaceAll('\r\n', '\n');
  const end = start.indexOf('\n\n');
  return (end === -1 ? start : start.slice(0, end)).replace(/\n(?=[ \t])/g, ' ');
}

function firstField(head: string, name: string): string | undefined {
  return new RegExp(`^${name}[ \\t]*:(.*)$`, 'im').exec(head)?.[1];
}
