/** RFC 9051 section 9 `sequence-set` of UIDs, as text and in pieces. Pure. */

/** A UID has 32 bits. */
export const highestUid = 4_294_967_295;

/** An explicit end, because Cyrus forgets the highest message of `1:*`. */
export const allUids = `1:${highestUid}`;

/** Messages that one command acts on. */
const usualSlice = 1000;

/** Some servers refuse longer command lines; 1000 characters of set are fine everywhere. */
const longestSet = 1000;

/** `1:3,7` of 3, 1, 2, 7. */
export function uidSet(uids: readonly number[]): string {
  return rangesOf(uids).join(',');
}

/** The UIDs in pieces, in their order, each with at most so many UIDs and with a set that fits a command line. */
export function uidSlices(uids: readonly number[], most = usualSlice): number[][] {
  const slices: number[][] = [];
  for (let from = 0; from < uids.length; from += most) slices.push(...fitting(uids.slice(from, from + most)));
  return slices;
}

function fitting(uids: number[]): number[][] {
  if (uids.length < 2 || uidSet(uids).length <= longestSet) return [uids];
  const middle = Math.ceil(uids.length / 2);
  return [...fitting(uids.slice(0, middle)), ...fitting(uids.slice(middle))];
}

function rangesOf(uids: readonly number[]): string[] {
  const ranges: { from: number; to: number }[] = [];
  for (const uid of [...new Set(uids)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === uid) last.to = uid;
    else ranges.push({ from: uid, to: uid });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`));
}

/** The most UIDs one answer may name: a mailbox that holds more is not one we could keep. */
const mostExpanded = 5_000_000;

/** 1, 2, 3, 7 of `1:3,7`; what is no number is passed over. */
export function expandUidSet(set: string): number[] {
  const uids: number[] = [];
  for (const range of set.split(',')) {
    const [first = Number.NaN, last = first] = range.split(':').map(Number);
    if (!Number.isInteger(first) || !Number.isInteger(last) || first <= 0 || last <= 0) continue;
    for (let uid = Math.min(first, last); uid <= Math.max(first, last) && uids.length < mostExpanded; uid++) uids.push(uid);
  }
  return uids;
}
