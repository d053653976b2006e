import { hashOf } from '../../store/hash.ts';

/** Fields by which a head is that of one message and no other. */
const identifying = /^(message-id|received)[ \t]*:/im;
/** Fields that some servers write into a message themselves, and anew when it was read. */
const serversOwn = /^(?:(x-)?status|x-(uidl|keywords|uid|imap)[\w-]*)[ \t]*:/i;
/** Bytes of a head at most: any honest one is shorter. */
export const longestHead = 256 * 1024;

/**
 * By which a message is known again without fetching all of it: SHA-256 of its head, less what the server itself put in. `start` is a
 * message or its beginning, since some servers send all of it for TOP. Null where the head does not tell one message from another.
 */
export function headHashOf(start: Buffer): Buffer | null {
  const head = headOf(start);
  return identifying.test(head) ? hashOf(Buffer.from(head, 'latin1')) : null;
}

function headOf(start: Buffer): string {
  const ends = [start.indexOf('\n\r\n'), start.indexOf('\n\n')].filter((at) => at !== -1);
  const head = start.toString('latin1', 0, Math.min(longestHead, start.length, ...ends));
  return head
    .split(/\r?\n/)
    .filter((line) => line !== '' && !serversOwn.test(line))
    .join('\n');
}
