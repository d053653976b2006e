import type { MailboxId } from '../../shared/mailbox.ts';
import type { LocalRef, MessageId } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/** A message an operation acts on: where it was, and under which number. `moves`: it is on its way while the row waits. */
export interface OperationTarget {
  readonly mailboxId: MailboxId;
  readonly messageId: MessageId;
  readonly uid: number | null;
  readonly moves: boolean;
}

type TargetRow = Omit<OperationTarget, 'moves'> & { readonly moves: number };
/** What an operation acts on, with the numbers as they are known now. */
export function targetsOf(db: ReadDb, id: OperationId): OperationTarget[] {
  return db
    .all<TargetRow>('SELECT mailbox_id AS mailboxId, message_id AS messageId, uid, moves FROM operation_target WHERE operation_id = ?', id)
    .map((row) => ({ ...row, moves: row.moves === 1 }));
}

/** Messages of an operation that are in no mailbox and that no other operation acts on. */
export function homelessTargets(db: ReadDb, id: OperationId): MessageId[] {
  return db
    .all<{ id: MessageId }>(
      `SELECT DISTINCT mine.message_id AS id FROM operation_target mine WHERE mine.operation_id = ?
       AND NOT EXISTS (SELECT 1 FROM location l WHERE l.message_id = mine.message_id)
       AND NOT EXISTS (SELECT 1 FROM operation_target t WHERE t.message_id = mine.message_id AND t.operation_id <> mine.operation_id)`,
      id,
    )
    .map((row) => row.id);
}

/** These messages are done with, while the operation goes on with the rest. */
export function dropTargets(tx: StoreTransaction, id: OperationId, messages: readonly MessageId[]): void {
  for (const messageId of messages) tx.db.run('DELETE FROM operation_target WHERE operation_id = ? AND message_id = ?', id, messageId);
}

/** True when a later waiting operation acts on one of the same messages: then this one cannot simply be dropped. */
export function hasSuccessor(db: ReadDb, id: OperationId): boolean {
  return (
    db.get(
      `SELECT 1 FROM operation_target mine JOIN operation_target later ON later.message_id = mine.message_id
       WHERE mine.operation_id = ? AND later.operation_id > ? LIMIT 1`,
      id,
      id,
    ) !== undefined
  );
}

/** A message got its number in a mailbox after later operations were already waiting on it there. */
export function setTargetUid(tx: StoreTransaction, mailboxId: MailboxId, messageId: MessageId, uid: number): void {
  // The plus keeps SQLite from going by the mailbox, where an action on thousands of messages has as many rows.
  tx.db.run('UPDATE operation_target SET uid = ? WHERE +mailbox_id = ? AND message_id = ? AND uid IS NULL', uid, mailboxId, messageId);
}

/**
 * A message is not where this operation was to move it, but where it was before: what waits for it there since is to be done with it
 * here. What waits longer is about the time before: the message may have been there then, too. True when one of the later operations has
 * moved it on already.
 */
export function redirectTargets(
  tx: StoreTransaction,
  id: OperationId,
  from: LocalRef,
  to: Pick<OperationTarget, 'mailboxId' | 'uid'>,
): boolean {
  const later = 'message_id = ? AND +mailbox_id = ? AND operation_id > ?';
  const there = [from.messageId, from.mailboxId, id] as const;
  const movedOn = tx.db.get(`SELECT 1 FROM operation_target WHERE ${later} AND moves = 1`, ...there);
  tx.db.run(`UPDATE OR REPLACE operation_target SET mailbox_id = ?, uid = ? WHERE ${later}`, to.mailboxId, to.uid, ...there);
  return movedOn !== undefined;
}

/** What was to be acted on there never came to be. */
export function dropTarget(tx: StoreTransaction, id: OperationId, { mailboxId, messageId }: LocalRef): void {
  tx.db.run('DELETE FROM operation_target WHERE operation_id = ? AND mailbox_id = ? AND message_id = ?', id, mailboxId, messageId);
}

/** The message that has this number in a mailbox, and that a waiting operation takes away from there; null: none. */
export function leavingUnder(db: ReadDb, mailboxId: MailboxId, uid: number): MessageId | null {
  const sql = 'SELECT message_id AS id FROM operation_target WHERE mailbox_id = ? AND uid = ? AND moves = 1';
  return db.get<{ id: MessageId }>(sql, mailboxId, uid)?.id ?? null;
}

/** Waiting operations that touch a mailbox, oldest first: what a sync re-applies over the server's truth. */
export function waitingOn(
  db: ReadDb,
  mailboxId: MailboxId,
): { readonly id: OperationId; readonly payload: string; readonly targets: readonly OperationTarget[] }[] {
  const rows = db.all<{ readonly id: OperationId; readonly payload: string }>(
    `SELECT id, payload FROM operation WHERE state <> 'failed'
     AND id IN (SELECT operation_id FROM operation_target WHERE mailbox_id = ?) ORDER BY id`,
    mailboxId,
  );
  // Each payload once, and not beside each target: it names them all, and a person may choose every message of a mailbox.
  return rows.map(({ id, payload }) => ({
    id,
    payload,
    targets: targetsOf(db, id).filter((target) => target.mailboxId === mailboxId),
  }));
}
