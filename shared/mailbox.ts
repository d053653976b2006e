import type { AccountId, OfflinePolicy } from './account.ts';

export type MailboxId = number & { readonly __id: 'mailbox' };

/** RFC 6154 special uses, and `inbox`. */
export type MailboxRole = 'inbox' | 'drafts' | 'sent' | 'archive' | 'junk' | 'trash' | 'flagged' | 'all';

/** RFC 2342: whose mailbox it is. */
export type MailboxNamespace = 'personal' | 'other-users' | 'shared';

/** A mailbox of one account: a MailboxId alone means nothing to another account. */
export interface MailboxRef {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
}

export interface Mailbox {
  readonly id: MailboxId;
  readonly accountId: AccountId;
  /** The server's own bytes as text; never joined or split by hand: see `delimiter`. */
  readonly path: string;
  /** The last part of the path, for people. */
  readonly name: string;
  readonly delimiter: string | null;
  readonly parentPath: string | null;
  readonly role: MailboxRole | null;
  /** False for \Noselect and \NonExistent: shown as a branch, holds no messages. */
  readonly selectable: boolean;
  readonly namespace: MailboxNamespace;
  /** Unsubscribed mailboxes are on the server, but not shown unless asked for. */
  readonly subscribed: boolean;
  /** Its own choice of what is kept offline; null: as the account has it. */
  readonly offline: OfflinePolicy | null;
  readonly total: number;
  readonly unread: number;
}

/** RFC 9208. `usage` and `limit` are bytes for `storage` and a count for `message`; a null limit means "not told". */
export interface QuotaRoot {
  readonly name: string;
  readonly resource: 'storage' | 'message';
  readonly usage: number;
  readonly limit: number | null;
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
}
