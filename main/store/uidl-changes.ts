/** What becomes of the ids of a maildrop: see `StoredUidl`. */
import type { MessageId } from '../../shared/message.ts';
import { hashName } from './hash.ts';
import { touchMessage, touchMessages } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';
import type { StoredUidl } from './uidls.ts';

/** An id and the message it belongs to. */
export interface NewUidl extends Pick<StoredUidl, 'uidl' | 'size' | 'headHash'> {
  readonly messageId: MessageId;
}

/** In the same transaction as the messages they belong to: so a crash can neither lose nor double one. */
export function saveUidls(tx: StoreTransaction, uidls: readonly NewUidl[], storedAt: number): void {
  tx.db.run(
    `INSERT INTO uidl (uidl, message_id, size, head_hash, on_server, stored_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, unhex(value ->> 3), 1, ? FROM json_each(?) WHERE true
     ON CONFLICT (uidl) DO UPDATE SET
       message_id = excluded.message_id, size = excluded.size, head_hash = excluded.head_hash, content_hash = NULL, known_by_head = 0, choice = NULL,
       on_server = 1, stored_at = excluded.stored_at, removed_here = 0, removal_asked_at = NULL`,
    storedAt,
    asRows(uidls),
  );
  for (const { messageId } of uidls) tx.touch.message(messageId);
}

/** Ids of messages of which only the head is here; what was chosen for them stays chosen. */
export function saveHeadUidls(tx: StoreTransaction, uidls: readonly NewUidl[]): void {
  tx.db.run(
    `INSERT INTO uidl (uidl, message_id, size, head_hash, on_server)
     SELECT value ->> 0, value ->> 1, value ->> 2, unhex(value ->> 3), 1 FROM json_each(?) WHERE true
     ON CONFLICT (uidl) DO UPDATE SET
       message_id = excluded.message_id, size = excluded.size, head_hash = excluded.head_hash, content_hash = NULL, known_by_head = 0,
       on_server = 1, stored_at = NULL, removed_here = 0, removal_asked_at = NULL`,
    asRows(uidls),
  );
}

/** Of messages that came once more under other ids: where a server gives new ones in each session, there would be no end of them. */
export function forgetOldIds(tx: StoreTransaction, messages: readonly MessageId[]): void {
  tx.db.run(
    `DELETE FROM uidl WHERE on_server = 0 AND message_id IN (SELECT value FROM json_each(?))
       AND EXISTS (SELECT 1 FROM uidl now WHERE now.message_id = uidl.message_id AND now.on_server = 1)`,
    JSON.stringify(messages),
  );
}

/** The same messages; the server only tells their sizes otherwise. Where the person chose to remove one of another size, they have to choose again. */
export function resizeUidls(tx: StoreTransaction, resized: readonly { readonly uidl: string; readonly size: number }[]): void {
  for (const { uidl, size } of resized) tx.db.run(`UPDATE uidl SET size = ? WHERE uidl = ? AND choice IS NOT 'remove'`, size, uidl);
}

/** After a complete listing: which of the known ids the server still has. Ids it no longer lists lose their server copy, nothing else. */
export function setListed(tx: StoreTransaction, listed: ReadonlySet<string>): void {
  const changed = tx.db.all<{ messageId: MessageId | null }>(
    `UPDATE uidl SET on_server = 1 - on_server WHERE on_server <> (uidl IN (SELECT value FROM json_each(?)))
     RETURNING message_id AS messageId`,
    JSON.stringify([...listed]),
  );
  const messages = changed.flatMap(({ messageId }) => messageId ?? []);
  if (messages.length > 0) touchMessages(tx, messages);
}

/** The server was asked to remove them, and said yes. Of what was never here it is remembered that nobody wants it. */
export function setRemovalAsked(tx: StoreTransaction, uidls: readonly string[], at: number): void {
  for (const uidl of uidls) {
    const messageId = messageIdOf(tx.db, uidl);
    tx.db.run(
      `UPDATE uidl SET removal_asked_at = ?, on_server = 0, choice = NULL, removed_here = CASE WHEN message_id IS NULL THEN 1 ELSE removed_here END
       WHERE uidl = ?`,
      at,
      uidl,
    );
    if (messageId !== null) touchMessage(tx, messageId);
  }
}

/** Whatever is listed under these ids from now on is new here. */
export function forgetUidls(tx: StoreTransaction, uidls: readonly string[]): void {
  for (const uidl of uidls) tx.db.run('DELETE FROM uidl WHERE uidl = ?', uidl);
}

/** For json_each, in which a hash is text: unhex makes it bytes again. */
function asRows(uidls: readonly NewUidl[]): string {
  return JSON.stringify(
    uidls.map(({ uidl, messageId, size, headHash }) => [uidl, messageId, size, headHash === null ? null : hashName(headHash)]),
  );
}

function messageIdOf(db: ReadDb, uidl: string): MessageId | null {
  return db.get<{ messageId: MessageId | null }>('SELECT message_id AS messageId FROM uidl WHERE uidl = ?', uidl)?.messageId ?? null;
}
