import { failureOf, isGoneOrRejected, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { locationOf, locationsOfMessage } from '../../store/locations.ts';
import { mailboxById } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { messageById } from '../../store/messages.ts';
import { forgetWanted, wantedBodies } from '../../store/wanted-bodies.ts';
import { isRenumbered } from '../backend.ts';
import { downloadSources } from './download-sources.ts';
import type { ImapConnection } from './session.ts';
import { pause, type SyncContext } from './sync-context.ts';

/** One message, of any size, because somebody opens it. */
export async function downloadOne(connection: ImapConnection, store: MailStore, mailboxId: MailboxId, messageId: MessageId): Promise<void> {
  const message = messageById(store.read, messageId);
  const mailbox = mailboxById(store.read, mailboxId);
  const uid = locationOf(store.read, mailboxId, messageId)?.uid ?? null;
  if (message !== null && message.rawHash !== null) return;
  if (message === null || mailbox?.uidValidity == null || uid === null) throw new MailFailureError(notThere());
  const { path, uidValidity } = mailbox;
  await connection.withMailbox({ path, uidValidity }, (session) => downloadSources(store, mailboxId, session, [{ uid }]));
  if (messageById(store.read, messageId)?.rawHash === null) throw new MailFailureError(notThere());
}

/** What somebody opened while there was no connection: before everything else. */
export async function downloadWanted({ connection, store, progress }: SyncContext): Promise<void> {
  for (const messageId of wantedBodies(store.read)) {
    await pause(progress);
    const location = locationsOfMessage(store.read, messageId).find(({ uid }) => uid !== null);
    try {
      if (location !== undefined) await downloadOne(connection, store, location.mailboxId, messageId);
    } catch (thrown) {
      // Numbered anew: it is found again by this synchronisation. Gone for good: nobody need wait for it.
      if (isRenumbered(failureOf(thrown))) continue;
      if (!isGoneOrRejected(thrown)) throw thrown;
      store.transaction((tx) => forgetWanted(tx, messageId));
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
