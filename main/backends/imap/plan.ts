/**
 * What a mailbox needs, from what the server says and what is here. Pure. The rule above all others: the absence of a row is never
 * evidence. A plan removes a message only because VANISHED named it or because a complete UID SEARCH ALL did not. Elsewhere one goes when
 * its mailbox is gone (unlisted.ts), was numbered anew and read to its end (sync-mailbox.ts), or when it was moved (settle-vanished.ts).
 */
import type { Flag } from '../../../shared/message.ts';
import { flagsToText } from '../../store/flag-text.ts';
import type { SyncState } from '../../store/mailboxes.ts';

/** STATUS or SELECT. MODSEQ and UIDVALIDITY are decimal text; null where the server does not tell. */
export interface ServerNumbers {
  readonly uidValidity: string;
  readonly uidNext: number | null;
  readonly highestModseq: string | null;
  readonly exists: number;
}

/** How far we are. */
export interface LocalNumbers extends SyncState {
  /** Messages we know the server has here: those with a UID, and those a waiting operation has taken away only here. */
  readonly held: number;
}

/**
 * - `nothing`: all numbers are as they were
 * - `changes`: what changed since our MODSEQ (RFC 7162)
 * - `everything`: all UIDs; for a first or interrupted synchronisation, and each time where the server keeps no MODSEQ
 * - `renumbered`: UIDVALIDITY is another one, or UIDNEXT went down: our UIDs mean nothing any more
 */
type Question = 'nothing' | 'changes' | 'everything' | 'renumbered';

export function whatToAsk(server: ServerNumbers, local: LocalNumbers): Question {
  if (local.uidValidity === null) return 'everything';
  if (local.uidValidity !== server.uidValidity) return 'renumbered';
  // RFC 9051 section 2.3.1.1: it never goes down. A mailbox set back, or made anew with the old UIDVALIDITY, gives our UIDs to other mail.
  if (server.uidNext !== null && local.uidNext !== null && server.uidNext < local.uidNext) return 'renumbered';
  if (local.uidNext === null || local.highestModseq === null || server.highestModseq === null) return 'everything';
  // A server that was set back to an older state: what it numbered since is not told by MODSEQ.
  if (BigInt(server.highestModseq) < BigInt(local.highestModseq)) return 'everything';
  const same = server.highestModseq === local.highestModseq && (server.uidNext ?? local.uidNext) === local.uidNext;
  return same && server.exists === local.held ? 'nothing' : 'changes';
}

/** STATUS, which also counts what is unread. */
export interface StatusNumbers extends ServerNumbers {
  readonly unseen: number | null;
}

/**
 * Whether a mailbox need not be opened. A server without MODSEQ cannot tell that only a flag changed: there the number of unread
 * messages stands for it, and stars are looked at when somebody opens the mailbox.
 */
export function looksUnchanged(server: StatusNumbers, local: LocalNumbers & { readonly unread: number }): boolean {
  if (whatToAsk(server, local) === 'nothing') return true;
  const countsOnly = server.highestModseq === null && local.highestModseq === null && local.uidNext !== null;
  const same = server.uidValidity === local.uidValidity && server.uidNext === local.uidNext && server.exists === local.held;
  return countsOnly && same && server.unseen === local.unread;
}

/** What is here of the UIDs in question. */
export interface Holdings {
  /** UID to flags as stored. */
  readonly known: ReadonlyMap<number, string>;
  /** UIDs that a waiting operation moves or removes: not here any more, still there. */
  readonly hidden: ReadonlySet<number>;
  readonly held: number;
}

export interface Answers {
  /** Flags by UID: of what changed, or of everything. */
  readonly flags: ReadonlyMap<number, readonly Flag[]>;
  readonly vanished: readonly number[];
  /** How many messages the server had after it answered all this. */
  readonly exists: number;
}

export interface Plan {
  /** UIDs whose heads are not here, newest first. */
  readonly fetch: readonly number[];
  readonly reflag: ReadonlyMap<number, readonly Flag[]>;
  readonly remove: readonly number[];
  /** False: the answers contradict each other; do what they surely say, and look again next time. */
  readonly complete: boolean;
}

/** From the answer to `changes`; null when its numbers do not add up, and all UIDs must be asked for. */
export function planFromChanges({ known, hidden, held }: Holdings, { flags, vanished, exists }: Answers): Plan | null {
  const gone = new Set(vanished);
  const remove = [...gone].filter((uid) => known.has(uid));
  const fetch = newestFirst([...flags.keys()].filter((uid) => !known.has(uid) && !hidden.has(uid) && !gone.has(uid)));
  const hiddenGone = [...gone].filter((uid) => hidden.has(uid)).length;
  if (held - remove.length - hiddenGone + fetch.length !== exists) return null;
  return { fetch, reflag: changedHere(known, flags), remove, complete: true };
}

/** From all UIDs of the mailbox (UID SEARCH ALL); `known` must then be everything here. */
export function planFromListing({ known, hidden }: Holdings, listed: readonly number[], { flags, exists }: Answers): Plan {
  const there = new Set(listed);
  // Fewer UIDs than messages: something was left out, so nothing is proven gone.
  const complete = there.size >= exists;
  return {
    fetch: newestFirst([...there].filter((uid) => !known.has(uid) && !hidden.has(uid))),
    reflag: changedHere(known, flags),
    remove: complete ? [...known.keys()].filter((uid) => !there.has(uid)) : [],
    complete,
  };
}

/** Which of the flags the server told are others than those here. */
export function changedHere(known: ReadonlyMap<number, string>, flags: ReadonlyMap<number, readonly Flag[]>): Map<number, readonly Flag[]> {
  return new Map([...flags].filter(([uid, now]) => known.has(uid) && known.get(uid) !== flagsToText(now)));
}

function newestFirst(uids: number[]): number[] {
  return uids.sort((a, b) => b - a);
}
