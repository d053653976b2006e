import { type FilledHead, type HeadRow, headsByUidl } from '../../store/heads.ts';
import { hashName } from '../../store/hash.ts';
import { messagesOfHashes } from '../../store/messages.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import { isWanted } from '../../store/wanted-bodies.ts';
import { isSameMessage } from './same-message.ts';
import type { Staged } from './store-staged.ts';

/** `id`: what the server calls it, or its content, where the server calls it nothing. */
interface Identified extends Staged {
  readonly id: string;
}

interface Sorted<S> {
  /** The rest of messages whose head is here already. */
  readonly filling: readonly { readonly staged: S; readonly filled: FilledHead }[];
  /** All others. */
  readonly others: readonly S[];
  /** Heads whose ids mean other messages now. */
  readonly stranded: readonly HeadRow[];
  /** Heads of what is here under another id already, and that nobody opened: they go. */
  readonly doubled: readonly HeadRow[];
  /** They came for a head that went while they were on their way, or that has been filled already. */
  readonly unwanted: readonly S[];
}

/** Which of the messages that arrived belong to a head that is here. */
export function sortArrived<S extends Identified>(db: ReadDb, arrived: readonly S[]): Sorted<S> {
  const heads = headsByUidl(
    db,
    arrived.map(({ id }) => id),
  );
  const filling: { staged: S; filled: FilledHead }[] = [];
  const others: S[] = [];
  // Most that arrives belongs to no head.
  const whole = messagesOfHashes(
    db,
    arrived.filter(({ id }) => heads.has(id)).map(({ hash }) => hash),
  );
  const stranded: HeadRow[] = [];
  const doubled: HeadRow[] = [];
  const unwanted: S[] = [];
  for (const staged of arrived) {
    const { id, listed, hash, size, date, print, header } = staged;
    const head = heads.get(id);
    if (listed.fills !== undefined && head?.messageId !== listed.fills) unwanted.push(staged);
    else if (head === undefined) others.push(staged);
    else if (isSameMessage(head, { print, headerMessageId: header.headerMessageId })) {
      if (whole.has(hashName(hash)) && !isWanted(db, head.messageId)) {
        others.push(staged);
        doubled.push(head);
        continue;
      }
      const isDateKnown = head.headHash !== null || head.headerMessageId !== null;
      filling.push({ staged, filled: { messageId: head.messageId, hash, size, date: isDateKnown ? null : date } });
    } else {
      others.push(staged);
      stranded.push(head);
    }
  }
  return { filling, others, stranded, doubled, unwanted };
}
