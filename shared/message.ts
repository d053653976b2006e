import type { AccountId } from './account.ts';
import type { MailboxId } from './mailbox.ts';
import type { Place } from './place.ts';

/** A row of our store. The sender's own Message-ID is always called `headerMessageId`. */
export type MessageId = number & { readonly __id: 'message' };

/** A message in a mailbox of one account: every call that acts on mail names both. */
export interface LocalRef {
  readonly mailboxId: MailboxId;
  readonly messageId: MessageId;
}

/** A message in a mailbox of some account. */
export interface MessageRef extends LocalRef {
  readonly accountId: AccountId;
}

export interface Address {
  /** Decoded; empty when there is none. */
  readonly name: string;
  readonly address: string;
}

/** The decoded head of a message. `date` is milliseconds since 1970, null when missing or unreadable. */
export interface Envelope {
  readonly headerMessageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly subject: string;
  readonly date: number | null;
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
}

/** IMAP system flags with their backslash, and keywords without one (RFC 9051 section 2.3.2). */
export type Flag = string;
export const seenFlag: Flag = '\\Seen';
export const flaggedFlag: Flag = '\\Flagged';
export const answeredFlag: Flag = '\\Answered';

export interface FlagChange {
  readonly add: readonly Flag[];
  readonly remove: readonly Flag[];
}

/** What a row of the list shows. */
export interface MessageSummary {
  readonly ref: MessageRef;
  readonly subject: string;
  readonly from: Address | null;
  /** The first of them. */
  readonly to: readonly Address[];
  /** When the message arrived in the mailbox (internalDate); for lists and sorting. */
  readonly date: number;
  readonly size: number;
  readonly flags: readonly Flag[];
  readonly preview: string;
  readonly hasAttachments: boolean;
  readonly place: Place;
}

/** One attachment or inline picture; `partId` is its position in the MIME tree ("1", "2.1"), never its name. */
export interface Part {
  readonly partId: string;
  /** Cleaned of path, control and direction-changing characters; never empty. */
  readonly fileName: string;
  readonly contentType: string;
  /** Decoded size in bytes. */
  readonly size: number;
  readonly contentId: string | null;
  readonly inline: boolean;
}

/** What the message pane shows. */
export interface MessageContent {
  readonly ref: MessageRef;
  readonly envelope: Envelope;
  readonly date: number;
  readonly size: number;
  readonly flags: readonly Flag[];
  readonly place: Place;
  readonly body: MessageBody;
}

/**
 * `missing`: not on this computer yet; `wanted` when it was asked for offline and comes as soon as there is a connection. `unreadable`: the bytes are here and kept, but could not be taken apart whole.
 * `html` is exactly what the sender wrote, hostile: only renderer/message may turn it into something shown.
 */
export type MessageBody =
  | {
      readonly state: 'here';
      readonly html: string | null;
      readonly text: string | null;
      readonly parts: readonly Part[];
      /** Only the beginning: the rest is beyond what can be shown of one message, and is kept as it came. */
      readonly truncated: boolean;
    }
  | { readonly state: 'unreadable'; readonly text: string; readonly reason: string }
  | { readonly state: 'missing'; readonly wanted: boolean };

/** A body whose bytes are on this computer. */
export type BodyHere = Exclude<MessageBody, { readonly state: 'missing' }>;

/** A message in a file of its own. It is in no account: it has no place, no flags, and can only be read. */
export interface MessageFile {
  /** Without its folder; cleaned as the name of a Part. */
  readonly fileName: string;
  readonly envelope: Envelope;
  readonly size: number;
  readonly body: BodyHere;
}
