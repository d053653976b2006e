/** The one place that knows which file does which kind of operation. */
import { assertNever } from '../../shared/failure.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { appendVerb } from './append.ts';
import { copyVerb } from './copy.ts';
import { createMailboxVerb } from './create-mailbox.ts';
import { expungeVerb } from './expunge.ts';
import { moveVerb } from './move.ts';
import {
  type Before,
  type LocalDone,
  type LocalVerb,
  type MailboxContext,
  type MailboxVerb,
  nothingMore,
  type Settle,
  type SubmissionContext,
} from './operation.ts';
import { putBackVerb } from './put-back.ts';
import { removeMailboxVerb } from './remove-mailbox.ts';
import { renameMailboxVerb } from './rename-mailbox.ts';
import { sendVerb } from './send.ts';
import { setFlagsVerb } from './set-flags.ts';
import { subscribeMailboxVerb } from './subscribe-mailbox.ts';

/** An operation together with its verb. */
export type BoundOperation = BoundHalves & (BoundToMailbox | BoundToSubmission);

interface BoundHalves {
  local(tx: StoreTransaction): LocalDone;
  backOut(tx: StoreTransaction, before: Before): void;
  inverse(before: Before): readonly Operation[];
  failureTitle(): string;
}

interface BoundToMailbox {
  readonly lane: 'mailbox';
  readonly needs: MailboxVerb<Operation>['needs'];
  remote(context: MailboxContext): Promise<Settle>;
  /** In place of `remote`, where no server is asked. */
  readonly alone: Settle;
}

interface BoundToSubmission {
  readonly lane: 'submission';
  remote(context: SubmissionContext): Promise<Settle>;
}

export function bindVerb(operation: Operation): BoundOperation {
  switch (operation.kind) {
    case 'set-flags':
      return bindMailboxVerb(setFlagsVerb, operation);
    case 'move':
      return bindMailboxVerb(moveVerb, operation);
    case 'copy':
      return bindMailboxVerb(copyVerb, operation);
    case 'expunge':
      return bindMailboxVerb(expungeVerb, operation);
    case 'append':
      return bindMailboxVerb(appendVerb, operation);
    case 'put-back':
      return bindMailboxVerb(putBackVerb, operation);
    case 'create-mailbox':
      return bindMailboxVerb(createMailboxVerb, operation);
    case 'rename-mailbox':
      return bindMailboxVerb(renameMailboxVerb, operation);
    case 'remove-mailbox':
      return bindMailboxVerb(removeMailboxVerb, operation);
    case 'subscribe-mailbox':
      return bindMailboxVerb(subscribeMailboxVerb, operation);
    case 'send':
      return { ...bindHalves(sendVerb, operation), lane: 'submission', remote: (context) => sendVerb.remote(context, operation) };
    default:
      return assertNever(operation);
  }
}

function bindMailboxVerb<O extends Operation>(verb: MailboxVerb<O>, operation: O): BoundHalves & BoundToMailbox {
  return {
    ...bindHalves(verb, operation),
    lane: 'mailbox',
    needs: verb.needs,
    remote: (context) => verb.remote(context, operation),
    alone: (tx) => verb.alone?.(tx, operation) ?? nothingMore,
  };
}

function bindHalves<O extends Operation>(verb: LocalVerb<O>, operation: O): BoundHalves {
  return {
    local: (tx) => verb.local(tx, operation),
    backOut: (tx, before) => verb.backOut(tx, operation, before),
    inverse: (before) => verb.inverse(operation, before),
    failureTitle: () => verb.failureTitle(operation),
  };
}
