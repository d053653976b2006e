import { failureOf, isGoneOrRejected, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { mailboxById } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { messageById } from '../../store/messages.ts';
import { numberedPlaces } from '../../store/numbered-places.ts';
import { forgetWanted, wantedBodies } from '../../store/wanted-bodies.ts';
import { isRenumbered } from '../backend.ts';
import { downloadSources } from './download-sources.ts';
import type { ImapConnection } from './session.ts';
import { pause, type SyncContext } from './sync-context.ts';

/** One message, of any size, because somebody opens it in this mailbox: from there, or from where the server still has it. */
export async function downloadOne(connection: ImapConnection, store: MailStore, mailboxId: MailboxId, messageId: MessageId): Promise<void> {
  const message = messageById(store.read, messageId);
  if (canBeRead(store, messageId)) return;
  const places = numberedPlaces(store.read, messageId);
  const place = places.find((each) => each.mailboxId === mailboxId) ?? places[0];
  const mailbox = place === undefined ? null : mailboxById(store.read, place.mailboxId);
  if (message === null || place === undefined || mailbox?.uidValidity == null) throw new MailFailureError(notThere());
  const { id, path, uidValidity } = mailbox;
  const { stored } = await connection.withMailbox({ path, uidValidity, fresh: true }, (session) =>
    downloadSources(store, { mailboxId: id, uidValidity }, session, [place]),
  );
  await stored;
  if (!canBeRead(store, messageId)) throw new MailFailureError(notThere());
  if (message.rawHash === null) return;
  // It was damaged here: for its rows nothing has changed.
  store.transaction((tx) => {
    forgetWanted(tx, [messageId]);
    tx.touch.message(messageId);
  });
}

function canBeRead(store: MailStore, messageId: MessageId): boolean {
  const hash = messageById(store.read, messageId)?.rawHash ?? null;
  return hash !== null && store.raw.get(hash) !== null;
}

/** What somebody opened while there was no connection: before everything else. */
export async function downloadWanted({ connection, store, progress }: SyncContext): Promise<void> {
  for (const messageId of wantedBodies(store.read)) {
    await pause(progress);
    const [place] = numberedPlaces(store.read, messageId);
    try {
      if (place !== undefined) await downloadOne(connection, store, place.mailboxId, messageId);
    } catch (thrown) {
      // Numbered anew: it is found again by this synchronisation. Gone for good: nobody need wait for it.
      if (isRenumbered(failureOf(thrown))) continue;
      if (!isGoneOrRejected(thrown)) throw thrown;
      store.transaction((tx) => forgetWanted(tx, [messageId]));
    }
  }
}

function notThere(): MailFailure {
  return {
    kind: 'gone',
    retry: 'never',
    text: 'The server does not hand over this message; it may have been deleted from another device.',
  };
}
