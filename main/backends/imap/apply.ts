/** Writes what a plan says into the store. What the person did meanwhile is laid over it in the same transaction. */
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { Flag, MessageId } from '../../../shared/message.ts';
import {
  addLocation,
  isNumberedElsewhere,
  numberedLocation,
  removeLocation,
  setFlags,
  setUid,
  unnumberedTwin,
  unnumberLocation,
} from '../../store/locations.ts';
import { insertMessage, sweepOrphans } from '../../store/messages.ts';
import type { MailStore, StoreTransaction } from '../../store/mail-store.ts';
import { setTargetUid } from '../../store/operation-targets.ts';
import type { Head } from './fetch.ts';
import { type Waiting, waitingIn } from './waiting.ts';

/** Rows per transaction: a click waits for no longer than this takes. */
const rowsAtOnce = 200;

/** The server's flags, with what waits re-applied, so that a star never flickers. */
export async function applyFlags(store: MailStore, mailboxId: MailboxId, flags: ReadonlyMap<number, readonly Flag[]>): Promise<void> {
  await inPieces([...flags], (rows) =>
    store.transaction((tx) => {
      const waiting = waitingIn(tx.db, mailboxId);
      for (const [uid, now] of rows) {
        const here = numberedLocation(tx.db, mailboxId, uid);
        if (here !== null) setFlags(tx, mailboxId, here.messageId, waiting.rebase(here.messageId, now));
      }
    }),
  );
}

/** The server has them no longer, so they go here too. */
export async function removeMessages(store: MailStore, mailboxId: MailboxId, uids: readonly number[]): Promise<void> {
  await inPieces(uids, (piece) => {
    const unreferenced = store.transaction((tx) => {
      const messages = messagesOf(tx, mailboxId, piece);
      for (const messageId of messages) removeLocation(tx, mailboxId, messageId);
      return sweepOrphans(tx, messages);
    });
    // mail.db first: bytes without a row are swept later, a row without its bytes would be a lie.
    store.raw.drop(unreferenced);
  });
}

/**
 * Messages that vanished with most of their mailbox. What the server has in another place by now was moved there; the rest stays,
 * from now on only here. Returns how many stayed.
 */
export async function settleVanished(store: MailStore, mailboxId: MailboxId, uids: readonly number[]): Promise<number> {
  const moved = uids.filter((uid) => {
    const here = numberedLocation(store.read, mailboxId, uid);
    return here !== null && isNumberedElsewhere(store.read, here.messageId);
  });
  await removeMessages(store, mailboxId, moved);
  const lost = uids.filter((uid) => numberedLocation(store.read, mailboxId, uid) !== null);
  await inPieces(lost, (piece) =>
    store.transaction((tx) => {
      for (const messageId of messagesOf(tx, mailboxId, piece)) unnumberLocation(tx, mailboxId, messageId);
    }),
  );
  return lost.length;
}

/** New messages; returns those that were not here in any form before. */
export function storeHeads(
  tx: StoreTransaction,
  mailboxId: MailboxId,
  heads: readonly Head[],
): { readonly messageId: MessageId; readonly head: Head }[] {
  const waiting = waitingIn(tx.db, mailboxId);
  return heads.flatMap((head) => {
    const messageId = storeHead(tx, mailboxId, head, waiting);
    return messageId === null ? [] : [{ messageId, head }];
  });
}

function storeHead(tx: StoreTransaction, mailboxId: MailboxId, head: Head, waiting: Waiting): MessageId | null {
  const { uid, envelope, size, date } = head;
  if (waiting.hidden.has(uid)) return null;
  const here = numberedLocation(tx.db, mailboxId, uid);
  if (here !== null) {
    setFlags(tx, mailboxId, here.messageId, waiting.rebase(here.messageId, head.flags));
    return null;
  }
  const leaving = waiting.leaving(envelope.headerMessageId, size);
  if (leaving !== null) {
    setTargetUid(tx, mailboxId, leaving, uid);
    return null;
  }
  const twin = envelope.headerMessageId === null ? null : unnumberedTwin(tx.db, mailboxId, envelope.headerMessageId, size);
  if (twin !== null) {
    setUid(tx, mailboxId, twin, uid);
    setTargetUid(tx, mailboxId, twin, uid);
    setFlags(tx, mailboxId, twin, waiting.rebase(twin, head.flags));
    return null;
  }
  const messageId = insertMessage(tx, { envelope, date, size, preview: '', hasAttachments: false, rawHash: null });
  addLocation(tx, { mailboxId, messageId, uid, flags: head.flags, date });
  return messageId;
}

function messagesOf(tx: StoreTransaction, mailboxId: MailboxId, uids: readonly number[]): MessageId[] {
  return uids.flatMap((uid) => numberedLocation(tx.db, mailboxId, uid)?.messageId ?? []);
}

async function inPieces<T>(rows: readonly T[], work: (piece: readonly T[]) => void): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    if (from > 0) await new Promise<void>((resolve) => void setImmediate(resolve));
    work(rows.slice(from, from + rowsAtOnce));
  }
}
