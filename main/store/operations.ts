import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { OperationId, OperationState } from '../../shared/operation.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { OperationTarget } from './operation-targets.ts';
import type { ReadDb } from './sqlite.ts';

/** What one server cannot do now must not hold up the other: mail going out has a queue of its own. */
export type Lane = 'mailbox' | 'submission';

/**
 * A row of the queue. `payload` is what was asked, `prior` what it was before; both are JSON that the operations room
 * writes and reads: the store only keeps them in order.
 */
export interface OperationRow {
  readonly id: OperationId;
  readonly lane: Lane;
  readonly payload: string;
  readonly prior: string;
  readonly state: OperationState;
  readonly attempts: number;
  /** Milliseconds since 1970; null: at once. */
  readonly notBefore: number | null;
  readonly failure: MailFailure | null;
  readonly createdAt: number;
}

type Row = Omit<OperationRow, 'failure'> & { readonly failure: string | null };

const columns = 'id, lane, payload, prior, state, attempts, not_before AS notBefore, failure, created_at AS createdAt';

function fromRow(row: Row): OperationRow {
  return { ...row, failure: row.failure === null ? null : (JSON.parse(row.failure) as MailFailure) };
}

export function addOperation(
  tx: StoreTransaction,
  operation: Pick<OperationRow, 'lane' | 'payload' | 'prior' | 'createdAt'> & {
    /** Bytes in raw.db that must stay while the row does. */
    readonly rawHash: Buffer | null;
  },
  targets: readonly OperationTarget[],
): OperationId {
  const id = tx.db.run(
    'INSERT INTO operation (lane, payload, raw_hash, prior, created_at) VALUES (?, ?, ?, ?, ?)',
    operation.lane,
    operation.payload,
    operation.rawHash,
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

/** The waiting operations of a lane, oldest first. */
export function waitingOperations(db: ReadDb, lane: Lane): OperationRow[] {
  return db.all<Row>(`SELECT ${columns} FROM operation WHERE state <> 'failed' AND lane = ? ORDER BY id`, lane).map(fromRow);
}

/** The oldest of them. */
export function firstWaiting(db: ReadDb, lane: Lane): OperationRow | null {
  const row = db.get<Row>(`SELECT ${columns} FROM operation WHERE state <> 'failed' AND lane = ? ORDER BY id LIMIT 1`, lane);
  return row === undefined ? null : fromRow(row);
}

/** Mail on its way out, failed ones included. */
export function listOutbox(db: ReadDb): OperationRow[] {
  return db.all<Row>(`SELECT ${columns} FROM operation WHERE lane = 'submission' ORDER BY id`).map(fromRow);
}

export function countWaiting(db: ReadDb): number {
  return db.get<{ n: number }>("SELECT count(*) AS n FROM operation WHERE state <> 'failed'")?.n ?? 0;
}

/** Mail that waits for a server that was away: it need not wait for its time any more. */
export function makeOfflineMailDue(tx: StoreTransaction): void {
  const changed = tx.db.run(
    `UPDATE operation SET not_before = NULL
     WHERE lane = 'submission' AND state = 'pending' AND not_before IS NOT NULL AND json_extract(failure, '$.kind') = 'offline'`,
  );
  if (changed.changes > 0) tx.touch.operations();
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
  tx.db.run("DELETE FROM operation WHERE state = 'failed' AND lane = 'mailbox' AND created_at < ?", before);
}
