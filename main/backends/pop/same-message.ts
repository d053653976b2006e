import type { HeadRow } from '../../store/heads.ts';

/** A message that came whole under the id of one of which the head is here. `size` is in bytes, as the server listed it now. */
interface CameWhole {
  readonly size: number;
  readonly headHash: Buffer | null;
  readonly headerMessageId: string | null;
}

/**
 * Whether that is the same message: some servers give the id of one message to another. What names it decides, then its whole head; where the
 * head tells nothing, its size.
 */
export function isSameMessage(head: Pick<HeadRow, 'size' | 'headHash' | 'headerMessageId'>, come: CameWhole): boolean {
  if (head.headerMessageId !== null) return head.headerMessageId === come.headerMessageId;
  if (head.headHash !== null) return come.headHash?.equals(head.headHash) === true;
  return head.size === come.size;
}
