/**
 * How the head of a message lies in the store: taken apart, or as the bytes the server sent. A first synchronisation brings a hundred
 * thousand heads, of which somebody looks at fifty: these are taken apart when they are read, and the rest when they are indexed.
 */
import type { Envelope } from '../../shared/message.ts';
import { readEnvelope } from '../mime/envelope.ts';

/** A header block that nobody has taken apart but for what a message is known again by. */
export interface HeaderBlock {
  readonly headerMessageId: string | null;
  readonly bytes: Buffer;
}

/** `message.envelope`: JSON, or a header block. */
export type StoredEnvelope = string | Uint8Array;

export function toStored(head: Envelope | HeaderBlock): StoredEnvelope {
  return 'bytes' in head ? head.bytes : JSON.stringify(head);
}

export function fromStored(stored: StoredEnvelope): Envelope {
  return typeof stored === 'string' ? (JSON.parse(stored) as Envelope) : readEnvelope(Buffer.from(stored));
}
