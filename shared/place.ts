/**
 * Where a message is. Derived from facts each time it is asked for, never stored: a stored place would one day lie.
 * - `server`: only on the server; reading it needs a connection
 * - `server-and-here`: on the server, with a copy on this computer
 * - `here`: only on this computer
 * - `moving`: an action of the person is on its way to the server
 */
export type PlaceKind = 'server' | 'server-and-here' | 'here' | 'moving';

export interface Place {
  readonly kind: PlaceKind;
  /** When the copy on a POP server will be removed by the account's policy; milliseconds since 1970. */
  readonly leavesServerAt?: number;
}

export interface PlaceFacts {
  /** An IMAP location with a UID, or a UIDL seen in the last listing of the maildrop. */
  readonly onServer: boolean;
  /** The raw bytes are in raw.db. */
  readonly here: boolean;
  /** A queued operation moves, deletes or uploads it. */
  readonly operationPending: boolean;
  readonly leavesServerAt?: number | null;
}

/** The one rule about where a message is. Search asks the same in SQL, beside its facts: `isAt` in main/reader/message-place.ts. */
export function placeOf(facts: PlaceFacts): Place {
  if (facts.operationPending) return { kind: 'moving' };
  if (!facts.onServer) return { kind: 'here' };
  if (!facts.here) return { kind: 'server' };
  return facts.leavesServerAt != null ? { kind: 'server-and-here', leavesServerAt: facts.leavesServerAt } : { kind: 'server-and-here' };
}
