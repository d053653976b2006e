/** Mail that is here, but not taken apart yet: its preview is missing, and a search does not find it. */
import type { MessageId } from '../../shared/message.ts';
import { toStored } from './envelopes.ts';
import { touchMessage } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import { type Findable, indexMessage } from './search-index.ts';
import type { ReadDb } from './sqlite.ts';

/** What was read in a message, for its row in a list and for searches. */
export interface IndexedMessage extends Findable {
  readonly preview: string;
  readonly hasAttachments: boolean;
}

/** The newest that wait. */
export function nextToIndex(db: ReadDb, most: number): MessageId[] {
  return db.all<{ id: MessageId }>('SELECT id FROM message WHERE indexed = 0 ORDER BY id DESC LIMIT ?', most).map(({ id }) => id);
}

/** Its head is what its bytes say from now on, and not what the server said. */
export function saveIndexed(tx: StoreTransaction, id: MessageId, read: IndexedMessage): void {
  tx.db.run(
    'UPDATE message SET envelope = ?, header_message_id = ?, preview = ?, has_attachments = ?, indexed = 1 WHERE id = ?',
    toStored(read.envelope),
    read.envelope.headerMessageId,
    read.preview,
    read.hasAttachments ? 1 : 0,
    id,
  );
  indexMessage(tx, id, read);
  touchMessage(tx, id);
}
