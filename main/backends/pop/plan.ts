/** What a session was told of the maildrop, and what of that it downloads. Pure. */
import type { MessageId } from '../../../shared/message.ts';
import type { StoredUidl } from '../../store/uidls.ts';
import { isContentId } from './content-id.ts';

/** What one session was told by UIDL and LIST, by message number. An id that the server left out is the empty string. */
export interface Listing {
  readonly uidls: ReadonlyMap<number, string>;
  readonly sizes: ReadonlyMap<number, number>;
}

/** A message to fetch. `uidl` is null where the server's id identifies nothing; the size in bytes is the server's hint. */
export interface Retrieval {
  readonly number: number;
  readonly uidl: string | null;
  readonly size: number;
  /** The message here that it is the rest of; missing: it is a new one. */
  readonly fills?: MessageId;
}

export interface DownloadPlan {
  /** New ids, newest first. */
  readonly retrieve: readonly Retrieval[];
  /** Blank or doubled ids, newest first: known again by head or by content each time, and never removed from the server. */
  readonly unsure: readonly Retrieval[];
  /** Known ids that are listed with another size: perhaps each means another message by now. Fetched only when its head says so. */
  readonly doubtful: readonly Retrieval[];
  /** Ids of which nothing is left to remember. */
  readonly forget: readonly string[];
}

/**
 * Decides what a session fetches. `known` is the store as it was before this listing was noted in it. An id whose
 * message is here, or was removed by the person, is not fetched again; one whose message was lost here is.
 *
 * Newest first, that is by falling number: after setup the mail people wait for is here within seconds, and a session that
 * is cut loses nothing by it, since the next one fetches whatever is still new.
 */
export function planDownload(listing: Listing, known: readonly StoredUidl[]): DownloadPlan {
  const rows = new Map(known.map((row) => [row.uidl, row]));
  const isKnown = (uidl: string, size: number): boolean => {
    const row = rows.get(uidl);
    if (row === undefined || (row.messageId === null && !row.deletedHere)) return false;
    // Its removal was granted, nothing of it is here, and what is listed is of another size: a new message was given the old id.
    return row.messageId !== null || row.removalAskedAt === null || row.size === size;
  };
  const hasOtherSize = (uidl: string, size: number): boolean => {
    const row = rows.get(uidl);
    return row?.headHash != null && row.size !== null && row.size !== size;
  };
  const timesListed = countOfIds(listing);
  const found = messagesListed(listing);
  const unsure = found.filter((message) => message.uidl === null);
  const told: Told = { ids: unsure.length === 0, messages: found.length > 0, headsHere: known.some(isHeadOnly) };
  const forget = known.filter((row) => !timesListed.has(row.uidl) && isForgettable(row, told));
  return {
    retrieve: found.filter(({ uidl, size }) => uidl !== null && !isKnown(uidl, size)),
    unsure,
    doubtful: found.filter(({ uidl, size }) => uidl !== null && isKnown(uidl, size) && hasOtherSize(uidl, size)),
    forget: forget.map((row) => row.uidl),
  };
}

/** The messages of both answers, newest first. Mail can come between the two commands: a number in only one waits for the next session. */
export function messagesListed(listing: Listing): readonly Retrieval[] {
  const timesListed = countOfIds(listing);
  const messages: Retrieval[] = [];
  for (const [number, id] of listing.uidls) {
    const size = listing.sizes.get(number);
    if (size === undefined) continue;
    messages.push({ number, uidl: id !== '' && timesListed.get(id) === 1 ? id : null, size });
  }
  return messages.sort((a, b) => b.number - a.number);
}

interface Told {
  /** Each message listed has an id of its own. */
  readonly ids: boolean;
  readonly messages: boolean;
  readonly headsHere: boolean;
}

/**
 * An id the server does not list and whose message is gone here. One absence proves little, and that of everything nothing (a server in
 * trouble lists nothing), and forgetting too early brings deleted mail back: so either we asked for its removal, or it was absent before.
 */
function isForgettable(row: StoredUidl, { ids, messages, headsHere }: Told): boolean {
  // While the server gives messages no ids of their own, it may still lie there.
  if (row.messageId !== null || !ids) return false;
  if (row.removalAskedAt !== null) return true;
  // One of the heads may be its own, under another id.
  if (headsHere || !messages) return false;
  return isContentId(row.uidl) || !row.onServer;
}

/** Only the head of it is here. */
export function isHeadOnly(row: StoredUidl): row is StoredUidl & { readonly messageId: MessageId } {
  return row.messageId !== null && row.storedAt === null;
}

/** How often each id is listed: one that is listed twice identifies nothing. */
export function countOfIds({ uidls }: Listing): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const uidl of uidls.values()) counts.set(uidl, (counts.get(uidl) ?? 0) + 1);
  return counts;
}
