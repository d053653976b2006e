/** What the yardstick can do: a script of a few lines over imapflow that throws away what it gets. */

export interface BareAccount {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** Milliseconds from dialling to the last row. */
export interface BareFetch {
  readonly ms: number;
  /** Processor time. */
  readonly cpuMs: number;
  readonly rows: number;
  /** Of whole messages. */
  readonly bytes: number;
}

export interface BareCalls {
  /** UID, flags, date, size and these header fields of a range of UIDs in INBOX. */
  heads(account: BareAccount, uids: string, fields: readonly string[]): BareFetch;
  /** All of INBOX, byte for byte. */
  sources(account: BareAccount): BareFetch;
  /** Adds a flag to messages of INBOX. Returns the HIGHESTMODSEQ before and after. */
  addFlag(account: BareAccount, uids: string, flag: string): { readonly before: string; readonly after: string };
  /** The flags that changed in INBOX since a MODSEQ. */
  changedFlags(account: BareAccount, since: string): BareFetch;
}
