/** The one place that knows which file does which kind of operation. */
import { assertNever } from '../../shared/failure.ts';
import type { Location } from '../store/locations.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import { appendVerb } from './append.ts';
import { expungeVerb } from './expunge.ts';
import { moveVerb } from './move.ts';
import type { LocalDone, LocalVerb, MailboxContext, MailboxVerb, Settle, SubmissionContext } from './operation.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { sendVerb } from './send.ts';
import { setFlagsVerb } from './set-flags.ts';

/** An operation together with its verb. */
export type BoundOperation = BoundHalves & (BoundToMailbox | BoundToSubmission);

interface BoundHalves {
  local(tx: StoreTransaction): LocalDone;
  backOut(tx: StoreTransaction, prior: readonly Location[]): void;
  inverse(prior: readonly Location[]): readonly Operation[];
  failureTitle(): string;
}

interface BoundToMailbox {
  readonly lane: 'mailbox';
  readonly needs: MailboxVerb<Operation>['needs'];
  remote(context: MailboxContext): Promise<Settle>;
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
    case 'expunge':
      return bindMailboxVerb(expungeVerb, operation);
    case 'append':
      return bindMailboxVerb(appendVerb, operation);
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
  };
}

function bindHalves<O extends Operation>(verb: LocalVerb<O>, operation: O): BoundHalves {
  return {
    local: (tx) => verb.local(tx, operation),
    backOut: (tx, prior) => verb.backOut(tx, operation, prior),
    inverse: (prior) => verb.inverse(operation, prior),
    failureTitle: () => verb.failureTitle(operation),
  };
}
