/** What becomes of the messages of a maildrop by their size and by what the person chose: whole, only their head, not at all, or removed. */
import type { MessageId } from '../../../shared/message.ts';
import type { StoredUidl } from '../../store/uidls.ts';
import { isHeadOnly, type Listing, messagesListed, type Retrieval } from './plan.ts';
import type { Removal } from './plan-removal.ts';

export interface Wishes {
  /** Bytes; see `PopOptions.largestDownload`. */
  readonly largest: number | null;
  /** Messages that somebody opened and whose bytes are not here, in the order they did. */
  readonly wanted: readonly MessageId[];
}

/** A message with an id of its own. */
export interface Named {
  readonly number: number;
  readonly uidl: string;
  readonly size: number;
}

export interface SizedPlan {
  /** Somebody opened or chose them. */
  readonly awaited: readonly Retrieval[];
  /** All others that come whole, newest first. */
  readonly whole: readonly Retrieval[];
  /** Newest first. */
  readonly heads: readonly Named[];
  /** Wanted, and not to be had any more. */
  readonly lost: readonly MessageId[];
}

/** Of `fresh`, which `planDownload` says are new here, and of the messages of which the head is here: what is downloaded, and how much of it. */
export function planBySize(listing: Listing, fresh: readonly Retrieval[], known: readonly StoredUidl[], wishes: Wishes): SizedPlan {
  const { largest, wanted } = wishes;
  const rows = new Map(known.map((row) => [row.uidl, row]));
  const fits = (size: number): boolean => largest === null || (largest > 0 && size <= largest);
  const [chosen, whole]: [Retrieval[], Retrieval[]] = [[], []];
  const heads: Named[] = [];
  for (const message of fresh) {
    const { number, uidl, size } = message;
    const choice = uidl === null ? null : (rows.get(uidl)?.choice ?? null);
    if (choice === 'leave' || choice === 'remove') continue;
    if (choice === 'fetch') chosen.push(message);
    else if (uidl === null || fits(size)) whole.push(message);
    else heads.push({ number, uidl, size });
  }
  const isWanted = new Set(wanted);
  const opened = new Map<MessageId, Retrieval>();
  for (const { number, uidl, size } of messagesListed(listing)) {
    const row = uidl === null ? undefined : rows.get(uidl);
    if (row === undefined || !isHeadOnly(row)) continue;
    const message: Retrieval = { number, uidl, size, fills: row.messageId };
    if (isWanted.has(row.messageId)) opened.set(row.messageId, message);
    else if (row.choice === 'fetch') chosen.push(message);
    else if (row.choice === null && !row.deletedHere && fits(size)) whole.push(message);
  }
  return {
    awaited: [...wanted.flatMap((id) => opened.get(id) ?? []), ...chosen.sort(newestFirst)],
    whole: whole.sort(newestFirst),
    heads,
    lost: wanted.filter((id) => !opened.has(id)),
  };
}

/** A removal of something of which at most the head is here. */
export interface UnreadRemoval extends Named {
  /** What was chosen: bytes as the server listed them, and the hash of the head; null where that is not known. */
  readonly chosen: { readonly size: number | null; readonly headHash: Uint8Array | null };
}

export interface ChosenRemovals {
  /** All of them are here, and have to be read back first. */
  readonly whole: readonly Removal[];
  readonly unread: readonly UnreadRemoval[];
}

/** What the person chose to remove from the server, whatever the account's policy. */
export function planChosenRemovals(listing: Listing, known: readonly StoredUidl[]): ChosenRemovals {
  const rows = new Map(known.filter(({ choice }) => choice === 'remove').map((row) => [row.uidl, row]));
  const whole: Removal[] = [];
  const unread: UnreadRemoval[] = [];
  // As in nearly every session: then the listing need not be gone through once more.
  if (rows.size === 0) return { whole, unread };
  for (const { number, uidl, size } of messagesListed(listing)) {
    const row = uidl === null ? undefined : rows.get(uidl);
    if (row === undefined) continue;
    const named = { number, uidl: row.uidl, size };
    if (row.messageId === null || isHeadOnly(row)) unread.push({ ...named, chosen: row });
    else whole.push({ ...named, messageId: row.messageId, whenDeleted: false, chosen: true });
  }
  return { whole, unread };
}

/** Chosen to be removed, and gone from the server: by an earlier session whose end was not heard of, or by another program. */
export function removedAlready(listing: Listing, known: readonly StoredUidl[]): readonly string[] {
  return headsNotListed(listing, known).flatMap(({ uidl, choice }) => (choice === 'remove' ? [uidl] : []));
}

/** Nothing but an id and a size, of a server that hands over no heads: once it gives other ids, there is nothing left to keep. */
export function emptyHeads(listing: Listing, known: readonly StoredUidl[]): readonly string[] {
  return headsNotListed(listing, known).flatMap(({ uidl, headHash }) => (headHash === null ? [uidl] : []));
}

function headsNotListed({ uidls }: Listing, known: readonly StoredUidl[]): readonly StoredUidl[] {
  const listed = new Set(uidls.values());
  return known.filter((row) => isHeadOnly(row) && !listed.has(row.uidl));
}

function newestFirst(a: Retrieval, b: Retrieval): number {
  return b.number - a.number;
}
