/**
 * What a person did to mail, as it is kept in the queue: written by main/operations/queue.ts, read by whoever shows or re-applies
 * what waits. The shapes are closed, and once released only ever extended: a queue outlives an update of the program.
 */
import type { Submission } from './draft.ts';
import type { MailboxId } from './mailbox.ts';
import type { Envelope, Flag, FlagChange, LocalRef } from './message.ts';

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

/** Reads a queue row's payload back. Every row is JSON.stringify of an Operation. */
export function parseOperation(payload: string): Operation {
  return JSON.parse(payload) as Operation;
}
