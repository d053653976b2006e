/** Messages whose text somebody asked for while there was no connection: they come before everything else. */
import type { MessageId } from '../../shared/message.ts';
import { touchMessage, touchMessages } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

export function wantBody(tx: StoreTransaction, id: MessageId, now: number): void {
  tx.db.run('INSERT OR IGNORE INTO wanted_body SELECT id, ? FROM message WHERE id = ? AND raw_hash IS NULL', now, id);
  // The later wish counts.
  tx.db.run("UPDATE uidl SET choice = NULL WHERE message_id = ? AND choice = 'remove'", id);
  touchMessage(tx, id);
}

/** It is here, or not to be had. */
export function forgetWanted(tx: StoreTransaction, messages: readonly MessageId[]): void {
  const forgotten = tx.db.all<{ id: MessageId }>(
    'DELETE FROM wanted_body WHERE message_id IN (SELECT value FROM json_each(?)) RETURNING message_id AS id',
    JSON.stringify(messages),
  );
  touchMessages(
    tx,
    forgotten.map(({ id }) => id),
  );
}

/** It was opened, or chosen in its maildrop. */
export function isWanted(db: ReadDb, id: MessageId): boolean {
  const sql = "SELECT 1 FROM wanted_body WHERE message_id = ? UNION ALL SELECT 1 FROM uidl WHERE message_id = ? AND choice = 'fetch'";
  return db.get(sql, id, id) !== undefined;
}

/** In the order they were asked for. */
export function wantedBodies(db: ReadDb): MessageId[] {
  return db.all<{ id: MessageId }>('SELECT message_id AS id FROM wanted_body ORDER BY asked_at, message_id').map(({ id }) => id);
}
