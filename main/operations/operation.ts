/**
 * How operations (shared/queued-operation.ts) are carried out. Each has a local half (done at once, in one transaction with its row in the
 * queue), a remote half (done when the server can be reached) and a way back, all in one file per verb.
 */
import type { MailFailure } from '../../shared/failure.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import type { Backend, Submitter } from '../backends/backend.ts';
import type { Location } from '../store/locations.ts';
import type { MailStore, StoreTransaction } from '../store/mail-store.ts';
import type { OperationTarget } from '../store/operation-targets.ts';

/** What the local half did: where things were before, and which messages are on their way. */
export interface LocalDone {
  readonly prior: readonly Location[];
  readonly targets: readonly OperationTarget[];
}

/** What the remote half of a mailbox operation needs; it has the connection for itself while it runs. */
export interface MailboxContext {
  readonly store: MailStore;
  readonly backend: Backend;
  /** With the numbers as they are known now, not as they were when the operation was queued. */
  readonly targets: readonly OperationTarget[];
  readonly now: number;
}

/** What sending needs. The mailbox connection belongs to somebody else: `findInSent` waits for its turn there. */
export interface SubmissionContext {
  readonly store: MailStore;
  readonly submitter: Submitter;
  /** Not the first try: look before doing again what must not be done twice. */
  readonly again: boolean;
  /** Whether Sent holds this Message-ID; throws MailFailureError when that cannot be found out now. */
  readonly findInSent: (headerMessageId: string) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** What is to be done because an operation was done, and what of it is left undone for good. */
export interface Aftermath {
  readonly next: readonly Operation[];
  readonly undone?: { readonly operation: Operation; readonly failure: MailFailure };
}

/** Runs in the transaction that removes the operation's row. */
export type Settle = (tx: StoreTransaction) => Aftermath;

export const nothingMore: Aftermath = { next: [] };

/** The halves of one verb that need no server. */
export interface LocalVerb<O extends Operation> {
  local(tx: StoreTransaction, operation: O): LocalDone;
  /** Refused for good: everything as it was before. */
  backOut(tx: StoreTransaction, operation: O, prior: readonly Location[]): void;
  /** The operations that take it back after it was done; empty when nothing can. */
  inverse(operation: O, prior: readonly Location[]): readonly Operation[];
  /** "Could not move 3 messages.", for a person. */
  failureTitle(operation: O): string;
}

/** A verb about mail in mailboxes. Throws MailFailureError from `remote`. */
export interface MailboxVerb<O extends Operation> extends LocalVerb<O> {
  /** The member of Backend it needs; a connected backend without it leaves only the local half. */
  readonly needs: 'flags' | 'move' | 'expunge' | 'append';
  remote(context: MailboxContext, operation: O): Promise<Settle>;
}

/** A verb about mail on its way out. */
export interface SubmissionVerb<O extends Operation> extends LocalVerb<O> {
  remote(context: SubmissionContext, operation: O): Promise<Settle>;
}
