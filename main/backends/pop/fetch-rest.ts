import { type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/message.ts';
import { headOfMessage } from '../../store/heads.ts';
import { isHere } from '../../store/messages.ts';
import { setListed } from '../../store/uidl-changes.ts';
import { leftForRoomFailure } from './disk-room.ts';
import { type Fetching, fetchWanted } from './fetch-wanted.ts';
import { findListed } from './find-listed.ts';
import type { PopConnection } from './pop-connection.ts';
import { messagesListed } from './plan.ts';
import { readListing } from './read-listing.ts';

interface RestParts extends Pick<Fetching, 'store' | 'inbox' | 'now' | 'diskRoom' | 'outgrown' | 'report'> {
  /** Something is marked for removal in this session, and not listed, although it is still there. */
  readonly midSession: boolean;
}

/**
 * Downloads the rest of a message of which only the head is here, of any size, because somebody opens it: it stays the same message. Rejects
 * with MailFailureError, `gone` when the server has it no longer.
 */
export async function fetchRest(connection: PopConnection, parts: RestParts, messageId: MessageId): Promise<void> {
  const { store, midSession } = parts;
  const head = headOfMessage(store.read, messageId);
  if (head === null) throw new MailFailureError(headOnlyFailure());
  const listing = await readListing(connection);
  const message = await findListed(connection, store, listing, head, parts.report);
  // Where the server gives messages no ids of their own, they do not tell what it has.
  const idsWork = messagesListed(listing).every(({ uidl }) => uidl !== null);
  if (!midSession && idsWork) store.transaction((tx) => setListed(tx, new Set(listing.uidls.values())), 'soon');
  if (message === null) throw new MailFailureError(midSession ? hidden : headOnlyFailure());
  const wanted = [{ ...message, fills: messageId }];
  const { skipped, left } = await fetchWanted({ ...parts, connection, paused: () => false, committed: () => Promise.resolve() }, wanted);
  for (const { failure } of skipped) throw new MailFailureError(failure);
  if (left.length > 0) {
    const sizes = left.map(({ size }) => size);
    throw new MailFailureError(leftForRoomFailure(sizes, await parts.diskRoom()));
  }
  if (!isHere(store.read, messageId)) throw new MailFailureError(headOnlyFailure());
}

const hidden: MailFailure = {
  kind: 'busy',
  retry: 'later',
  text: 'Mail is being removed from the server at this moment; this message comes with the next check.',
};

/** The server has it no longer, and never handed over the rest of it. */
export function headOnlyFailure(): MailFailure {
  return {
    kind: 'gone',
    retry: 'never',
    text: 'This message is no longer on the server, and only what is shown of it is on this computer.',
    code: 'HEAD_ONLY',
  };
}
