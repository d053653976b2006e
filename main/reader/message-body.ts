import { MailFailureError } from '../../shared/failure.ts';
import type { BodyHere, MessageBody, MessageContent, MessageId, MessageRef, Part } from '../../shared/message.ts';
import { parseMessage, type ParsedMessage, readPart } from '../mime/parse.ts';
import { flagsFromText } from '../store/flag-text.ts';
import { messageById } from '../store/messages.ts';
import { isWanted } from '../store/wanted-bodies.ts';
import { messagePlace, placeColumns, type PlaceRow } from './message-place.ts';
import type { OpenStore } from './open-store.ts';

type LocationRow = PlaceRow & { readonly flags: string; readonly date: number };

/** Everything the message pane shows; its body parsed from the raw bytes, or `missing` while those are only on the server. */
export async function messageContent(store: OpenStore, ref: MessageRef): Promise<MessageContent> {
  const message = messageById(store.mail, ref.messageId);
  const location = store.mail.get<LocationRow>(
    `SELECT l.flags, l.date, ${placeColumns} FROM location l JOIN message m ON m.id = l.message_id
     WHERE l.mailbox_id = ? AND l.message_id = ?`,
    ref.mailboxId,
    ref.messageId,
  );
  if (message === null || location === undefined) throw gone();
  return {
    ref,
    envelope: message.envelope,
    date: location.date,
    size: message.size,
    flags: flagsFromText(location.flags),
    place: messagePlace(store.account, location),
    body: await bodyOf(store, ref.messageId, message.rawHash),
  };
}

/** The decoded bytes of one attachment or inline picture. */
export async function messagePart(
  store: OpenStore,
  ref: MessageRef,
  partId: string,
): Promise<{ readonly part: Omit<Part, 'inline'>; readonly bytes: Uint8Array }> {
  const message = messageById(store.mail, ref.messageId);
  if (message?.rawHash === null) throw notHereYet();
  const hash = message?.rawHash ?? null;
  const raw = hash === null ? null : store.raw.get(hash);
  const found = raw === null ? null : await readPart(raw, partId);
  if (found === null) throw gone();
  return found;
}

async function bodyOf(store: OpenStore, id: MessageId, hash: Buffer | null): Promise<MessageBody> {
  const raw = hash === null ? null : store.raw.get(hash);
  return raw === null ? { state: 'missing', wanted: isWanted(store.mail, id) } : bodyHere(await parseMessage(raw));
}

/** What the message pane shows of a message that was taken apart. */
export function bodyHere({ html, text, parts, truncated }: ParsedMessage): BodyHere {
  if (truncated !== null && html === null && text === null) {
    return { state: 'unreadable', text: '', reason: 'This message is built so that it cannot be shown whole. It is kept as it came.' };
  }
  return { state: 'here', html, text, parts, truncated: truncated !== null };
}

function notHereYet(): MailFailureError {
  const text = 'Only the head of this message is on this computer; it has to be downloaded first.';
  return new MailFailureError({ kind: 'unsupported', retry: 'never', text });
}

function gone(): MailFailureError {
  return new MailFailureError({ kind: 'gone', retry: 'never', text: 'This message is not here any more.' });
}
