import type { ServerAddress } from '../../../shared/account.ts';
import type { Extension } from './quirks.ts';

/** Milliseconds. */
interface ImapTimeouts {
  /** From dialling to the end of the handshake. */
  readonly connect: number;
  /** For the first word of the server. */
  readonly greeting: number;
  /** No byte for so long while an answer is due, and the connection is dead. */
  readonly silence: number;
  /** IDLE is renewed after it, and a server without IDLE asked. */
  readonly idle: number;
  /** Time to answer for a connection that has to prove itself: after sleep, or on another network. */
  readonly probe: number;
}

/**
 * IDLE may last 29 minutes (RFC 2177), and routers forget a line without traffic after nine or so. Five minutes are below both and
 * gentle on server and battery; a line that dies meanwhile is noticed by keep-alive packets, on waking, and at every command.
 */
export const usualTimeouts: ImapTimeouts = { connect: 30_000, greeting: 15_000, silence: 90_000, idle: 300_000, probe: 20_000 };

/** Where to connect, and how. */
export interface ImapServer extends ServerAddress {
  /** PEM of authorities in place of the built-in ones. */
  readonly ca?: string;
  /** Our version, told to servers that ask (RFC 2971). */
  readonly version?: string;
  /** Extensions the person does not want used. */
  readonly without?: readonly Extension[];
  readonly timeouts: ImapTimeouts;
}
