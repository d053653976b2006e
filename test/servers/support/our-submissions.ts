// What a person asked our program for: handed to the worker, taken back, and what became of it.
import { failureOf, MailFailureError } from '../../../shared/failure.ts';
import type { OperationId } from '../../../shared/operation.ts';
import type { OperationRequest } from '../../../main/threads/protocol.ts';
import { listMailboxes } from '../../../main/store/mailboxes.ts';
import type { ReadDb } from '../../../main/store/sqlite.ts';
import { between, type Random } from '../../bench/support/seeded-choice.ts';
import { type ActionLog, named } from './action-log.ts';
import type { KillableWorker } from './killable-worker.ts';
import type { MailLedger } from './mail-ledger.ts';
import type { Shown } from './our-mailbox-changes.ts';

export interface OurParts {
  readonly worker: KillableWorker;
  readonly db: ReadDb;
  readonly random: Random;
  readonly ledger: MailLedger;
  readonly log: ActionLog;
}

interface Done {
  readonly id: OperationId;
  readonly action: OperationRequest;
  readonly numbers: readonly number[];
}

export function ourSubmissions({ worker, db, random, ledger, log }: OurParts) {
  const done: Done[] = [];
  const { wishes } = ledger;

  const submit = async (action: OperationRequest, about: readonly Shown[], text: string): Promise<void> => {
    const numbers = about.map(({ number }) => number);
    log.note('ours', `${text} ${named(numbers)}`);
    try {
      done.push({ id: await worker.call('submit', action), action, numbers });
    } catch (thrown) {
      // Killed before it answered, nobody knows whether it was written down.
      numbers.forEach(wishes.unsure);
      const failure = failureOf(thrown);
      log.note('ours', `  ... ${failure.kind}: ${failure.text}`);
      if (failure.kind === 'bug' || !(thrown instanceof MailFailureError)) throw thrown;
    }
  };
  const undo = async (): Promise<void> => {
    const last = done[done.length - between(random, 1, 6)];
    if (last === undefined) return;
    log.note('ours', `takes back ${last.action.kind} ${named(last.numbers)}`);
    last.numbers.forEach(wishes.unsure);
    if (last.action.kind === 'copy') last.numbers.forEach(ledger.removed);
    const mailboxes = listMailboxes(db);
    if (last.action.kind === 'create-mailbox') {
      const { name, parentId } = last.action;
      const parent = mailboxes.find(({ id }) => id === parentId);
      ledger.removedIfEmpty(parent === undefined ? name : `${parent.path}/${name}`);
    }
    for (const mailbox of mailboxes) for (const number of last.numbers) ledger.headed(number, mailbox.path);
    await worker.call('undo', last.id).catch((thrown: unknown) => {
      if (failureOf(thrown).kind === 'bug') throw thrown;
    });
  };
  const settleWishes = (): void => {
    const failed = new Set(worker.told.failed.map(({ operationId }) => operationId));
    for (const { id, numbers } of done) if (failed.has(id)) numbers.forEach(wishes.unsure);
  };
  return { submit, undo, settleWishes };
}
