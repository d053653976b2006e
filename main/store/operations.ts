import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { OperationId, OperationState } from '../../shared/operation.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/**
 * A row of the queue. `payload` is what was asked, `prior` what it was before; both are JSON that the operations room
 * writes and reads: the store only keeps them in order.
 */
export interface OperationRow {
  readonly id: OperationId;
  readonly kind: string;
  readonly payload: string;
  readonly prior: string;
  readonly state: OperationState;
  readonly attempts: number;
  /** Milliseconds since 1970; null: at once. */
  readonly notBefore: number | null;
  readonly failure: MailFailure | null;
  readonly createdAt: number;
}

/** A message an operation acts on: where it was, and under which number. `moves`: it is on its way while the row waits. */
export interface OperationTarget {
  readonly mailboxId: MailboxId;
  readonly messageId: MessageId;
  readonly uid: number | null;
  readonly moves: boolean;
}

type TargetRow = Omit<OperationTarget, 'moves'> & { readonly moves: number };
type Row = Omit<OperationRow, 'failure'> & { readonly failure: string | null };

const columns = 'id, kind, payload, prior, state, attempts, not_before AS notBefore, failure, created_at AS createdAt';

function fromRow(row: Row): OperationRow {
  return { ...row, failure: row.failure === null ? null : (JSON.parse(row.failure) as MailFailure) };
}

export function addOperation(
  tx: StoreTransaction,
  operation: Pick<OperationRow, 'kind' | 'payload' | 'prior' | 'createdAt'>,
  targets: readonly OperationTarget[],
): OperationId {
  const id = tx.db.run(
    'INSERT INTO operation (kind, payload, prior, created_at) VALUES (?, ?, ?, ?)',
    operation.kind,
    operation.payload,
    operation.prior,
    operation.createdAt,
  ).id as OperationId;
  for (const target of targets) {
    tx.db.run(
      'INSERT INTO operation_target (operation_id, message_id, mailbox_id, uid, moves) VALUES (?, ?, ?, ?, ?)',
      id,
      target.messageId,
      target.mailboxId,
      target.uid,
      target.moves ? 1 : 0,
    );
  }
  touchTargets(tx, id);
  return id;
}

export function operationById(db: ReadDb, id: OperationId): OperationRow | null {
  const row = db.get<Row>(`SELECT ${columns} FROM operation WHERE id = ?`, id);
  return row === undefined ? null : fromRow(row);
}

/** What one server cannot do now must not hold up the other: mail going out has a queue of its own. */
export type Lane = 'mailbox' | 'submission';

const laneCondition: Readonly<Record<Lane, string>> = { mailbox: "kind <> 'send'", submission: "kind = 'send'" };

/** The waiting operations of a lane, oldest first. */
export function waitingOperations(db: ReadDb, lane: Lane): OperationRow[] {
  return db.all<Row>(`SELECT ${columns} FROM operation WHERE state <> 'failed' AND ${laneCondition[lane]} ORDER BY id`).map(fromRow);
}

/** The oldest of them. */
export function firstWaiting(db: ReadDb, lane: Lane): OperationRow | null {
  const row = db.get<Row>(`SELECT ${columns} FROM operation WHERE state <> 'failed' AND ${laneCondition[lane]} ORDER BY id LIMIT 1`);
  return row === undefined ? null : fromRow(row);
}

/** Mail on its way out, failed ones included. */
export function listOutbox(db: ReadDb): OperationRow[] {
  return db.all<Row>(`SELECT ${columns} FROM operation WHERE kind = 'send' ORDER BY id`).map(fromRow);
}

export function countWaiting(db: ReadDb): number {
  return db.get<{ n: number }>("SELECT count(*) AS n FROM operation WHERE state <> 'failed'")?.n ?? 0;
}

/** Mail that waits for a server that was away: it need not wait for its time any more. */
export function makeOfflineMailDue(tx: StoreTransaction): void {
  const changed = tx.db.run(
    `UPDATE operation SET not_before = NULL
     WHERE kind = 'send' AND state = 'pending' AND not_before IS NOT NULL AND json_extract(failure, '$.kind') = 'offline'`,
  );
  if (changed.changes > 0) tx.touch.operations();
}

