/** What the yardstick can do: a script of a few lines over imapflow that throws away what it gets. */
import type { BareFetch } from '../support/bare-fetch.ts';
import type { Login } from '../support/login.ts';

export interface BareCalls {
  /** UID, flags, date, size and these header fields of a range of UIDs in INBOX. */
  heads(account: Login, uids: string, fields: readonly string[]): BareFetch;
  /** All of INBOX, byte for byte. */
  sources(account: Login): BareFetch;
  /** Adds a flag to messages of INBOX. Returns the HIGHESTMODSEQ before and after. */
  addFlag(account: Login, uids: string, flag: string): { readonly before: string; readonly after: string };
  /** The flags that changed in INBOX since a MODSEQ. */
  changedFlags(account: Login, since: string): BareFetch;
}
