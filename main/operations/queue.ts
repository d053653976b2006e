/**
 * The queue of operations over the store: `submit` does the local half and writes the row in one transaction; `settle`,
 * `giveUp` and `takeBack` end it. Nothing here talks to a server.
 */
import type { MailFailure } from '../../shared/failure.ts';
import type { MessageId } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import { letGo } from '../store/let-go.ts';
import type { Location } from '../store/locations.ts';
import type { MailStore, StoreTransaction } from '../store/mail-store.ts';
import { isReferenced, sweepOrphans } from '../store/messages.ts';
import { recordHistory } from '../store/history.ts';
import { dropTargets, homelessTargets, targetsOf } from '../store/operation-targets.ts';
import { addOperation, operationById, type OperationRow, releaseTargets, removeOperation, setOperationState } from '../store/operations.ts';
import type { ReadDb } from '../store/sqlite.ts';
import type { Aftermath, Before } from './operation.ts';
import { inPieces } from '../store/in-pieces.ts';
import { markText, parseMark } from './mark.ts';
import { type Operation, parseOperation } from '../../shared/queued-operation.ts';
import { keyOf } from './targets.ts';
import { bindVerb } from './verbs.ts';

/** An operation as it was read back from its row. */
export interface QueuedOperation extends Before {
  readonly row: OperationRow;
  readonly operation: Operation;
}

/** Payload and prior are written by `submit` alone, so what is read back is what was written. */
export function readQueued(row: OperationRow): QueuedOperation {
  return { id: row.id, row, operation: parseOperation(row.payload), prior: JSON.parse(row.prior) as Location[], mark: parseMark(row.mark) };
}

/** Does the local half and queues the rest. */
export function submit(tx: StoreTransaction, operation: Operation, now: number): OperationId {
  const verb = bindVerb(operation);
  const { prior, targets, mark } = verb.local(tx);
  const rawHash = bytesOf(operation);
  const [payload, before] = [JSON.stringify(operation), JSON.stringify(prior)];
  return addOperation(
    tx,
    { lane: verb.lane, payload, rawHash, prior: before, mark: mark === undefined ? null : markText(mark), createdAt: now },
    targets,
  );
}

/** It is done. Returns the hashes of raw bytes that nothing refers to any more. */
export function settle(tx: StoreTransaction, queued: QueuedOperation, aftermath: Aftermath, now: number): Buffer[] {
  const { operation, row } = queued;
  for (const next of aftermath.next) submit(tx, next, now);
  if (aftermath.undone !== undefined) {
    const id = submit(tx, aftermath.undone.operation, now);
    setOperationState(tx, id, { state: 'failed', attempts: 1, notBefore: null, failure: aftermath.undone.failure });
  }
  if (operation.kind === 'expunge') {
    recordHistory(
      tx,
      targetsOf(tx.db, row.id).map(({ messageId }) => messageId),
      'removed-here',
      now,
    );
  }
  const messages = [...homelessTargets(tx.db, row.id), ...(aftermath.orphans ?? [])];
  if (aftermath.refused === undefined) removeOperation(tx, row.id);
  else keepFailed(tx, row, aftermath.refused);
  return [...sweepOrphans(tx, messages), ...unreferencedBytes(tx, operation)];
}

/** Refused for good: backed out, and kept until the person puts it away. Returns the hashes of raw bytes that nothing refers to any more. */
export function giveUp(tx: StoreTransaction, queued: QueuedOperation, failure: MailFailure): Buffer[] {
  const messages = backOut(tx, queued);
  keepFailed(tx, queued.row, failure);
  return sweepOrphans(tx, messages);
}

function keepFailed(tx: StoreTransaction, { id, attempts }: OperationRow, failure: MailFailure): void {
  releaseTargets(tx, id);
  setOperationState(tx, id, { state: 'failed', attempts: attempts + 1, notBefore: null, failure });
}

/** The person changed their mind before the server heard of it. Returns the hashes of raw bytes that nothing refers to any more. */
export function takeBack(tx: StoreTransaction, id: OperationId): Buffer[] {
  const row = operationById(tx.db, id);
  if (row === null) return [];
  const queued = readQueued(row);
  const messages = backOut(tx, queued);
  removeOperation(tx, id);
  return [...sweepOrphans(tx, messages), ...unreferencedBytes(tx, queued.operation)];
}

/** Returns the messages that only the local half had made: they are in no mailbox any more. */
function backOut(tx: StoreTransaction, queued: QueuedOperation): readonly MessageId[] {
  bindVerb(queued.operation).backOut(tx, { ...queued, prior: priorNow(tx.db, queued) });
  return homelessTargets(tx.db, queued.row.id);
}

/** What was removed for ever goes in pieces. Cut off in between, the operation goes on with what is left of it. */
export async function letGoInPieces(store: MailStore, { row, operation }: QueuedOperation, now: number): Promise<void> {
  if (operation.kind !== 'expunge') return;
  const messages = [...new Set(targetsOf(store.read, row.id).map(({ messageId }) => messageId))];
  await inPieces(messages, (piece) =>
    letGo(store, (tx) => {
      recordHistory(tx, piece, 'removed-here', now);
      dropTargets(tx, row.id, piece);
      return sweepOrphans(tx, piece);
    }),
  );
}

/** The bytes that must stay while the operation waits: those of a mail on its way out. */
function bytesOf(operation: Operation): Buffer | null {
  return operation.kind === 'send' ? Buffer.from(operation.submission.rawHash, 'hex') : null;
}

/** A mail that was discarded, or went out and is filed nowhere: its text must not stay behind. */
function unreferencedBytes(tx: StoreTransaction, operation: Operation): Buffer[] {
  const hash = bytesOf(operation);
  return hash === null || isReferenced(tx.db, hash) ? [] : [hash];
}

/**
 * Where things were before, with the numbers as they are known now: the server may have numbered a mailbox anew meanwhile. Without those
 * that are no targets any more: a copy that was never made cannot come back.
 */
function priorNow(db: ReadDb, { row, prior }: QueuedOperation): readonly Location[] {
  const targets = targetsOf(db, row.id);
  const inMailbox = new Map(targets.map((target) => [keyOf(target), target]));
  const byMessage = new Map(targets.map((target) => [target.messageId, target]));
  return prior.flatMap((before) => {
    const target = inMailbox.get(keyOf(before)) ?? byMessage.get(before.messageId);
    return target === undefined ? [] : [{ ...before, mailboxId: target.mailboxId, uid: target.uid }];
  });
}

/** What takes an operation back after it was done; empty when nothing can. */
export function inverseOf(queued: QueuedOperation): readonly Operation[] {
  return bindVerb(queued.operation).inverse(queued);
}
