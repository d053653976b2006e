import type { AccountId, AccountKind } from './account.ts';
import type { QuotaRoot } from './mailbox.ts';

/** How sure a number about room is: told by the server or disk, summed up by us, or typed in by the person. */
type QuotaSource = 'measured' | 'estimated' | 'entered';

/**
 * Where an account's mail lives and how much room is left there. Bytes; times in milliseconds since 1970.
 * For IMAP `used` and `limit` are the server's quota; for POP the room this account takes on this disk and the most it
 * could take (what it uses plus what is free).
 */
export interface AccountStorage {
  readonly accountId: AccountId;
  readonly kind: AccountKind;
  /** The server's name for IMAP; the folder of the local mailbox for POP. */
  readonly where: string;
  readonly used: number;
  readonly limit: number | null;
  readonly source: QuotaSource;
  readonly measuredAt: number | null;
  /** All quota roots the server tells, the tightest first; empty for POP and for servers without QUOTA. */
  readonly roots: readonly QuotaRoot[];
  readonly messages: number;
  /** Messages whose whole text is on this computer. */
  readonly messagesHere: number;
  /** What raw.db and mail.db take on this computer's disk. */
  readonly bytesHere: number;
  readonly diskFree: number;
  /**
   * A POP server that removes mail by itself: after so many days, or, at 0, once it was read. Null: it keeps what is there, or does not
   * say; and for IMAP.
   */
  readonly serverRemovesAfterDays: number | null;
  /** What is still on a POP server; null before the first look at it, and for IMAP. */
  readonly maildrop: MaildropRoom | null;
}

/** As of the last look, without what was removed then. */
export interface MaildropRoom {
  readonly messages: number;
  /** Null: the server does not say how large they are. */
  readonly bytes: number | null;
}

/** How full, in whole per cent, 0 to 100; null when no limit is known. */
export function percentUsed(storage: Pick<AccountStorage, 'used' | 'limit'>): number | null {
  if (storage.limit === null || storage.limit <= 0) return null;
  return Math.min(100, Math.max(0, Math.round((storage.used / storage.limit) * 100)));
}

/** `tight` from 80 %, `full` from 95 %. */
export function fullness(percent: number | null): 'unknown' | 'fine' | 'tight' | 'full' {
  if (percent === null) return 'unknown';
  if (percent >= 95) return 'full';
  return percent >= 80 ? 'tight' : 'fine';
}
