import type { Envelope, MessageId } from '../../shared/message.ts';
import { fromStored, type HeaderBlock, type StoredEnvelope, toStored } from './envelopes.ts';
import { touchMessages } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import { hashName } from './hash.ts';
import { insertRows } from './insert-rows.ts';
import { newId, retireId } from './new-ids.ts';
import { unindexMessage } from './search-index.ts';
import type { ReadDb, SqlValue } from './sqlite.ts';

/** What is known of a message when it enters the store; `rawHash` is null while its bytes are only on the server. */
export interface NewMessage {
  readonly envelope: Envelope | HeaderBlock;
  /** internalDate, milliseconds since 1970. */
  readonly date: number;
  readonly size: number;
  readonly preview: string;
  readonly hasAttachments: boolean;
  readonly rawHash: Buffer | null;
  /** The server's own name for this content, wherever it lies (OBJECTID, RFC 8474, or X-GM-MSGID); null or missing: none told. */
  readonly emailId?: string | null;
}

export interface StoredMessage extends NewMessage {
  readonly id: MessageId;
  readonly envelope: Envelope;
}

interface Row {
  readonly id: MessageId;
  readonly envelope: StoredEnvelope;
  readonly date: number;
  readonly size: number;
  readonly preview: string;
  readonly hasAttachments: number;
  readonly rawHash: Uint8Array | null;
}

export function messageById(db: ReadDb, id: MessageId): StoredMessage | null {
  const row = db.get<Row>(
    'SELECT id, envelope, date, size, preview, has_attachments AS hasAttachments, raw_hash AS rawHash FROM message WHERE id = ?',
    id,
  );
  if (row === undefined) return null;
  return {
    ...row,
    envelope: fromStored(row.envelope),
    hasAttachments: row.hasAttachments === 1,
    rawHash: row.rawHash === null ? null : Buffer.from(row.rawHash),
  };
}

export function insertMessage(tx: StoreTransaction, message: NewMessage): MessageId {
  const [id] = insertMessages(tx, [message]);
  return id as MessageId;
}

const columns = 'id, header_message_id, envelope, date, size, preview, has_attachments, raw_hash, email_id';

/** Returns their ids, in the order given. */
export function insertMessages(tx: StoreTransaction, messages: readonly NewMessage[]): MessageId[] {
  const first = newId(tx, 'message');
  const rows = messages.map<SqlValue[]>(({ envelope, date, size, preview, hasAttachments, rawHash, emailId = null }, at) => [
    first + at,
    envelope.headerMessageId,
    toStored(envelope),
    date,
    size,
    preview,
    hasAttachments ? 1 : 0,
    rawHash,
    emailId,
  ]);
  insertRows(tx.db, `message (${columns})`, rows);
  return rows.map((_, at) => (first + at) as MessageId);
}

/** Bytes that arrived, and the message they are of. */
export interface ArrivedBytes {
  readonly messageId: MessageId;
  readonly hash: Uint8Array;
  readonly size: number;
}

/**
 * The bytes arrived: from now on the messages are here, and wait to be taken apart and indexed. Their size stays what the server tells
 * (Exchange reckons it): a message is known again by that.
 */
export function attachRaw(tx: StoreTransaction, arrived: readonly ArrivedBytes[]): void {
  tx.db.run(
    `UPDATE message SET raw_hash = unhex(each.value ->> 1), size = CASE size WHEN 0 THEN each.value ->> 2 ELSE size END, indexed = 0
     FROM json_each(?) each WHERE message.id = each.value ->> 0`,
    JSON.stringify(arrived.map(({ messageId, hash, size }) => [messageId, hashName(hash), size])),
  );
  const messages = arrived.map(({ messageId }) => messageId);
  tx.db.run('UPDATE location SET missing = NULL WHERE message_id IN (SELECT value FROM json_each(?))', JSON.stringify(messages));
  touchMessages(tx, messages);
}

/** Its bytes are on this computer. */
export function isHere(db: ReadDb, id: MessageId): boolean {
  return db.get('SELECT 1 FROM message WHERE id = ? AND raw_hash IS NOT NULL', id) !== undefined;
}

/** Null: there is no such message, or its bytes are not on this computer. */
export function rawHashOf(db: ReadDb, id: MessageId): Buffer | null {
  const hash = db.get<{ hash: Uint8Array | null }>('SELECT raw_hash AS hash FROM message WHERE id = ?', id)?.hash;
  return hash == null ? null : Buffer.from(hash);
}

