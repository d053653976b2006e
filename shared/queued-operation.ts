/**
 * What a person did to mail, as it is kept in the queue: written by main/operations/queue.ts, read by whoever shows or re-applies
 * what waits. The shapes are closed, and once released only ever extended: a queue outlives an update of the program.
 */
import type { Submission } from './draft.ts';
import type { MailboxId } from './mailbox.ts';
import type { Envelope, Flag, FlagChange, LocalRef } from './message.ts';

export type Operation =
  SetFlags | Move | Copy | Expunge | Append | PutBack | CreateMailbox | RenameMailbox | RemoveMailbox | SubscribeMailbox | Send;

export interface SetFlags {
  readonly kind: 'set-flags';
  readonly refs: readonly LocalRef[];
  readonly change: FlagChange;
}

export interface Move {
  readonly kind: 'move';
  readonly refs: readonly LocalRef[];
  readonly to: MailboxId;
  /** Marks that come with it: what goes to Junk is junk. */
  readonly change?: FlagChange;
}

/** Within one account. A message that the mailbox holds already is there twice afterwards, as anybody who copies a file expects. */
export interface Copy {
  readonly kind: 'copy';
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

/** Uploads a message that the server lost; its bytes are on this computer. */
export interface PutBack {
  readonly kind: 'put-back';
  readonly ref: LocalRef;
}

/** `parentId` null is the top, here and below. */
export interface CreateMailbox {
  readonly kind: 'create-mailbox';
  readonly parentId: MailboxId | null;
  readonly name: string;
}

/** Another name, another parent, or both. Paths are worked out when it is carried out: those of parents may change before. */
export interface RenameMailbox {
  readonly kind: 'rename-mailbox';
  readonly mailboxId: MailboxId;
  readonly parentId: MailboxId | null;
  readonly name: string;
}

/** With everything in it; `onlyEmpty`: not if it holds anything, because what is taken back is only its making. */
export interface RemoveMailbox {
  readonly kind: 'remove-mailbox';
  readonly mailboxId: MailboxId;
  /** As it was called, for the sentence that says it could not be removed. */
  readonly name: string;
  readonly onlyEmpty?: true;
}

export interface SubscribeMailbox {
  readonly kind: 'subscribe-mailbox';
  readonly mailboxId: MailboxId;
  readonly name: string;
  readonly subscribed: boolean;
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
