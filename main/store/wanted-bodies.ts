import type { MessageId } from '../../shared/message.ts';
import type { ReadDb } from './sqlite.ts';

/** Somebody asked for its text while there was no connection: it comes before everything else. */
export function isWanted(db: ReadDb, id: MessageId): boolean {
  return db.get('SELECT 1 FROM wanted_body WHERE message_id = ?', id) !== undefined;
}
