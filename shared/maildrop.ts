/** What lies in the maildrop of a POP account, as the person looks at it before it is downloaded, and what can be chosen there. */
import type { Address } from './message.ts';

/**
 * What is to become of one message in a maildrop, from the next check on.
 * - `fetch`: it is downloaded, whatever its size
 * - `remove`: it goes from the server without having been downloaded
 * - `leave`: it stays there and is not downloaded by itself
 */
export type MaildropChoice = 'fetch' | 'remove' | 'leave';

/**
 * - `new`: the next check downloads it, or its head, as the account is set
 * - `head`: only its head is here
 * - `here`: all of it is here
 * - `deleted`: it was removed here for ever, and is still on the server
 */
export type MaildropState = 'new' | 'head' | 'here' | 'deleted';

export interface MaildropEntry {
  /** Null where the server gives it no id of its own: then nothing can be chosen for it. */
  readonly uidl: string | null;
  readonly state: MaildropState;
  /** Chosen before, and not carried out yet; `leave` stays. */
  readonly choice: MaildropChoice | null;
  /** Bytes, as the server lists it. */
  readonly size: number;
  /** Null where it is neither here nor was asked for: see `MaildropLook.headsAsked`. */
  readonly head: { readonly from: Address | null; readonly subject: string; readonly date: number | null } | null;
}

/** The maildrop at one moment, newest first, that is by falling number. */
export interface MaildropLook {
  readonly entries: readonly MaildropEntry[];
  /** How many heads are asked for at most; those of older messages are not. */
  readonly headsAsked: number;
}

export interface MaildropPick {
  readonly uidl: string;
  readonly choice: MaildropChoice;
}
