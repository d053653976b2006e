import type { AccountId } from './account.ts';
import type { MessageRef } from './message.ts';

/** What the composer sends. Addresses are text as typed ("Ann <ann@example.org>, bob@example.org"). */
export interface Draft {
  readonly accountId: AccountId;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly DraftAttachment[];
  /** The message this answers or passes on; it gets \Answered or $Forwarded when the draft was sent. */
  readonly inReplyTo: { readonly ref: MessageRef; readonly how: 'reply' | 'forward' } | null;
}

/** A file chosen in the system's dialog; main alone knows its path. */
export interface DraftAttachment {
  readonly token: string;
  readonly fileName: string;
  readonly size: number;
}

/** RFC 5321: what is said to the server, which is not always what the headers say. */
export interface SmtpEnvelope {
  readonly mailFrom: string;
  readonly rcptTo: readonly string[];
}

/** A finished message on its way out: its bytes are in the store under `rawHash` (hex). */
export interface Submission {
  readonly envelope: SmtpEnvelope;
  readonly headerMessageId: string;
  readonly rawHash: string;
}

/** What the server said for each recipient. A partly refused mail is not a success. */
export interface DeliveryReport {
  readonly accepted: readonly string[];
  readonly rejected: readonly { readonly address: string; readonly server: string }[];
}
