import { type FilledHead, type HeadRow, headsByUidl } from '../../store/heads.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import { isSameMessage } from './same-message.ts';
import type { Staged } from './store-staged.ts';

interface Sorted<S> {
  /** The rest of messages whose head is here already. */
  readonly filling: readonly { readonly staged: S; readonly filled: FilledHead }[];
  /** All others. */
  readonly others: readonly S[];
  /** Heads whose ids mean other messages now. */
  readonly left: readonly HeadRow[];
  /** They came for a head that went while they were on their way, or that has been filled already. */
  readonly unwanted: readonly S[];
}

/** Which of the messages that arrived belong to a head that is here. */
export function sortArrived<S extends Staged>(db: ReadDb, arrived: readonly S[]): Sorted<S> {
  const heads = headsByUidl(
    db,
    arrived.flatMap(({ listed }) => listed.uidl ?? []),
  );
  const filling: { staged: S; filled: FilledHead }[] = [];
  const others: S[] = [];
  const left: HeadRow[] = [];
  const unwanted: S[] = [];
  for (const staged of arrived) {
    const { listed, hash, size, date, headHash, header } = staged;
    const head = listed.uidl === null ? undefined : heads.get(listed.uidl);
    if (listed.fills !== undefined && head?.messageId !== listed.fills) unwanted.push(staged);
    else if (head === undefined) others.push(staged);
    else if (isSameMessage(head, { size: listed.size, headHash, headerMessageId: header.headerMessageId })) {
      const isDateKnown = head.headHash !== null || head.headerMessageId !== null;
      filling.push({ staged, filled: { messageId: head.messageId, hash, size, date: isDateKnown ? null : date } });
    } else {
      others.push(staged);
      left.push(head);
    }
  }
  return { filling, others, left, unwanted };
}