/** It is in the store, with these bytes; null: with none. */
export function hasBytes(db: ReadDb, id: MessageId, hash: Buffer | null): boolean {
  return db.get('SELECT 1 FROM message WHERE id = ? AND raw_hash IS ?', id, hash) !== undefined;
}

/** A message that the server knows by this name, in whatever mailbox. */
export function messageByEmailId(db: ReadDb, emailId: string): MessageId | null {
  return db.get<{ id: MessageId }>('SELECT id FROM message WHERE email_id = ? ORDER BY id LIMIT 1', emailId)?.id ?? null;
}

/** Messages with exactly these bytes, the first of each, by the name of its hash: how a maildrop that renumbered everything is recognised. */
export function messagesOfHashes(db: ReadDb, hashes: readonly Uint8Array[]): ReadonlyMap<string, MessageId> {
  const rows = db.all<{ name: string; id: MessageId }>(
    `SELECT each.value AS name, min(m.id) AS id FROM json_each(?) each CROSS JOIN message m ON m.raw_hash = unhex(each.value) GROUP BY 1`,
    JSON.stringify(hashes.map(hashName)),
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Messages in all mailboxes together, from the stored counts. */
export function countMessages(db: ReadDb): number {
  return db.get<{ n: number }>('SELECT coalesce(sum(total), 0) AS n FROM mailbox WHERE removed = 0')?.n ?? 0;
}

/** Messages whose bytes are on this computer; reads only the index of hashes. */
export function countMessagesHere(db: ReadDb): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM message WHERE raw_hash IS NOT NULL')?.n ?? 0;
}

/** Bytes of all messages, as the server tells their sizes. */
export function sumSizes(db: ReadDb): number {
  return db.get<{ n: number }>('SELECT coalesce(sum(size), 0) AS n FROM message')?.n ?? 0;
}

/**
 * Forgets those of the given messages that are in no mailbox and that no operation may still bring back; returns the hashes
 * that nothing refers to any more, for the packs to drop after this transaction committed.
 */
export function sweepOrphans(tx: StoreTransaction, candidates: readonly MessageId[]): Buffer[] {
  const hashes: Buffer[] = [];
  for (const id of candidates) {
    const orphan = tx.db.get<{ rawHash: Uint8Array | null }>(
      `SELECT raw_hash AS rawHash FROM message m WHERE id = ?
         AND NOT EXISTS (SELECT 1 FROM location l WHERE l.message_id = m.id)
         AND NOT EXISTS (SELECT 1 FROM operation_target t WHERE t.message_id = m.id)`,
      id,
    );
    if (orphan === undefined) continue;
    unindexMessage(tx, id);
    leaveMaildrop(tx, id, orphan.rawHash);
    retireId(tx, 'message', id);
    tx.db.run('DELETE FROM message WHERE id = ?', id);
    if (orphan.rawHash !== null) hashes.push(Buffer.from(orphan.rawHash));
  }
  return hashes.filter((hash) => !isReferenced(tx.db, hash));
}

/** While a maildrop still lists it, it must not come back; unless there is a second copy of it here, which the server's is one of then. */
function leaveMaildrop(tx: StoreTransaction, id: MessageId, rawHash: Uint8Array | null): void {
  const sql = 'SELECT id FROM message WHERE raw_hash = ? AND id <> ? ORDER BY id LIMIT 1';
  const twin = rawHash === null ? undefined : tx.db.get<{ id: MessageId }>(sql, rawHash, id)?.id;
  const choice = `choice = CASE choice WHEN 'remove' THEN choice END`;
  const changed =
    twin === undefined
      ? tx.db.run(`UPDATE uidl SET message_id = NULL, removed_here = 1, content_hash = ?, ${choice} WHERE message_id = ?`, rawHash, id)
      : tx.db.run(`UPDATE uidl SET message_id = ?, ${choice} WHERE message_id = ?`, twin, id);
  if (twin !== undefined && changed.changes > 0) touchMessages(tx, [twin]);
}

/** True when a message or a mail in the outbox has these bytes. */
export function isReferenced(db: ReadDb, hash: Uint8Array): boolean {
  return db.get('SELECT 1 FROM message WHERE raw_hash = ? LIMIT 1', hash) !== undefined || isInOutbox(db, hash);
}

function isInOutbox(db: ReadDb, hash: Uint8Array): boolean {
  return db.get('SELECT 1 FROM operation WHERE raw_hash = ?', hash) !== undefined;
}
