import type { Backend } from '../backends/backend.ts';
import type { MessageId } from '../../shared/message.ts';
import type { Location } from '../store/locations.ts';
import type { StoredMailbox } from '../store/mailboxes.ts';
import { arrivedEarlier, trailOf } from './arrived.ts';
import { missingText } from './missing-text.ts';
import type { MailboxContext } from './operation.ts';

interface Upload extends Pick<Location, 'flags' | 'date'> {
  /** Null: not in the store any more. */
  readonly messageId: MessageId | null;
  readonly mailbox: StoredMailbox;
  readonly headerMessageId: string | null;
  readonly rawHash: Uint8Array | null;
  /** Where a copy that is there already is looked for. */
  readonly find: Backend['findByMessageId'];
}

/**
 * Puts a message into a mailbox of the server once: a copy that is there already, or that a try which was cut off has left, is the one.
 * Returns its UID, or null where the server does not tell and it cannot be known for sure.
 */
export async function uploadOnce(context: MailboxContext, upload: Upload): Promise<number | null> {
  const { mailbox, headerMessageId, rawHash, messageId, flags, date, find } = upload;
  const there = headerMessageId === null ? [] : ((await find?.(mailbox.path, headerMessageId)) ?? []);
  if (there.length > 0) return there[0] ?? null;
  const arrived = async (): Promise<number | null> =>
    context.mark.since === undefined || messageId === null ? null : arrivedEarlier(context, mailbox)({ mailboxId: mailbox.id, messageId });
  const earlier = await arrived();
  if (earlier !== null) return earlier;
  const raw = rawHash === null ? null : context.store.raw.get(rawHash);
  if (raw === null) throw missingText();
  // Where the server does not tell its number, it is read from what arrived.
  return (await context.backend.append?.(mailbox.path, raw, flags, date, trailOf(context))) ?? arrived();
}
