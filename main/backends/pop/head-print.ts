import { createHash } from 'node:crypto';

/** By which a message is known again without fetching all of it. */
export interface HeadPrint {
  /** SHA-256 of the head, less what the server itself put in. */
  readonly hash: Buffer;
  /** The head is that of one message and no other. */
  readonly names: boolean;
}

const naming = /^(message-id|received)[ \t]*:/im;
/** Fields that some servers write into a message themselves, and anew when it was read. */
const serversOwn = /^(?:(x-)?status|x-(uidl|keywords|uid|imap)[\w-]*)[ \t]*:/im;
/** Bytes of a head at most: any honest one is shorter. */
export const longestHead = 256 * 1024;

/** `start` is a message or its beginning, since some servers send all of it for TOP. Null: there is no head. */
export function headPrintOf(start: Buffer): HeadPrint | null {
  const head = headOf(start);
  return head === '' ? null : { hash: createHash('sha256').update(head, 'latin1').digest(), names: naming.test(head) };
}

/** Without the server's own lines, and with CRLF also where the server sends LF alone. */
function headOf(start: Buffer): string {
  const read = start.subarray(0, longestHead);
  const head = before(before(read, '\n\r\n'), '\n\n').toString('latin1').trimEnd();
  if (head.includes('\r\n') && !serversOwn.test(head)) return head;
  const lines = head.split(/\r?\n/);
  return lines.filter((line) => line !== '' && !serversOwn.test(line)).join('\r\n');
}

function before(bytes: Buffer, end: string): Buffer {
  const at = bytes.indexOf(end);
  return at === -1 ? bytes : bytes.subarray(0, at);
}
