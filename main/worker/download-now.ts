import { failureOf, type MailFailure } from '../../shared/failure.ts';
import type { LocalRef } from '../../shared/message.ts';
import type { MailStore } from '../store/mail-store.ts';
import { forgetWanted, wantBody } from '../store/wanted-bodies.ts';
import type { StatusReport } from './account-status.ts';
import type { SyncLoop } from './sync-loop.ts';

interface DownloadParts {
  readonly withBackend: SyncLoop['withBackend'];
  readonly activity: StatusReport['activity'];
  /** Tell the window now. */
  readonly changed: () => void;
}

/** The text of one message, now or, without a connection, as soon as there is one. */
export async function downloadNow(
  store: MailStore,
  { mailboxId, messageId }: LocalRef,
  { withBackend, activity, changed }: DownloadParts,
): Promise<void> {
  store.transaction((tx) => wantBody(tx, messageId, Date.now()));
  changed();
  try {
    await withBackend((backend) => backend.downloadMessage(store, mailboxId, messageId, activity));
  } catch (thrown) {
    // Remembered, and asked for again with the next connection: nothing went wrong that somebody need be told of.
    if (isConnectionTrouble(failureOf(thrown))) return;
    store.transaction((tx) => forgetWanted(tx, [messageId]));
    throw thrown;
  } finally {
    changed();
  }
}

/** Nothing about the message: the server cannot be reached, or not be signed in to, now. */
function isConnectionTrouble({ kind }: MailFailure): boolean {
  return kind === 'offline' || kind === 'busy' || kind === 'auth' || kind === 'tls' || kind === 'cancelled';
}
