import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import {
  addLocation,
  flagsHere,
  holdsUnnumbered,
  locationOf,
  numberedLocation,
  setFlags,
  setUid,
  unnumberedTwin,
} from '../../store/locations.ts';
import { insertMessage, messageByEmailId } from '../../store/messages.ts';
import type { StoreTransaction } from '../../store/mail-store.ts';
import { setTargetUid } from '../../store/operation-targets.ts';
import { forgetVanished } from '../../store/vanished.ts';
import type { Head } from './heads.ts';
import { type Waiting, waitingIn } from './waiting.ts';

/** What a head is stored against: looked up once for all heads of a transaction. */
interface Ground {
  readonly tx: StoreTransaction;
  readonly mailboxId: MailboxId;
  readonly waiting: Waiting;
  readonly here: ReadonlyMap<number, string>;
  /** Messages without a number may be the ones that just got theirs. */
  readonly unnumbered: boolean;
}

/** Messages that were not here in any form before; `head` is what the server told of each. */
export type Created = { readonly messageId: MessageId; readonly head: Head };

/** Writes heads of one mailbox, in one transaction. */
export function storeHeads(tx: StoreTransaction, mailboxId: MailboxId, heads: readonly Head[]): Created[] {
  const ground: Ground = {
    tx,
    mailboxId,
    waiting: waitingIn(tx.db, mailboxId),
    here: flagsHere(
      tx.db,
      mailboxId,
      heads.map(({ uid }) => uid),
    ),
    unnumbered: holdsUnnumbered(tx.db, mailboxId),
  };
  const stored = new Set<number>();
  return heads.flatMap((head) => {
    // One UID twice in one answer: the row is there already.
    const messageId = stored.has(head.uid) ? reflag(ground, head) : storeHead(ground, head);
    stored.add(head.uid);
    return messageId === null ? [] : [{ messageId, head }];
  });
}

/** Null when the message was here before. */
function storeHead(ground: Ground, head: Head): MessageId | null {
  const { tx, mailboxId, waiting } = ground;
  const { uid, envelope, size, date, emailId } = head;
  if (waiting.hidden.has(uid)) return null;
  if (ground.here.has(uid)) return reflag(ground, head);
  const leaving = waiting.leaving(envelope.headerMessageId, size);
  if (leaving !== null) {
    forgetVanished(tx, mailboxId, leaving);
    setTargetUid(tx, mailboxId, leaving, uid);
    return null;
  }
  const twin = ground.unnumbered
    ? unnumberedTwin(tx.db, mailboxId, { emailId, headerMessageId: envelope.headerMessageId, size, date })
    : null;
  if (twin !== null) {
    forgetVanished(tx, mailboxId, twin);
    setUid(tx, mailboxId, twin, uid);
    setTargetUid(tx, mailboxId, twin, uid);
    setFlags(tx, mailboxId, twin, waiting.rebase(twin, head.flags));
    return null;
  }
  // The same content in another mailbox (a Gmail label, a copy): one message, which is downloaded once.
  const elsewhere = emailId === null ? null : messageByEmailId(tx.db, emailId);
  const known = elsewhere !== null && locationOf(tx.db, mailboxId, elsewhere) === null ? elsewhere : null;
  const messageId = known ?? insertMessage(tx, { envelope, date, size, preview: '', hasAttachments: false, rawHash: null, emailId });
  addLocation(tx, { mailboxId, messageId, uid, flags: head.flags, date });
  return known === null ? messageId : null;
}

function reflag({ tx, mailboxId, waiting }: Ground, head: Head): null {
  const here = numberedLocation(tx.db, mailboxId, head.uid);
  if (here !== null) setFlags(tx, mailboxId, here.messageId, waiting.rebase(here.messageId, head.flags));
  return null;
}
