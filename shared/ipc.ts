/**
 * The whole contract between the window and the rest: what it may ask (Queries), what it may do (Commands), what it is
 * told (Events). Every answer is a Result, since Electron carries only the message of an Error across.
 */
import type {
  Account,
  AccountDraft,
  AccountId,
  AccountStatus,
  CopiesPolicy,
  ImapOptions,
  OfflinePolicy,
  PasswordKeeping,
  PopOptions,
  RemovalPreview,
  VanishedAnswer,
} from './account.ts';
import type { ChangeSet } from './changes.ts';
import type { Draft, DraftAttachment } from './draft.ts';
import type { MailFailure, Result } from './failure.ts';
import type { MaildropLook, MaildropPick } from './maildrop.ts';
import type { Mailbox, MailboxId, MailboxRef } from './mailbox.ts';
import type { FlagChange, MessageContent, MessageFile, MessageRef, MessageSummary } from './message.ts';
import type { FailedOperation, OperationId, OutboxItem } from './operation.ts';
import type { Settings } from './settings.ts';
import type { AccountStorage } from './storage.ts';
import type { Cursor, MailView, Page } from './view.ts';

export interface Queries {
  'account.list': () => readonly Account[];
  'account.statuses': () => readonly AccountStatus[];
  'account.passwordKeeping': () => PasswordKeeping;
  /** POP accounts only: what this policy would remove from the server at the next check. */
  'account.previewRemoval': (accountId: AccountId, copies: CopiesPolicy) => RemovalPreview;
  'mailbox.list': () => readonly Mailbox[];
  'message.page': (view: MailView, after: Cursor | null) => Page<MessageSummary>;
  'message.content': (ref: MessageRef) => MessageContent;
  'storage.list': () => readonly AccountStorage[];
  'outbox.list': () => readonly OutboxItem[];
  /** Actions that a server refused, until `operation.putAway`: they are told by `operation.failed`, too, if a window is there to hear. */
  'operation.listFailed': () => readonly FailedOperation[];
  'settings.get': () => Settings;
}

export interface Commands {
  /** Signs in to both servers without keeping anything; the failure says which server and why. */
  'account.verify': (draft: AccountDraft) => VerifyReport;
  'account.add': (draft: AccountDraft) => AccountId;
  /** A new password after the server refused the old one, or when none was kept. */
  'account.setPassword': (accountId: AccountId, password: string, keepWeakly: boolean) => void;
  /** Accepts one certificate for the server that showed it. */
  'account.trustCertificate': (accountId: AccountId, side: ServerSide, pem: string) => void;
  /** IMAP accounts only; what is not named stays as it was. */
  'account.setOptions': (accountId: AccountId, change: Partial<ImapOptions>) => void;
  /** POP accounts only; what is not named stays as it was. The server is looked at anew at once. */
  'account.setPopOptions': (accountId: AccountId, change: Partial<PopOptions>) => void;
  /** Stops downloads: of texts in the background; for a POP account also the check that runs, and those that follow only list. Forgotten when Homing ends. */
  'account.pauseDownload': (accountId: AccountId, paused: boolean) => void;
  'account.answerVanished': (mailbox: MailboxRef, answer: VanishedAnswer) => void;
  /** All accounts, or one. Resolves when the check is over; a lost connection is told by `account.status`. */
  'account.checkMail': (accountId: AccountId | null) => void;
  /** POP accounts only: signs in and lists what is there, with the heads of what is not here. Downloads and removes nothing. */
  'maildrop.look': (accountId: AccountId) => MaildropLook;
  /** Kept at once, and carried out by the check that begins then; offline, by the next one. */
  'maildrop.choose': (accountId: AccountId, picks: readonly MaildropPick[]) => void;
  /** The window shows this mailbox: the worker keeps it fresh. */
  'mailbox.open': (mailbox: MailboxRef) => void;
  /** Below another mailbox, or at the top when `parentId` is null. */
  'mailbox.create': (accountId: AccountId, parentId: MailboxId | null, name: string) => Undo;
  /** Another name, another parent, or both; `parentId` null is the top. */
  'mailbox.rename': (mailbox: MailboxRef, parentId: MailboxId | null, name: string) => Undo;
  /** With everything in it, for ever. Refused while there are mailboxes below it. */
  'mailbox.remove': (mailbox: MailboxRef) => Undo;
  'mailbox.subscribe': (mailbox: MailboxRef, subscribed: boolean) => Undo;
  /** Removes everything in it for ever: Trash and Junk only. */
  'mailbox.empty': (mailbox: MailboxRef) => void;
  /** What of this mailbox is kept offline; null: as the account has it. */
  'mailbox.setOffline': (mailbox: MailboxRef, policy: OfflinePolicy | null) => void;
  'message.setFlags': (refs: readonly MessageRef[], change: FlagChange) => readonly Undo[];
  /** Within one account: refused when a message belongs to another one than the mailbox. */
  'message.move': (refs: readonly MessageRef[], to: MailboxRef) => readonly Undo[];
  /** Within one account, as `message.move`. */
  'message.copy': (refs: readonly MessageRef[], to: MailboxRef) => readonly Undo[];
  /** Into the account's Archive, Junk or Trash. */
  'message.moveToRole': (refs: readonly MessageRef[], role: 'archive' | 'junk' | 'trash' | 'inbox') => readonly Undo[];
  /** For ever, without a copy in Trash. */
  'message.expunge': (refs: readonly MessageRef[]) => void;
  /** Fetches a message that is not on this computer yet; offline it is remembered and fetched first when there is a connection. */
  'message.download': (ref: MessageRef) => void;
  /** Messages of a POP account of which only the head is here: they go from the server, and their heads from here, with the check that begins then. */
  'message.removeFromServer': (refs: readonly MessageRef[]) => void;
  'operation.undo': (undo: readonly Undo[]) => void;
  'operation.putAway': (accountId: AccountId, operationId: OperationId) => void;
  'draft.attach': () => readonly DraftAttachment[];
  'draft.send': (draft: Draft) => Undo;
  'outbox.retry': (accountId: AccountId, operationId: OperationId) => void;
  'outbox.discard': (accountId: AccountId, operationId: OperationId) => void;
  /** Asks where to, writes the file; null when the person cancelled. */
  'attachment.save': (ref: MessageRef, partId: string) => SavedFile | null;
  /** Opens the system browser or mail composer; http, https and mailto only. */
  'link.open': (url: string) => void;
  'settings.set': (change: Partial<Settings>) => Settings;
}

