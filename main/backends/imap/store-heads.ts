import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { unnumberedTwin } from '../../store/known-again.ts';
import { addLocation, addLocations, locationOf, setFlags, setUid } from '../../store/locations.ts';
import { flagsHere, holdsUnnumbered, numberedLocation } from '../../store/numbered-locations.ts';
import { insertMessages, messageByEmailId } from '../../store/messages.ts';
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
type Created = { readonly messageId: MessageId; readonly head: Head };

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
  // One UID twice in one answer: what was told last is true.
  const told = new Map(heads.map((head) => [head.uid, head]));
  const fresh = [...told.values()].filter((head) => !isAlreadyHere(ground, head));
  const [named, nameless] = [fresh.filter(({ emailId }) => emailId !== null), fresh.filter(({ emailId }) => emailId === null)];
  return [...named.flatMap((head) => addNamed(ground, head)), ...addAll(ground, nameless)];
}

/** The message is in this mailbox already, or was a moment ago: brings that level with what was told. */
function isAlreadyHere(ground: Ground, head: Head): boolean {
  const { tx, mailboxId, waiting } = ground;
  const { uid, header, size, date, emailId } = head;
  const { headerMessageId } = header;
  if (waiting.hidden.has(uid)) return true;
  if (ground.here.has(uid)) {
    reflag(ground, head);
    return true;
  }
  const leaving = waiting.leaving(headerMessageId, size);
  if (leaving !== null) {
    forgetVanished(tx, mailboxId, leaving);
    setTargetUid(tx, mailboxId, leaving, uid);
    return true;
  }
  const twin = ground.unnumbered ? unnumberedTwin(tx.db, mailboxId, { emailId, headerMessageId, size, date }) : null;
  if (twin === null) return false;
  forgetVanished(tx, mailboxId, twin);
  setUid(tx, mailboxId, twin, uid);
  setTargetUid(tx, mailboxId, twin, uid);
  setFlags(tx, mailboxId, twin, waiting.rebase(twin, head.flags));
  return true;
}

/** The same content in another mailbox (a Gmail label, a copy): one message, which is downloaded once. */
function addNamed(ground: Ground, head: Head): Created[] {
  const { tx, mailboxId } = ground;
  const { uid, flags, date, emailId } = head;
  const elsewhere = emailId === null ? null : messageByEmailId(tx.db, emailId);
  if (elsewhere === null || locationOf(tx.db, mailboxId, elsewhere) !== null) return addAll(ground, [head]);
  addLocation(tx, { mailboxId, messageId: elsewhere, uid, flags, date });
  return [];
}

function addAll({ tx, mailboxId }: Ground, heads: readonly Head[]): Created[] {
  if (heads.length === 0) return [];
  const ids = insertMessages(
    tx,
    heads.map(({ header, date, size, emailId }) => ({
      envelope: header,
      date,
      size,
      preview: '',
      hasAttachments: false,
      rawHash: null,
      emailId,
    })),
  );
  const created = heads.flatMap((head, at) => {
    const messageId = ids[at];
    return messageId === undefined ? [] : [{ messageId, head }];
  });
  addLocations(
    tx,
    created.map(({ messageId, head: { uid, flags, date, size } }) => ({ mailboxId, messageId, uid, flags, date, missing: size })),
  );
  return created;
}

function reflag({ tx, mailboxId, waiting }: Ground, head: Head): void {
  const here = numberedLocation(tx.db, mailboxId, head.uid);
  if (here !== null) setFlags(tx, mailboxId, here.messageId, waiting.rebase(here.messageId, head.flags));
}
