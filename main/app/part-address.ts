import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId, MessageRef } from '../../shared/message.ts';
import { accountId } from '../settings/account-schema.ts';

interface PartAddress {
  readonly ref: MessageRef;
  readonly partId: string;
}

/**
 * Reads `mail-part://<accountId>/<mailboxId>/<messageId>/<partId>`; null for anything else. Parts go by number: a name chosen
 * by a sender never becomes part of an address.
 */
export function parsePartAddress(address: string): PartAddress | null {
  const match = /^mail-part:\/\/([^/?#]+)\/([1-9]\d{0,14})\/([1-9]\d{0,14})\/(\d{1,4}(?:\.\d{1,4}){0,50})$/u.exec(address);
  const account = accountId.safeParse(match?.[1]);
  if (match === null || !account.success) return null;
  const [mailbox, message, partId] = [match[2], match[3], match[4] ?? ''];
  return { ref: { accountId: account.data, mailboxId: Number(mailbox) as MailboxId, messageId: Number(message) as MessageId }, partId };
}

/** Pictures that Chromium draws without running or fetching anything: no SVG, which is a document. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']);

/** The content type to serve a part with; null when it is no picture and so not served at all. */
export function pictureType(contentType: string): string | null {
  const bare = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const usual = bare === 'image/jpg' || bare === 'image/pjpeg' ? 'image/jpeg' : bare;
  return pictures.has(usual) ? usual : null;
}
