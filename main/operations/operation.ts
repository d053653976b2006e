/**
 * How operations (shared/queued-operation.ts) are carried out. Each has a local half (done at once, in one transaction with its row in the
 * queue), a remote half (done when the server can be reached) and a way back, all in one file per verb.
 */
import type { MailFailure } from '../../shared/failure.ts';
import type { MessageId } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import type { Backend, Submitter } from '../backends/backend.ts';
import type { Location } from '../store/locations.ts';
import type { MailStore, StoreTransaction } from '../store/mail-store.ts';
import type { OperationTarget } from '../store/operation-targets.ts';
import type { Mark } from './mark.ts';

/** What the local half did: where things were before, and which messages are on their way. */
export interface LocalDone {
  readonly prior: readonly Location[];
  readonly targets: readonly OperationTarget[];
  readonly mark?: Mark;
}

/** How it was before the local half. */
export interface Before {
  readonly id: OperationId;
  readonly prior: readonly Location[];
  readonly mark: Mark;
}

/** What the remote half of a mailbox operation needs; it has the connection for itself while it runs. */
export interface MailboxContext {
  readonly id: OperationId;
  readonly store: MailStore;
  readonly backend: Backend;
  /** With the numbers as they are known now, not as they were when the operation was queued. */
  readonly targets: readonly OperationTarget[];
  /** As it is now, with what was noted meanwhile. */
  readonly mark: Mark;
  /** Not the first try: the server may have done some of it, or all. */
  readonly again: boolean;
  /** Adds to the mark; on disk when it returns. */
  readonly note: (more: Mark) => void;
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
  /** The server refused the rest of it; what it did before that stands. */
  readonly refused?: MailFailure;
  /** Messages that may be in no mailbox any more. */
  readonly orphans?: readonly MessageId[];
}

/** Runs in the transaction that removes the operation's row. */
export type Settle = (tx: StoreTransaction) => Aftermath;

export const nothingMore: Aftermath = { next: [] };

/** The halves of one verb that need no server. */
export interface LocalVerb<O extends Operation> {
  /** Throws MailFailureError, and then nothing is done, for what cannot be. */
  local(tx: StoreTransaction, operation: O): LocalDone;
  /** Refused for good: everything as it was before. */
  backOut(tx: StoreTransaction, operation: O, before: Before): void;
  /** The operations that take it back after it was done; empty when nothing can. */
  inverse(operation: O, before: Before): readonly Operation[];
  /** "Could not move 3 messages.", for a person. */
  failureTitle(operation: O): string;
}

/** A verb about mail in mailboxes, or about mailboxes. Throws MailFailureError from `remote`. */
export interface MailboxVerb<O extends Operation> extends LocalVerb<O> {
  /** The member of Backend it needs; a connected backend without it leaves only the local half. */
  readonly needs: 'flags' | 'move' | 'copy' | 'expunge' | 'append' | 'mailboxes';
  remote(context: MailboxContext, operation: O): Promise<Settle>;
  /** What is left to do where mailboxes are local and no server is asked. */
  alone?(tx: StoreTransaction, operation: O): Aftermath;
}

/** A verb about mail on its way out. */
export interface SubmissionVerb<O extends Operation> extends LocalVerb<O> {
  remote(context: SubmissionContext, operation: O): Promise<Settle>;
}
