import type { MessageId } from '../../shared/message.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/** "What happened to this message?": appended, never changed, and kept when the message is gone. */
export type HistoryEvent = 'downloaded' | 'removal-asked' | 'moved' | 'removed-here';

export interface HistoryEntry {
  readonly messageId: MessageId;
  readonly at: number;
  readonly event: HistoryEvent;
  readonly detail: string | null;
}

/** The same of all of them. */
export function recordHistory(
  tx: StoreTransaction,
  messages: readonly MessageId[],
  event: HistoryEvent,
  at: number,
  detail: string | null = null,
): void {
  tx.db.run(
    `INSERT INTO history (message_id, header_message_id, at, event, detail)
     SELECT each.value, m.header_message_id, ?, ?, ? FROM json_each(?) each LEFT JOIN message m ON m.id = each.value`,
    at,
    event,
    detail,
    JSON.stringify(messages),
  );
}

export function historyOf(db: ReadDb, messageId: MessageId): HistoryEntry[] {
  return db.all('SELECT message_id AS messageId, at, event, detail FROM history WHERE message_id = ? ORDER BY id', messageId);
}
