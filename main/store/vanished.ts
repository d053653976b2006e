/**
 * Mail that the server has no longer, or perhaps not: its rows stay in their mailbox, without a number, until more is known. `unsure`
 * after the server numbered a mailbox anew, or took a message into it and did not tell its number, and before everything in it was seen
 * again; `vanished` once it was not, and too much of it at once to be believed: then the person says what is to become of it.
 */
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import { unnumberLocation } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/** Stands in `vanished_at` for what is unsure. */
const unsure = 0;

/** All numbers of a mailbox mean nothing any more, those of messages that an action takes away included: it may have to bring them back. */
export function unnumberMailbox(tx: StoreTransaction, mailboxId: MailboxId): void {
  for (const table of ['location', 'operation_target']) {
    tx.db.run(
      `INSERT OR IGNORE INTO vanished SELECT mailbox_id, message_id, ${unsure} FROM ${table} WHERE mailbox_id = ? AND uid IS NOT NULL`,
      mailboxId,
    );
  }
  tx.db.run('UPDATE operation_target SET uid = NULL WHERE mailbox_id = ?', mailboxId);
  tx.db.run('UPDATE location SET uid = NULL WHERE mailbox_id = ? AND uid IS NOT NULL', mailboxId);
  tx.touch.mailbox(mailboxId);
}

/** The server took it in and did not tell under which number; another device may take it away again before it is seen. */
export function setUnsure(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId): void {
  tx.db.run(
    `INSERT OR IGNORE INTO vanished SELECT ?1, ?2, ${unsure}
     WHERE NOT EXISTS (SELECT 1 FROM location WHERE mailbox_id = ?1 AND message_id = ?2 AND uid IS NOT NULL)`,
    mailboxId,
    messageId,
  );
}

/** What was there before the mailbox was numbered anew, or came without a number, and was not seen since. */
export function unsureIn(db: ReadDb, mailboxId: MailboxId): MessageId[] {
  return idsIn(db, mailboxId, `v.vanished_at = ${unsure}`);
}

/** It was there before the mailbox was numbered anew, or came without a number, and was not seen since. */
export function isUnsure(db: ReadDb, mailboxId: MailboxId, messageId: MessageId): boolean {
  const sql = `SELECT 1 FROM vanished WHERE mailbox_id = ? AND message_id = ? AND vanished_at = ${unsure}`;
  return db.get(sql, mailboxId, messageId) !== undefined;
}

/** The server has it no longer, but it stays: from now on it is only on this computer. */
export function setVanished(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId, now: number): void {
  tx.db.run('INSERT OR REPLACE INTO vanished VALUES (?, ?, ?)', mailboxId, messageId, now);
  unnumberLocation(tx, mailboxId, messageId);
}

/** It is there again, or what was asked about it was answered. */
export function forgetVanished(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId): void {
  tx.db.run('DELETE FROM vanished WHERE mailbox_id = ? AND message_id = ?', mailboxId, messageId);
}

export function vanishedIn(db: ReadDb, mailboxId: MailboxId): MessageId[] {
  return idsIn(db, mailboxId, `v.vanished_at > ${unsure}`);
}

/** Where an answer is awaited. */
export function countVanished(db: ReadDb): { readonly mailboxId: MailboxId; readonly mailbox: string; readonly count: number }[] {
  return db.all(
    `SELECT b.id AS mailboxId, b.name AS mailbox, count(*) AS count FROM vanished v
     JOIN location l ON l.mailbox_id = v.mailbox_id AND l.message_id = v.message_id AND l.uid IS NULL
     JOIN mailbox b ON b.id = v.mailbox_id WHERE v.vanished_at > ${unsure} GROUP BY b.id ORDER BY b.id`,
  );
}

function idsIn(db: ReadDb, mailboxId: MailboxId, condition: string): MessageId[] {
  return db
    .all<{ id: MessageId }>(
      `SELECT v.message_id AS id FROM vanished v JOIN location l ON l.mailbox_id = v.mailbox_id AND l.message_id = v.message_id
       WHERE v.mailbox_id = ? AND l.uid IS NULL AND ${condition} ORDER BY v.message_id`,
      mailboxId,
    )
    .map(({ id }) => id);
}
