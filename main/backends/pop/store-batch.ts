import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { readEnvelope } from '../../mime/envelope.ts';
import { summarise, type Summary } from '../../mime/summary.ts';
import { recordHistory } from '../../store/history.ts';
import { addLocation, locationsOfMessage } from '../../store/locations.ts';
import type { MailStore, StoreTransaction } from '../../store/mail-store.ts';
import { insertMessage, messagesByRawHash } from '../../store/messages.ts';
import { hashOf } from '../../store/hash.ts';
import { saveUidl, uidlByName } from '../../store/uidls.ts';
import { arrivalDate } from './arrival-date.ts';
import { contentId } from './content-id.ts';

/** A whole message. `uidl` is null where the server's id identifies nothing. */
export interface Downloaded {
  readonly uidl: string | null;
  readonly raw: Buffer;
}

interface Prepared {
  readonly uidl: string;
  readonly raw: Buffer;
  readonly hash: Buffer;
  readonly summary: Summary;
}

/**
 * Makes downloaded messages durable: first the bytes, in one commit, then everything that is known of them and their ids,
 * in a second. A crash between the two leaves bytes that nothing refers to, and the message is fetched again. Returns the
 * messages that are new here.
 */
export async function storeBatch(
  store: MailStore,
  inbox: MailboxId,
  batch: readonly Downloaded[],
  now: number,
): Promise<readonly MessageId[]> {
  const prepared: Prepared[] = [];
  for (const { uidl, raw } of batch) {
    const hash = hashOf(raw);
    const id = uidl ?? contentId(hash);
    // Recognised by content: the person removed it here for ever, and it must not come back.
    if (uidl === null && uidlByName(store.read, id)?.messageId === null) continue;
    prepared.push({ uidl: id, raw, hash, summary: await summaryOf(raw) });
  }
  store.raw.putAll(prepared.map((message) => message.raw));
  return store.transaction((tx) => prepared.flatMap((message) => storeOne(tx, inbox, message, now) ?? []));
}

/** Null when the content was here already: its new id is tied to it, and nothing is stored twice. */
function storeOne(tx: StoreTransaction, inbox: MailboxId, { uidl, raw, hash, summary }: Prepared, now: number): MessageId | null {
  const [twin] = messagesByRawHash(tx.db, hash);
  if (twin !== undefined) {
    saveUidl(tx, uidl, twin, raw.length, now);
    for (const { mailboxId } of locationsOfMessage(tx.db, twin)) tx.touch.mailbox(mailboxId);
    return null;
  }
  const date = arrivalDate(raw, now);
  const messageId = insertMessage(tx, { ...summary, date, size: raw.length, rawHash: hash });
  addLocation(tx, { mailboxId: inbox, messageId, uid: null, flags: [], date });
  saveUidl(tx, uidl, messageId, raw.length, now);
  recordHistory(tx, [messageId], 'downloaded', now);
  return messageId;
}

/** A message that cannot be taken apart is kept all the same, with as much of its head as can be read. */
async function summaryOf(raw: Buffer): Promise<Summary> {
  try {
    return await summarise(raw);
  } catch {
    return { envelope: readEnvelope(raw), preview: '', hasAttachments: false };
  }
}
