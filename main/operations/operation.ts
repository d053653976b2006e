/**
 * What a person does to mail, as data. An operation has a local half (done at once, in one transaction with its row in the
 * queue), a remote half (done when the server can be reached) and a way back, all in one file per verb.
 */
import type { Submission } from '../../shared/draft.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Envelope, Flag, FlagChange, LocalRef } from '../../shared/message.ts';
import type { Backend, Submitter } from '../backends/backend.ts';
import type { Location } from '../store/locations.ts';
import type { MailStore, StoreTransaction } from '../store/mail-store.ts';
import type { OperationTarget } from '../store/operations.ts';

/** Stored as JSON in the queue: closed, and only ever extended. */
export type Operation = SetFlags | Move | Expunge | Append | Send;

export interface SetFlags {
  readonly kind: 'set-flags';
  readonly refs: readonly LocalRef[];
  readonly change: FlagChange;
}

export interface Move {
  readonly kind: 'move';
  readonly refs: readonly LocalRef[];
  readonly to: MailboxId;
}

/** Removal for ever. */
export interface Expunge {
  readonly kind: 'expunge';
  readonly refs: readonly LocalRef[];
}

/** A finished message of ours: its bytes are in raw.db, and this is what a list shows of it. */
interface ComposedMessage {
  /** SHA-256, hex. */
  readonly rawHash: string;
  readonly envelope: Envelope;
  readonly size: number;
  readonly preview: string;
  readonly hasAttachments: boolean;
  /** Milliseconds since 1970. */
  readonly date: number;
}

/** Files a message of ours in a mailbox: the copy of a sent mail. */
export interface Append {
  readonly kind: 'append';
  readonly to: MailboxId;
  readonly message: ComposedMessage;
  readonly flags: readonly Flag[];
}

export interface Send {
  readonly kind: 'send';
  readonly submission: Submission;
  readonly message: ComposedMessage;
  /** The message it answers or passes on, and the flag that tells so afterwards. */
  readonly origin: { readonly ref: LocalRef; readonly flag: Flag } | null;
  /** What is left of a mail whose copy was filed when the others got it: Sent proves nothing about these recipients. */
  readonly filed?: true;
}

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
