import type { ServerAddress } from '../../../shared/account.ts';

/** Where a maildrop is, and whom to trust there. */
export interface PopServer extends ServerAddress {
  /** PEM of authorities in place of the built-in ones; for tests with their own throw-away authority. */
  readonly ca?: string;
}

/** Milliseconds. */
export interface PopTimeouts {
  /** From the first packet to the end of the greeting, and for the TLS handshake of STLS. */
  readonly greeting: number;
  /** For each line that is due, and without a single byte in the body of an answer. */
  readonly answer: number;
}

export const usualTimeouts: PopTimeouts = { greeting: 30_000, answer: 60_000 };
