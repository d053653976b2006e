import type { HeadPrint } from './head-print.ts';
import type { HeadRow } from '../../store/heads.ts';

/** A message that came whole under the id of one of which the head is here. */
interface CameWhole {
  readonly print: HeadPrint | null;
  readonly headerMessageId: string | null;
}

/**
 * Whether that is the same message: some servers give the id of one message to another. What names it decides, then its whole head; where the
 * head tells nothing, the id is believed, since its size says little (some servers tell another one each time).
 */
export function isSameMessage(head: Pick<HeadRow, 'headHash' | 'headerMessageId'>, come: CameWhole): boolean {
  if (head.headerMessageId !== null) return head.headerMessageId === come.headerMessageId;
  if (head.headHash !== null) return come.print?.hash.equals(head.headHash) === true;
  return true;
}
