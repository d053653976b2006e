/**
 * What the worker needs of a mail server, whatever it speaks. Required members are what every protocol can; an optional
 * member is present only when the connected server offers it: `if (backend.move)` is both the capability test and the type
 * guard. A verb without its member has only a local half: that is exactly what a POP account's mailboxes are.
 */
import type { DeliveryReport, SmtpEnvelope } from '../../shared/draft.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Flag, FlagChange, MessageId } from '../../shared/message.ts';
import type { Activity } from '../../shared/account.ts';
import type { MailStore } from '../store/mail-store.ts';

export interface Backend {
  /** Signs in; throws MailFailureError. Capabilities are known afterwards. */
  connect(signal: AbortSignal): Promise<void>;
  /** Brings the store level with the server. Everything already stored stays usable meanwhile. */
  sync(store: MailStore, scope: SyncScope, progress: SyncProgress): Promise<void>;
  /** Puts the exact bytes of one message into the store. */
  downloadMessage(store: MailStore, mailboxId: MailboxId, messageId: MessageId): Promise<void>;
  /** Never throws, may be called twice. */
  close(): Promise<void>;

  readonly flags?: (mailbox: RemoteMailbox, uids: readonly number[], change: FlagChange) => Promise<void>;
  /**
   * Resolves with the new UID of each message that was moved, null where the server does not tell it (COPYUID, RFC 4315): the next
   * sync finds it. A UID without an entry was perhaps not there any more.
   */
  readonly move?: (from: RemoteMailbox, uids: readonly number[], toPath: string) => Promise<ReadonlyMap<number, number | null>>;
  /** Removes for ever, exactly these. */
  readonly expunge?: (mailbox: RemoteMailbox, uids: readonly number[]) => Promise<void>;
  /** Resolves with the new UID where the server tells it (APPENDUID). */
  readonly append?: (path: string, raw: Buffer, flags: readonly Flag[], date: number) => Promise<number | null>;
  /** UIDs in a mailbox whose header Message-ID is this. */
  readonly findByMessageId?: (path: string, headerMessageId: string) => Promise<readonly number[]>;
  /** As `findByMessageId`, but waits a while: there where the server files what is sent by itself, and a copy of ours would be the second. */
  readonly findFiled?: (path: string, headerMessageId: string) => Promise<readonly number[]>;

  /** Hears from now on what the server says unasked on this connection. Once per `connect`. */
  readonly listen?: (listener: ServerListener) => void;
  /** Watches the inbox over a second connection; rejects when the server allows none. Resolves with a function that ends the watch. */
  readonly watch?: (listener: ServerListener) => Promise<() => Promise<void>>;
  /**
   * With nothing to do: stands in this mailbox, so that the server tells of it, or, with null, wherever it is cheap. Resolves with
   * false when it had to be selected for that: what happened there before was not told.
   */
  readonly rest?: (mailboxPath: string | null) => Promise<boolean>;
  /** Whether a mailbox differs from what it was when last asked about; the one it stands in is left out: it tells by itself. */
  readonly peek?: (mailboxPath: string) => Promise<boolean>;
  /** Every connection has to answer soon, or it is ended: `listen` and `watch` hear of it. False: this one did not answer. */
  readonly prove?: () => Promise<boolean>;
}

/** What a server tells unasked. */
export interface ServerListener {
  /** Something happened in this mailbox; our own actions come back as such, too. */
  readonly changed: (mailboxPath: string) => void;
  /** The connection ended, and nobody here ended it. */
  readonly lost: (failure: MailFailure) => void;
}

/** A mailbox as it was when the UIDs were read: a changed UIDVALIDITY makes the command fail with `gone` (RFC 9051 2.3.1.1). */
export interface RemoteMailbox {
  readonly path: string;
  readonly uidValidity: string;
}

/**
 * `everything`: all mailboxes and bodies; `mailbox`: one mailbox now, its envelopes and flags, because somebody looks at it or the
 * server speaks of it; `texts`: the bodies that are to be here and are not.
 */
type SyncScope = { readonly kind: 'everything' } | { readonly kind: 'mailbox'; readonly mailboxId: MailboxId } | { readonly kind: 'texts' };

export interface SyncProgress {
  readonly report: (activity: Activity | null) => void;
  /** Says stop between protocol commands, never inside one. */
  readonly signal: AbortSignal;
  /** New messages in a mailbox, for notifications: not called during the first sync of that mailbox. */
  readonly arrived: (mailboxId: MailboxId, messages: readonly MessageId[]) => void;
  /** Something the person should know, although the rest goes on: a message that the server would not hand over. */
  readonly notice: (failure: MailFailure) => void;
  /** The person stopped the background download of texts for now. */
  readonly downloadPaused: () => boolean;
  /** Lets user actions waiting in the queue go first: awaited between slices of a long sync, with no mailbox locked. */
  readonly breathe: () => Promise<void>;
}

/** The outgoing side, the same for both kinds of account. */
export interface Submitter {
  /** Throws MailFailureError when nothing was accepted, with code `MAYBE_SENT` when the line broke after the final dot. */
  submit(raw: Buffer, envelope: SmtpEnvelope, signal: AbortSignal): Promise<DeliveryReport>;
  /** Signs in and out again. */
  verify(signal: AbortSignal): Promise<void>;
}
