/** Writes what a plan says into the store. What the person did meanwhile is laid over it in the same transaction. */
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { Flag, MessageId } from '../../../shared/message.ts';
import { inPieces } from '../../store/in-pieces.ts';
import { letGo } from '../../store/let-go.ts';
import { removeLocation, setFlags } from '../../store/locations.ts';
import { numberedLocation, numberedLocationsOf } from '../../store/numbered-locations.ts';
import { sweepOrphans } from '../../store/messages.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { waitingIn } from './waiting.ts';

/** The server's flags, with what waits re-applied, so that a star never flickers. */
export async function applyFlags(store: MailStore, mailboxId: MailboxId, flags: ReadonlyMap<number, readonly Flag[]>): Promise<void> {
  await inPieces([...flags], (rows) =>
    store.transaction((tx) => {
      const waiting = waitingIn(tx.db, mailboxId);
      const locations = numberedLocationsOf(
        tx.db,
        mailboxId,
        rows.map(([uid]) => uid),
      );
      for (const [uid, now] of rows) {
        const here = locations.get(uid);
        if (here !== undefined) setFlags(tx, mailboxId, here.messageId, waiting.rebase(here.messageId, now));
      }
    }, 'soon'),
  );
}

/** The server has these UIDs no longer, so their messages go here too. */
export async function removeUids(store: MailStore, mailboxId: MailboxId, uids: readonly number[]): Promise<void> {
  await removeFrom(store, mailboxId, uids, (uid) => numberedLocation(store.read, mailboxId, uid)?.messageId ?? null);
}

/** These messages are not in the mailbox any more, so they go here too. */
export async function removeMessages(store: MailStore, mailboxId: MailboxId, messages: readonly MessageId[]): Promise<void> {
  await removeFrom(store, mailboxId, messages, (id) => id);
}

async function removeFrom<T>(
  store: MailStore,
  mailboxId: MailboxId,
  rows: readonly T[],
  messageOf: (row: T) => MessageId | null,
): Promise<void> {
  await inPieces(rows, (piece) =>
    letGo(store, (tx) => {
      const messages = piece.flatMap((row) => messageOf(row) ?? []);
      for (const messageId of messages) removeLocation(tx, mailboxId, messageId);
      return sweepOrphans(tx, messages);
    }),
  );
}
