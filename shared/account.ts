import type { MailFailure } from './failure.ts';
import type { MailboxId, MailboxRole } from './mailbox.ts';

/** Identifies an account for the life of a profile; also the name of its folder. Lower-case letters, digits and dashes. */
export type AccountId = string & { readonly __id: 'account' };

/** `none` is plain text on the wire: only ever by an explicit choice, never as a fall-back. */
export type Security = 'tls' | 'starttls' | 'none';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly userName: string;
  /** PEM of the one certificate the person accepted for this one server although no authority vouches for it. */
  readonly trustedCertificate?: string;
}

/** Who mail is from: one name and one address. */
export interface Identity {
  readonly name: string;
  readonly address: string;
}

/**
 * What happens to the copies on a POP server after download; set on each computer.
 * - `leave`: they stay until somebody else removes them
 * - `remove-after-download`: as soon as the message is proven to be here
 * - `remove-after-days`: that many days after it was downloaded here
 * - `remove-when-deleted`: when it is deleted here (moved to Trash, or removed for ever)
 */
export type CopiesPolicy =
  | { readonly kind: 'leave' }
  | { readonly kind: 'remove-after-download' }
  | { readonly kind: 'remove-after-days'; readonly days: number }
  | { readonly kind: 'remove-when-deleted' };

/** What a person can set about one POP account. */
export interface PopOptions {
  readonly copies: CopiesPolicy;
  /** Of a new message of more bytes than this only the head is fetched; null: there is no such limit, 0: of every message. */
  readonly largestDownload: number | null;
  /** Minutes between two checks; null: as the settings say for all accounts. */
  readonly checkEvery: number | null;
}

/** What a policy would remove from the server at the next check, by what the last one knew. */
export interface RemovalPreview {
  readonly messages: number;
  readonly bytes: number;
  /** Those of them that were deleted here for ever: the server has the last copy. */
  readonly notHere: number;
}

/**
 * Which message texts of an IMAP account this computer keeps, to read and search them offline. Heads are always here.
 * - `everything`: all texts
 * - `recent`: those of the last so many months
 * - `headers`: only what somebody opens
 */
export type OfflinePolicy =
  { readonly kind: 'everything' } | { readonly kind: 'recent'; readonly months: number } | { readonly kind: 'headers' };

/** Roles for which a person may name another mailbox than the server does. */
export type ChosenRole = Extract<MailboxRole, 'drafts' | 'sent' | 'archive' | 'junk' | 'trash'>;

/** Extensions that some server offers and does not keep its word about; each can be left unused. */
export type ImapExtension = 'QRESYNC' | 'CONDSTORE' | 'IDLE' | 'MOVE' | 'LIST-STATUS' | 'QUOTA' | 'OBJECTID' | 'ESEARCH' | 'COMPRESS';

/** What a person can set about one IMAP account. */
export interface ImapOptions {
  readonly offline: OfflinePolicy;
  /** Messages of more bytes than this are downloaded when somebody opens them. */
  readonly largestOffline: number;
  /** Paths of the mailboxes chosen for a role, where the server tells none or another one. */
  readonly roles: Readonly<Partial<Record<ChosenRole, string>>>;
  /** Bytes of room on the server, typed in because the server does not tell. */
  readonly enteredLimit: number | null;
  readonly without: readonly ImapExtension[];
}

const defaultImapOptions: ImapOptions = {
  offline: { kind: 'everything' },
  largestOffline: 25_000_000,
  roles: {},
  enteredLimit: null,
  without: [],
};

/** The options of an account, each as chosen or as it is by default. */
export function imapOptionsOf(account: ImapAccount): ImapOptions {
  return { ...defaultImapOptions, ...account.options };
}

interface AccountBase {
  readonly id: AccountId;
  readonly identity: Identity;
  readonly incoming: ServerAddress;
  readonly outgoing: ServerAddress;
}

/** All mail stays on the server; this computer keeps a copy to read offline. */
export interface ImapAccount extends AccountBase {
  readonly kind: 'imap';
  /** Only what was chosen: see `imapOptionsOf`. */
  readonly options?: Partial<ImapOptions>;
}

/** All mail is downloaded to this computer; the server is only where new mail is fetched from. */
export interface PopAccount extends AccountBase {
  readonly kind: 'pop';
  readonly copies: CopiesPolicy;
  /** As in `PopOptions`; missing: null. */
  readonly largestDownload?: number | null;
  /** As in `PopOptions`; missing: null. */
  readonly checkEvery?: number | null;
}

export type Account = ImapAccount | PopAccount;
export type AccountKind = Account['kind'];

type WithoutId<A> = A extends Account ? Omit<A, 'id'> : never;

/** An account as the wizard describes it: everything but the id, with the password that goes to the keyring. */
export type AccountDraft = WithoutId<Account> & {
  readonly password: string;
  /** Keep the password although this system has no keyring to protect it (PasswordKeeping `weak`). */
  readonly keepPasswordWeakly: boolean;
};

/** How passwords can be kept on this system: `keyring` is protected by it, `weak` is readable by whoever has the files. */
export type PasswordKeeping = 'keyring' | 'weak';

export type ConnectionState =
  { readonly state: 'connecting' } | { readonly state: 'online' } | { readonly state: 'offline'; readonly failure: MailFailure };

/** What the person is told about an account right now. Times are milliseconds since 1970. */
export interface AccountStatus {
  readonly accountId: AccountId;
  readonly connection: ConnectionState;
  readonly lastChecked: number | null;
  readonly activity: Activity | null;
  /** What the last look at the server could not do, though everything else went well. */
  readonly notice: MailFailure | null;
  /** Actions that wait for the server. */
  readonly queued: number;
  /** The person stopped downloads for now: of texts in the background, or of a POP account those of its checks. */
  readonly downloadPaused: boolean;
  /** Mail that the server suddenly had no longer, kept here until the person says what is to become of it. */
  readonly vanished: readonly VanishedMail[];
}

/** Messages of one mailbox that vanished from the server at once. */
export interface VanishedMail {
  readonly mailboxId: MailboxId;
  readonly mailbox: string;
  readonly count: number;
}

/**
 * What is to become of vanished mail.
 * - `keep`: it stays on this computer, from now on only here
 * - `put-back`: it is uploaded into its mailbox again
 * - `remove`: it goes from this computer too
 */
export type VanishedAnswer = 'keep' | 'put-back' | 'remove';

/**
 * Work in progress, as counted things; `total` is null while it is not known yet.
 * - `listing`: what there is on the server; of a POP account also the heads of messages, which are what is counted then
 * - `syncing`: the list of one mailbox is brought level; of a POP account, messages are removed from the server
 * - `downloading`: whole messages, or for IMAP their texts
 */
export interface Activity {
  readonly what: 'listing' | 'syncing' | 'downloading';
  /** The mailbox's visible name, where the work has one. */
  readonly mailbox?: string;
  readonly done: number;
  readonly total: number | null;
  /** Bytes of the same work, where they are known. */
  readonly bytes?: { readonly done: number; readonly total: number };
}
