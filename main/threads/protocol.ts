/**
 * What main says to its threads and what they say back: one account thread per account (the only writer of its store), one
 * reader thread for all. Structured-clone data only; secrets travel once, in `start` and `verifyServers`, and never come back.
 */
import type {
  Account,
  AccountDraft,
  AccountId,
  CopiesPolicy,
  OfflinePolicy,
  RemovalPreview,
  VanishedAnswer,
} from '../../shared/account.ts';
import type { Draft } from '../../shared/draft.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { Events, VerifyReport } from '../../shared/ipc.ts';
import type { Mailbox, MailboxId, MailboxRole } from '../../shared/mailbox.ts';
import type { MaildropLook, MaildropPick } from '../../shared/maildrop.ts';
import type { FlagChange, LocalRef, MessageContent, MessageFile, MessageRef, MessageSummary, Part } from '../../shared/message.ts';
import type { FailedOperation, OperationId, OutboxItem } from '../../shared/operation.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import type { Cursor, MailView, Page } from '../../shared/view.ts';

/** Main to thread. Exactly one reply per `id`. */
export interface ToThread {
  readonly id: number;
  readonly call: string;
  readonly args: readonly unknown[];
}

/** Thread to main. */
export type FromThread =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: MailFailure }
  | { readonly event: string; readonly payload: unknown };

/** What the person did, on its way to the worker that owns the account. */
export type OperationRequest =
  | { readonly kind: 'set-flags'; readonly refs: readonly LocalRef[]; readonly change: FlagChange }
  | { readonly kind: 'move'; readonly refs: readonly LocalRef[]; readonly to: MailboxId }
  | { readonly kind: 'move-to-role'; readonly refs: readonly LocalRef[]; readonly role: MailboxRole }
  | { readonly kind: 'copy'; readonly refs: readonly LocalRef[]; readonly to: MailboxId }
  | { readonly kind: 'expunge'; readonly refs: readonly LocalRef[] }
  | { readonly kind: 'create-mailbox'; readonly parentId: MailboxId | null; readonly name: string }
  | { readonly kind: 'rename-mailbox'; readonly mailboxId: MailboxId; readonly parentId: MailboxId | null; readonly name: string }
  | { readonly kind: 'remove-mailbox'; readonly mailboxId: MailboxId }
  | { readonly kind: 'subscribe-mailbox'; readonly mailboxId: MailboxId; readonly subscribed: boolean }
  | { readonly kind: 'empty-mailbox'; readonly mailboxId: MailboxId }
  | { readonly kind: 'send'; readonly draft: Draft; readonly files: readonly AttachedFile[] };

/** A file the person chose in the system's dialog. */
export interface AttachedFile {
  readonly path: string;
  readonly fileName: string;
}

export interface StartArguments {
  readonly account: Account;
  /** Null: none is kept; the worker works offline and says `credentials.needed`. */
  readonly password: string | null;
  /** The account's own folder; made when missing. */
  readonly folder: string;
  /** Minutes between two checks of a POP account that has no interval of its own. */
  readonly interval: number;
}

export interface AccountCalls {
  /** Opens and migrates the store; resolves before the first connection, so that the reader may open the file. */
  start(start: StartArguments): void;
  /** Ends connections and closes the store. */
  stop(): void;
  setPassword(password: string): void;
  setAccount(account: Account): void;
  /** Minutes between two checks of a POP account that has no interval of its own. */
  setInterval(minutes: number): void;
  /** The system woke up, or has a network again or another one: connections prove themselves, and what waited is tried now. */
  wake(): void;
  /** The system says that there is no network: until `wake`, servers are asked seldom. */
  networkAway(): void;
  checkMail(): void;
  openMailbox(mailboxId: MailboxId): void;
  submit(action: OperationRequest): OperationId;
  undo(operationId: OperationId): void;
  /** Actions that the server refused and nobody has put away. */
  failedOperations(): readonly FailedOperation[];
  putAway(operationId: OperationId): void;
  /** Offline the wish is remembered, and the message is fetched first when there is a connection. */
  downloadMessage(ref: LocalRef): void;
  /** POP accounts only: what lies in the maildrop. */
  lookAtMaildrop(): MaildropLook;
  /** Kept when it returns; a check begins then. */
  chooseInMaildrop(picks: readonly MaildropPick[]): void;
  /** Messages of which only the head is here. */
  removeFromServer(refs: readonly LocalRef[]): void;
  setMailboxOffline(mailboxId: MailboxId, policy: OfflinePolicy | null): void;
  previewRemoval(copies: CopiesPolicy): RemovalPreview;
  pauseDownload(paused: boolean): void;
  answerVanished(mailboxId: MailboxId, answer: VanishedAnswer): void;
  retrySend(operationId: OperationId): void;
  discardSend(operationId: OperationId): void;
  /** Needs no `start`: signs in to both servers with a draft's own data and keeps nothing. */
  verifyServers(draft: AccountDraft): VerifyReport;
}

/** What an account tells on its own; main passes it on to the window as it is. */
export type AccountEventName =
  'store.changed' | 'account.status' | 'mail.arrived' | 'operation.failed' | 'credentials.needed' | 'certificate.untrusted';
export type AccountEvents = Pick<Events, AccountEventName> & {
  /** A mistake of ours that was survived: its stack, for the log. */
  readonly 'bug.noticed': { readonly stack: string };
};

/** An account's thread to the one that writes for it. */
export interface DiskCalls {
  open(folder: string): void;
  /** Resolves with their hashes, in one piece. */
  stage(messages: readonly Uint8Array[]): Uint8Array;
  settle(): void;
  compact(): void;
  checkpoint(): void;
  close(): void;
}
export type DiskEvents = Record<string, never>;

export interface ReaderCalls {
  open(accounts: readonly ReadableAccount[]): void;
  close(accountId: AccountId): void;
  mailboxes(): readonly Mailbox[];
  page(view: MailView, after: Cursor | null): Page<MessageSummary>;
  content(ref: MessageRef): MessageContent;
  /** The decoded bytes of one attachment or inline picture. */
  part(ref: MessageRef, partId: string): { readonly part: Omit<Part, 'inline'>; readonly bytes: Uint8Array };
  /** A message in a file of its own, by the file's absolute path. */
  messageFile(path: string): MessageFile;
  storage(): readonly AccountStorage[];
  outbox(): readonly OutboxItem[];
}

export interface ReadableAccount {
  readonly account: Account;
  readonly folder: string;
}

/** Nothing happens to a reader that nobody asked for. */
export type ReaderEvents = Record<string, never>;
