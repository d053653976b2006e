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
 * A row of the queue. `payload` is what was asked, `prior` what it was before; both are JSON that the operations room writes and reads.
 * The store keeps them in order, and looks in them only for what it selects rows by: `kind`, the mailbox of a mark, the kind of a failure.
 */
export interface OperationRow {
  readonly id: OperationId;
  readonly lane: Lane;
  readonly payload: string;
  readonly prior: string;
  /** What it must remember beside that; small JSON of the operations room. Its `mailboxId` is the mailbox it makes or changes. */
  readonly mark: string | null;
  readonly state: OperationState;
  readonly attempts: number;
  /** Milliseconds since 1970; null: at once. */
  readonly notBefore: number | null;
  readonly failure: MailFailure | null;
  readonly createdAt: number;
}

type Row = Omit<OperationRow, 'failure'> & { readonly failure: string | null };

const columns = 'id, lane, payload, prior, mark, state, attempts, not_before AS notBefore, failure, created_at AS createdAt';

function fromRow(row: Row): OperationRow {
  return { ...row, failure: row.failure === null ? null : (JSON.parse(row.failure) as MailFailure) };
}

export function addOperation(
  tx: StoreTransaction,
  operation: Pick<OperationRow, 'lane' | 'payload' | 'prior' | 'mark' | 'createdAt'> & {
    /** Bytes that must stay while the row does. */
    readonly rawHash: Buffer | null;
  },
  targets: readonly OperationTarget[],
): OperationId {
  const id = tx.db.run(
    'INSERT INTO operation (lane, payload, raw_hash, prior, mark, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    operation.lane,
    operation.payload,
    operation.rawHash,
    operation.prior,
    operation.mark,
    operation.createdAt,
  ).id as OperationId;
  // One statement for all: a person may choose every message of a mailbox.
  tx.db.run(
    `INSERT INTO operation_target (operation_id, message_id, mailbox_id, uid, moves)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    id,
    JSON.stringify(targets.map(({ messageId, mailboxId, uid, moves }) => [messageId, mailboxId, uid, moves ? 1 : 0])),
  );
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

/** What waits in a lane and from when it may be tried, oldest first: without what it is about, which may be megabytes. */
export function waitingTimes(db: ReadDb, lane: Lane): { readonly id: OperationId; readonly notBefore: number | null }[] {
  return db.all("SELECT id, not_before AS notBefore FROM operation WHERE state <> 'failed' AND lane = ? ORDER BY id", lane);
}

/** Mailboxes that a waiting operation makes or changes: what the server says of them is not the last word. */
export function mailboxesInWork(db: ReadDb): ReadonlySet<MailboxId> {
  const rows = db.all<{ id: MailboxId | null }>(
    "SELECT json_extract(mark, '$.mailboxId') AS id FROM operation WHERE mark IS NOT NULL AND state <> 'failed'",
  );
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

/** True when a later waiting operation is about the mailbox that this one makes or changes, or made it, and it is in use already. */
export function isBuiltOn(db: ReadDb, id: OperationId): boolean {
  return (
    db.get(
      `SELECT 1 FROM operation mine JOIN mailbox m ON m.id = json_extract(mine.mark, '$.mailboxId')
       WHERE mine.id = ? AND (
         json_extract(mine.payload, '$.kind') = 'create-mailbox'
           AND (m.total > 0 OR EXISTS (SELECT 1 FROM mailbox child WHERE child.parent_path = m.path))
         OR EXISTS (SELECT 1 FROM operation later
           WHERE later.id > mine.id AND later.state <> 'failed' AND json_extract(later.mark, '$.mailboxId') = m.id))`,
      id,
    ) !== undefined
  );
}

/** Mail on its way out, failed ones included. */
export function listOutbox(db: ReadDb): OperationRow[] {
  return db.all<Row>(`SELECT ${columns} FROM operation WHERE lane = 'submission' ORDER BY id`).map(fromRow);
}

/** Actions that the server refused, oldest first. */
export function failedOperations(db: ReadDb): OperationRow[] {
  return db.all<Row>(`SELECT ${columns} FROM operation WHERE state = 'failed' AND lane = 'mailbox' ORDER BY id`).map(fromRow);
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
  tx.touch.operations();
}

/** Written before a step that must not be done twice, and so for itself. */
export function setMark(tx: StoreTransaction, id: OperationId, mark: string): void {
  tx.db.run('UPDATE operation SET mark = ? WHERE id = ?', mark, id);
}

/** The server has done it, or it was taken back: its messages are no longer on their way. */
export function removeOperation(tx: StoreTransaction, id: OperationId): void {
  touchTargets(tx, id);
  tx.db.run('DELETE FROM operation WHERE id = ?', id);
}

/** Its messages are not on their way any more; the row stays until the person puts it away. */
export function releaseTargets(tx: StoreTransaction, id: OperationId): void {
  touchTargets(tx, id);
  tx.db.run('DELETE FROM operation_target WHERE operation_id = ?', id);
}

function touchTargets(tx: StoreTransaction, id: OperationId): void {
  tx.touch.operations();
  // As two rows, and not as thousands.
  const touched = tx.db.get<{ messages: string; mailboxes: string }>(
    `SELECT (SELECT json_group_array(DISTINCT message_id) FROM operation_target WHERE operation_id = ?1) AS messages,
       (SELECT json_group_array(DISTINCT l.mailbox_id) FROM operation_target t JOIN location l ON l.message_id = t.message_id
        WHERE t.operation_id = ?1) AS mailboxes`,
    id,
  );
  if (touched === undefined) return;
  for (const messageId of JSON.parse(touched.messages) as MessageId[]) tx.touch.message(messageId);
  for (const mailboxId of JSON.parse(touched.mailboxes) as MailboxId[]) tx.touch.mailbox(mailboxId);
}

/** Refused operations that nobody put away; mail that did not go out stays until somebody decides. */
export function forgetFailed(tx: StoreTransaction, before: number): void {
  tx.db.run("DELETE FROM operation WHERE state = 'failed' AND lane = 'mailbox' AND created_at < ?", before);
}