export interface Events {
  'store.changed': ChangeSet;
  'account.status': AccountStatus;
  'account.listChanged': readonly Account[];
  'mail.arrived': MailArrived;
  'operation.failed': FailedOperation;
  'credentials.needed': { readonly accountId: AccountId; readonly failure: MailFailure | null };
  'certificate.untrusted': { readonly accountId: AccountId; readonly side: ServerSide; readonly failure: MailFailure };
  'settings.changed': Settings;
  /** A mailto: link, from the system or from a message. */
  'compose.requested': ComposeRequest;
  /** A link in a message was clicked; the window shows the whole address before anything opens. */
  'link.clicked': { readonly url: string };
  /** The person opened a message file from the system; or why it cannot be shown. */
  'file.opened': Result<MessageFile>;
}

export type ServerSide = 'incoming' | 'outgoing';

/** Names what an action queued, so that it can be taken back: dropped while pending, else answered by its inverse. */
export interface Undo {
  readonly accountId: AccountId;
  readonly operationId: OperationId;
}

/** How signing in went, server by server; null is success. */
export interface VerifyReport {
  readonly incoming: MailFailure | null;
  readonly outgoing: MailFailure | null;
}

export interface SavedFile {
  readonly fileName: string;
}

export interface MailArrived {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  readonly count: number;
  readonly newest: Pick<MessageSummary, 'ref' | 'subject' | 'from'>;
}

/** RFC 6068, reduced to what a stranger may prefill. */
export interface ComposeRequest {
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly text: string;
}

export type QueryName = keyof Queries;
export type CommandName = keyof Commands;
export type EventName = keyof Events;

/** What the preload puts on `window.api`, and what tests of components replace. */
export interface Api {
  query<N extends QueryName>(name: N, ...args: Parameters<Queries[N]>): Promise<Result<ReturnType<Queries[N]>>>;
  command<N extends CommandName>(name: N, ...args: Parameters<Commands[N]>): Promise<Result<ReturnType<Commands[N]>>>;
  /** Returns a function that stops listening. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}

/** Lists used by the preload and by main: a name that is not here does not exist. Checked for completeness by the compiler. */
export const queryNames = Object.keys({
  'account.list': 1,
  'account.statuses': 1,
  'account.passwordKeeping': 1,
  'account.previewRemoval': 1,
  'mailbox.list': 1,
  'message.page': 1,
  'message.content': 1,
  'storage.list': 1,
  'outbox.list': 1,
  'operation.listFailed': 1,
  'settings.get': 1,
} satisfies Record<QueryName, 1>) as readonly QueryName[];

export const commandNames = Object.keys({
  'account.verify': 1,
  'account.add': 1,
  'account.setPassword': 1,
  'account.trustCertificate': 1,
  'account.setOptions': 1,
  'account.setPopOptions': 1,
  'account.pauseDownload': 1,
  'account.answerVanished': 1,
  'account.checkMail': 1,
  'maildrop.look': 1,
  'maildrop.choose': 1,
  'mailbox.open': 1,
  'mailbox.create': 1,
  'mailbox.rename': 1,
  'mailbox.remove': 1,
  'mailbox.subscribe': 1,
  'mailbox.empty': 1,
  'mailbox.setOffline': 1,
  'message.setFlags': 1,
  'message.move': 1,
  'message.copy': 1,
  'message.moveToRole': 1,
  'message.expunge': 1,
  'message.download': 1,
  'message.removeFromServer': 1,
  'operation.undo': 1,
  'operation.putAway': 1,
  'draft.attach': 1,
  'draft.send': 1,
  'outbox.retry': 1,
  'outbox.discard': 1,
  'attachment.save': 1,
  'link.open': 1,
  'settings.set': 1,
} satisfies Record<CommandName, 1>) as readonly CommandName[];

export const eventNames = Object.keys({
  'store.changed': 1,
  'account.status': 1,
  'account.listChanged': 1,
  'mail.arrived': 1,
  'operation.failed': 1,
  'credentials.needed': 1,
  'certificate.untrusted': 1,
  'settings.changed': 1,
  'compose.requested': 1,
  'link.clicked': 1,
  'file.opened': 1,
} satisfies Record<EventName, 1>) as readonly EventName[];
