import type { MaildropChoice } from '../../shared/maildrop.ts';
import type { MessageId } from '../../shared/message.ts';
import { hashName } from './hash.ts';
import { touchMessage, touchMessages } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/**
 * What is known of one unique-id of a POP maildrop. A row stays for as long as the server lists the id, also after the
 * message was removed here: else it would be downloaded again.
 */
export interface StoredUidl {
  readonly uidl: string;
  /** Null once the message was removed here for ever, and while there is nothing but a choice for it. */
  readonly messageId: MessageId | null;
  /** Bytes, as the server lists it. */
  readonly size: number | null;
  /** Of the head as the server hands it over; null: never seen, or it identifies nothing. Kept when the message is removed here. */
  readonly headHash: Uint8Array | null;
  /** Of the bytes of a message that was removed here for ever; else null. */
  readonly contentHash: Uint8Array | null;
  /** The server gave it a new id, and it was known again by its size and head alone: its bytes were not compared. */
  readonly knownByHead: boolean;
  /** What the person wants done with it on the server; `fetch` and `remove` until that is done. */
  readonly choice: MaildropChoice | null;
  /** Listed by the server in the last complete listing. */
  readonly onServer: boolean;
  /** When its bytes were committed here; milliseconds since 1970. Null when they never were: of its message only the head is here. */
  readonly storedAt: number | null;
  /** When DELE for it last ended with a successful QUIT; the next listing tells whether it worked. */
  readonly removalAskedAt: number | null;
  /** The person deleted it: it lies in no mailbox here but Trash, nor does a copy of it, or was removed for ever. A lost row is no deletion. */
  readonly deletedHere: boolean;
}

interface Row extends Omit<StoredUidl, 'onServer' | 'deletedHere' | 'knownByHead'> {
  readonly onServer: number;
  readonly deletedHere: number;
  readonly knownByHead: number;
}

/** Messages in Trash, of which there is nothing outside of it: neither themselves nor a copy. */
const deleted = `SELECT t.message_id FROM location t JOIN mailbox trash ON trash.id = t.mailbox_id AND trash.role = 'trash'
  WHERE NOT EXISTS (SELECT 1 FROM location l JOIN mailbox b ON b.id = l.mailbox_id WHERE l.message_id = t.message_id AND b.role IS NOT 'trash')
  AND NOT EXISTS (SELECT 1 FROM message m JOIN message twin ON twin.raw_hash = m.raw_hash
                  JOIN location l ON l.message_id = twin.id JOIN mailbox b ON b.id = l.mailbox_id
                  WHERE m.id = t.message_id AND b.role IS NOT 'trash')`;

const columns = `uidl, message_id AS messageId, size, head_hash AS headHash, content_hash AS contentHash, known_by_head AS knownByHead, choice, on_server AS onServer,
  stored_at AS storedAt, removal_asked_at AS removalAskedAt`;

/** Each by its name: to spread what the driver makes takes longer than to read it. */
function fromRow(row: Row): StoredUidl {
  const { uidl, messageId, size, headHash, contentHash, choice, storedAt, removalAskedAt } = row;
  return {
    uidl,
    messageId,
    size,
    headHash,
    contentHash,
    knownByHead: row.knownByHead === 1,
    choice,
    onServer: row.onServer === 1,
    storedAt,
    removalAskedAt,
    deletedHere: row.deletedHere === 1,
  };
}

export function listUidls(db: ReadDb): StoredUidl[] {
  // Trash is read once, and not for each id.
  return db.all<Row>(`SELECT ${columns}, removed_here OR ifnull(message_id IN (${deleted}), 0) AS deletedHere FROM uidl`).map(fromRow);
}

export function uidlByName(db: ReadDb, uidl: string): StoredUidl | null {
  const isDeleted = `EXISTS (${deleted} AND t.message_id = uidl.message_id)`;
  const row = db.get<Row>(`SELECT ${columns}, removed_here OR ${isDeleted} AS deletedHere FROM uidl WHERE uidl = ?`, uidl);
  return row === undefined ? null : fromRow(row);
}

/** An id and the message it belongs to. */
export interface NewUidl extends Pick<StoredUidl, 'uidl' | 'size'> {
  readonly messageId: MessageId;
  /** See `StoredUidl`. */
  readonly headHash: Uint8Array | null;
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
    JSON.stringify(
      uidls.map(({ uidl, messageId, size, headHash }) => [uidl, messageId, size, headHash === null ? null : hashName(headHash)]),
    ),
  );
  for (const { messageId } of uidls) tx.touch.message(messageId);
}

/** Of messages that came once more under other ids: where a server gives new ones in each session, there would be no end of them. */
export function forgetOldIds(tx: StoreTransaction, messages: readonly MessageId[]): void {
  tx.db.run(
    `DELETE FROM uidl WHERE on_server = 0 AND message_id IN (SELECT value FROM json_each(?))
       AND EXISTS (SELECT 1 FROM uidl now WHERE now.message_id = uidl.message_id AND now.on_server = 1)`,
    JSON.stringify(messages),
  );
}

/**
 * Those of the ids whose message has the bytes of one that the person removed here for ever, of which there is no other here, and that the
 * server no longer has under its old id. Not an id that is known by itself, unless nothing or only a head is here of it, and nobody wants it.
 */
export function removedBefore(db: ReadDb, found: readonly { readonly id: string; readonly name: string }[]): ReadonlySet<string> {
  const rows = db.all<{ id: string }>(
    `SELECT DISTINCT each.value ->> 0 AS id FROM json_each(?) each JOIN uidl gone ON gone.content_hash = unhex(each.value ->> 1)
     WHERE gone.removed_here = 1 AND gone.on_server = 0 AND NOT EXISTS (SELECT 1 FROM message here WHERE here.raw_hash = gone.content_hash)
       AND NOT EXISTS (
         SELECT 1 FROM uidl own WHERE own.uidl = each.value ->> 0 AND own.removed_here = 0
           AND (own.stored_at IS NOT NULL OR own.choice = 'fetch' OR own.message_id IN (SELECT message_id FROM wanted_body)))`,
    JSON.stringify(found.map(({ id, name }) => [id, name])),
  );
  return new Set(rows.map(({ id }) => id));
}

/** New ids of messages that were removed here for ever, in place of those that the server lists no more. */
export function saveRemoved(
  tx: StoreTransaction,
  uidls: readonly (Pick<NewUidl, 'uidl' | 'size' | 'headHash'> & { readonly contentHash: Uint8Array })[],
): void {
  for (const { uidl, size, headHash, contentHash } of uidls) {
    tx.db.run(
      `INSERT OR REPLACE INTO uidl (uidl, size, head_hash, content_hash, removed_here, stored_at)
       SELECT ?, ?, ?, ?, 1, max(stored_at) FROM uidl WHERE content_hash = ? AND removed_here = 1`,
      uidl,
      size,
      headHash,
      contentHash,
      contentHash,
    );
    tx.db.run('DELETE FROM uidl WHERE content_hash = ? AND removed_here = 1 AND on_server = 0', contentHash);
  }
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

/** Ids the server lists no more and whose message is gone here too: nothing is left to remember. */
export function forgetUidls(tx: StoreTransaction, uidls: readonly string[]): void {
  for (const uidl of uidls) tx.db.run('DELETE FROM uidl WHERE uidl = ?', uidl);
}

function messageIdOf(db: ReadDb, uidl: string): MessageId | null {
  return db.get<{ messageId: MessageId | null }>('SELECT message_id AS messageId FROM uidl WHERE uidl = ?', uidl)?.messageId ?? null;
}