/** What an operation acts on, with the numbers as they are known now. */
export function targetsOf(db: ReadDb, id: OperationId): OperationTarget[] {
  return db
    .all<TargetRow>('SELECT mailbox_id AS mailboxId, message_id AS messageId, uid, moves FROM operation_target WHERE operation_id = ?', id)
    .map((row) => ({ ...row, moves: row.moves === 1 }));
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
  tx.db.run('UPDATE operation_target SET uid = ? WHERE mailbox_id = ? AND message_id = ? AND uid IS NULL', uid, mailboxId, messageId);
}

/**
 * A message is not where it was to be moved, but where it was before: what waits for it there is to be done with it here. True when
 * one of those operations has moved it on already.
 */
export function redirectTargets(tx: StoreTransaction, messageId: MessageId, from: MailboxId, to: MailboxId, uid: number | null): boolean {
  const movedOn = tx.db.get('SELECT 1 FROM operation_target WHERE message_id = ? AND mailbox_id = ? AND moves = 1', messageId, from);
  tx.db.run(
    'UPDATE OR REPLACE operation_target SET mailbox_id = ?, uid = ? WHERE message_id = ? AND mailbox_id = ?',
    to,
    uid,
    messageId,
    from,
  );
  return movedOn !== undefined;
}

/** The numbers of a mailbox mean nothing any more: what waits there is to be found anew. */
export function forgetTargetUids(tx: StoreTransaction, mailboxId: MailboxId): void {
  tx.db.run('UPDATE operation_target SET uid = NULL WHERE mailbox_id = ?', mailboxId);
}

/** Waiting operations that touch a mailbox, oldest first: what a sync re-applies over the server's truth. */
export function waitingOn(
  db: ReadDb,
  mailboxId: MailboxId,
): { readonly kind: string; readonly payload: string; readonly targets: readonly OperationTarget[] }[] {
  const rows = db.all<{ readonly id: OperationId; readonly kind: string; readonly payload: string }>(
    `SELECT id, kind, payload FROM operation WHERE state <> 'failed'
     AND id IN (SELECT operation_id FROM operation_target WHERE mailbox_id = ?) ORDER BY id`,
    mailboxId,
  );
  // Each payload once, and not beside each target: it names them all, and a person may choose every message of a mailbox.
  return rows.map(({ id, kind, payload }) => ({
    kind,
    payload,
    targets: targetsOf(db, id).filter((target) => target.mailboxId === mailboxId),
  }));
}

export function setOperationState(
  tx: StoreTransaction,
  id: OperationId,
  change: Pick<OperationRow, 'state' | 'attempts' | 'notBefore' | 'failure'>,
): void {
  tx.db.run(
    'UPDATE operation SET state = ?, attempts = ?, not_before = ?, failure = ? WHERE id = ?',
    change.state,
    change.attempts,
    change.notBefore,
    change.failure === null ? null : JSON.stringify(change.failure),
    id,
  );
  touchTargets(tx, id);
}

/** The server has done it, or it was taken back: its messages are no longer on their way. */
export function removeOperation(tx: StoreTransaction, id: OperationId): void {
  touchTargets(tx, id);
  tx.db.run('DELETE FROM operation WHERE id = ?', id);
}

/** Its messages are where they were; the row stays to be seen. */
export function releaseTargets(tx: StoreTransaction, id: OperationId): void {
  touchTargets(tx, id);
  tx.db.run('DELETE FROM operation_target WHERE operation_id = ?', id);
}

function touchTargets(tx: StoreTransaction, id: OperationId): void {
  tx.touch.operations();
  const rows = tx.db.all<{ messageId: MessageId; mailboxId: MailboxId | null }>(
    `SELECT t.message_id AS messageId, l.mailbox_id AS mailboxId FROM operation_target t
     LEFT JOIN location l ON l.message_id = t.message_id WHERE t.operation_id = ?`,
    id,
  );
  for (const row of rows) {
    tx.touch.message(row.messageId);
    if (row.mailboxId !== null) tx.touch.mailbox(row.mailboxId);
  }
}

/** Refused operations stay to be seen, but not for ever; mail that did not go out stays until somebody decides. */
export function forgetFailed(tx: StoreTransaction, before: number): void {
  tx.db.run("DELETE FROM operation WHERE state = 'failed' AND kind <> 'send' AND created_at < ?", before);
}
