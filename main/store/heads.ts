/** Messages of a maildrop of which only the head is here: rows like any other, without bytes, under an id that was never stored. */
import type { MessageId } from '../../shared/message.ts';
import { recordHistory } from './history.ts';
import { locationsOfMessage, removeLocation, touchMessages } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import { type ArrivedBytes, attachRaw, sweepOrphans } from './messages.ts';
import type { ReadDb } from './sqlite.ts';
import { forgetWanted } from './wanted-bodies.ts';

export interface HeadRow {
  readonly uidl: string;
  readonly messageId: MessageId;
  /** Bytes, as the server listed it then. */
  readonly size: number | null;
  /** As in `StoredUidl`. */
  readonly headHash: Uint8Array | null;
  readonly headerMessageId: string | null;
  readonly onServer: boolean;
}

interface Row extends Omit<HeadRow, 'onServer'> {
  readonly onServer: number;
}

const columns = `u.uidl, u.message_id AS messageId, u.size, u.head_hash AS headHash, m.header_message_id AS headerMessageId,
  u.on_server AS onServer`;
const join = 'CROSS JOIN message m ON m.id = u.message_id AND m.raw_hash IS NULL AND u.stored_at IS NULL';

function fromRow(row: Row): HeadRow {
  return { ...row, onServer: row.onServer === 1 };
}

/** Null: all of it is here, or no maildrop knows of it. */
export function headOfMessage(db: ReadDb, id: MessageId): HeadRow | null {
  const row = db.get<Row>(`SELECT ${columns} FROM uidl u ${join} WHERE u.message_id = ?`, id);
  return row === undefined ? null : fromRow(row);
}

export function headsByUidl(db: ReadDb, uidls: readonly string[]): ReadonlyMap<string, HeadRow> {
  const rows = db.all<Row>(
    `SELECT ${columns} FROM json_each(?) each CROSS JOIN uidl u ON u.uidl = each.value ${join}`,
    JSON.stringify(uidls),
  );
  return new Map(rows.map((row) => [row.uidl, fromRow(row)]));
}

/** The rest of a message; `date` where its head did not tell when it arrived, milliseconds since 1970. */
export interface FilledHead extends ArrivedBytes {
  readonly date: number | null;
}

/** The rest arrived: each is the same message as before, in the same mailboxes and with the same flags. Its id is saved by `saveUidls`. */
export function fillHeads(tx: StoreTransaction, filled: readonly FilledHead[]): void {
  if (filled.length === 0) return;
  attachRaw(tx, filled);
  // What the server listed was a hint.
  for (const { messageId, size, date } of filled) {
    tx.db.run('UPDATE message SET size = ?, date = coalesce(?, date) WHERE id = ?', size, date, messageId);
    if (date !== null) tx.db.run('UPDATE location SET date = ? WHERE message_id = ?', date, messageId);
  }
  forgetWanted(
    tx,
    filled.map(({ messageId }) => messageId),
  );
}

/** The server gave their ids to other messages: what is here of them cannot be had whole any more. */
export function strandHeads(tx: StoreTransaction, messages: readonly MessageId[]): void {
  if (messages.length === 0) return;
  forgetWanted(tx, messages);
  touchMessages(tx, messages);
}

/** They go from here for ever, as the person chose; their ids are remembered, so that they do not come back while they are listed. */
export function removeHeads(tx: StoreTransaction, heads: readonly HeadRow[], at: number): void {
  const messages = heads.map(({ messageId }) => messageId);
  recordHistory(tx, messages, 'removed-here', at);
  for (const messageId of messages)
    for (const { mailboxId } of locationsOfMessage(tx.db, messageId)) removeLocation(tx, mailboxId, messageId);
  // Without bytes, they leave none.
  sweepOrphans(tx, messages);
}
