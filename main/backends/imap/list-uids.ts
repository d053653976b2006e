import type { ImapSession } from './session.ts';
import { expandUidSet, highestUid } from './uid-set.ts';

/** UIDs asked for at once of a server that writes out each of them. */
const uidsAtOnce = 20_000;

/**
 * All UIDs of the selected mailbox, ascending. One short answer where the server has ESEARCH (RFC 4731); else in ranges, since taking
 * apart a line of 100,000 numbers would hold up everything else. `uidNext` null: unknown.
 */
export async function listUids(session: ImapSession, uidNext: number | null): Promise<readonly number[]> {
  if (session.offers('ESEARCH')) {
    const found = await session.ask((client) => client.search({ all: true }, { uid: true, returnOptions: ['ALL', 'COUNT'] }));
    return Array.isArray(found) ? ascending(found) : expandUidSet(found.all ?? '');
  }
  const ranges = rangesFor(session.exists(), uidNext);
  const uids: number[] = [];
  for (const range of ranges) {
    const query = range === null ? { all: true } : { uid: range };
    for (const uid of await session.ask((client) => client.search(query, { uid: true }))) uids.push(uid);
  }
  return ascending(uids);
}

/** Ranges that hold about as many messages as one answer should name; null is everything. Pure. */
export function rangesFor(exists: number, uidNext: number | null): readonly (string | null)[] {
  const pieces = Math.ceil(exists / uidsAtOnce);
  if (pieces <= 1 || uidNext === null) return [null];
  const width = Math.ceil(uidNext / pieces);
  // The last one is open: mail that arrives meanwhile is not to be missed.
  return Array.from({ length: pieces }, (_, at) => `${at * width + 1}:${at === pieces - 1 ? highestUid : (at + 1) * width}`);
}

/** `n:4294967295` names the last message also when it lies below n (RFC 9051 section 9, seq-range), so a UID may come twice. */
function ascending(uids: readonly number[]): readonly number[] {
  return [...new Set(uids)].sort((a, b) => a - b);
}
