/**
 * Knows a message again although the server gives it another id, or none: some number a maildrop anew when it is repaired or moved. The
 * size and the head, by TOP, tell; only what neither tells is downloaded. Pure: what is asked, and what the answers mean.
 */
import type { StoredUidl } from '../../store/uidls.ts';
import { hashName } from '../../store/hash.ts';
import type { HeadPrint } from './head-print.ts';
import { countOfIds, type DownloadPlan, isHeadOnly, type Listing, type Retrieval } from './plan.ts';

/** By message number; null or missing: the server would not hand the head over, or there is none. */
export type HeadPrints = ReadonlyMap<number, HeadPrint | null>;

export interface Recognition {
  /** What is left to download, newest first. */
  readonly retrieve: readonly Retrieval[];
  readonly unsure: readonly Retrieval[];
  /** Messages that are known by the id `of`, and have this one from now on. */
  readonly renamed: readonly { readonly uidl: string; readonly of: string; readonly size: number }[];
  /** The same messages under the same ids; only the size is told otherwise. */
  readonly resized: readonly { readonly uidl: string; readonly size: number }[];
  /** Known ids that the server no longer tells, though their messages are still there, under these numbers. */
  readonly stillThere: readonly { readonly uidl: string; readonly number: number }[];
}

/** The messages whose heads are worth asking for: nothing is known that has the size of any other new message. */
export function questionsOf(plan: DownloadPlan, listing: Listing, known: readonly StoredUidl[]): readonly Retrieval[] {
  // As in most sessions.
  if (plan.retrieve.length + plan.unsure.length + plan.doubtful.length === 0) return [];
  const sizes = new Set([...notListed(listing, known), ...blankHeads(listing, known)].map(({ size }) => size));
  return [...[...plan.retrieve, ...plan.unsure].filter(({ size }) => sizes.has(size)), ...plan.doubtful];
}

export function recognise(plan: DownloadPlan, listing: Listing, known: readonly StoredUidl[], heads: HeadPrints): Recognition {
  const blank = blankHeads(listing, known);
  if (heads.size + blank.length === 0) return { retrieve: plan.retrieve, unsure: plan.unsure, renamed: [], resized: [], stillThere: [] };
  const lost = bySizeAndHead([...notListed(listing, known), ...blank]);
  const candidates = ({ number, size }: Retrieval): StoredUidl[] => {
    const head = heads.get(number) ?? null;
    const alike = lost.get(sizeAndHead(size, head?.hash ?? null)) ?? [];
    // A head that is like others is not enough to keep a message away.
    return head?.names === false && alike[0]?.deletedHere === true ? [] : alike;
  };
  // Their sizes alone would not do: what is taken for known is not downloaded.
  const unsure = plan.unsure.map((message) => ({ message, row: heads.get(message.number) == null ? undefined : candidates(message)[0] }));
  // Each is known again once: there may be two of the same.
  const fresh = plan.retrieve.map((message) => ({ message, row: candidates(message).shift() }));
  const rows = new Map(known.map((row) => [row.uidl, row]));
  /** Null: nobody can tell, so the id is believed. */
  const isOther = ({ number, uidl }: Retrieval): boolean | null => {
    const head = heads.get(number) ?? null;
    const before = rows.get(uidl ?? '')?.headHash ?? null;
    return head === null || before === null ? null : !head.hash.equals(before);
  };
  const others = plan.doubtful.filter((message) => isOther(message) === true);
  return {
    retrieve: [...fresh.filter(({ row }) => row === undefined).map(({ message }) => message), ...others].sort(
      (a, b) => b.number - a.number,
    ),
    unsure: unsure.filter(({ row }) => row === undefined).map(({ message }) => message),
    renamed: fresh.flatMap(({ message: { uidl, size }, row }) =>
      uidl === null || row === undefined ? [] : [{ uidl, of: row.uidl, size }],
    ),
    resized: plan.doubtful.flatMap((message) => {
      const { uidl, size } = message;
      return uidl !== null && isOther(message) === false ? [{ uidl, size }] : [];
    }),
    stillThere: unsure.flatMap(({ message: { number }, row }) => (row === undefined ? [] : [{ uidl: row.uidl, number }])),
  };
}

/** With the ids of before in place of those that identify nothing. */
export function withKnownIds(listing: Listing, { stillThere }: Pick<Recognition, 'stillThere'>): Listing {
  // Two of the same are one message here: the first will do.
  const numbers = new Map(stillThere.map(({ uidl, number }) => [uidl, number]));
  return { ...listing, uidls: new Map([...listing.uidls, ...[...numbers].map(([uidl, number]) => [number, uidl] as const)]) };
}

/** What is here comes before what is deleted: two may be alike. */
function bySizeAndHead(rows: readonly StoredUidl[]): ReadonlyMap<string, StoredUidl[]> {
  const found = new Map<string, StoredUidl[]>();
  const rank = ({ deletedHere, messageId }: StoredUidl): number => Number(deletedHere) + Number(messageId === null);
  for (const row of rows.toSorted((a, b) => rank(a) - rank(b))) {
    const key = sizeAndHead(row.size, row.headHash);
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [row]);
    else alike.push(row);
  }
  return found;
}

/** What is known by its head and no longer listed. What was removed with the server's consent is not looked for there. */
function notListed(listing: Listing, known: readonly StoredUidl[]): readonly StoredUidl[] {
  const timesListed = countOfIds(listing);
  return known.filter(
    (row) =>
      row.headHash !== null &&
      row.removalAskedAt === null &&
      (row.messageId !== null || row.deletedHere) &&
      timesListed.get(row.uidl) !== 1,
  );
}

/** Nothing but its size is known of each, as nothing else was told; and no longer listed. */
function blankHeads({ uidls }: Listing, known: readonly StoredUidl[]): readonly StoredUidl[] {
  const blank = known.filter((row) => isHeadOnly(row) && row.headHash === null && !row.deletedHere);
  if (blank.length === 0) return blank;
  const listed = new Set(uidls.values());
  return blank.filter(({ uidl }) => !listed.has(uidl));
}

function sizeAndHead(size: number | null, headHash: Uint8Array | null): string {
  return `${size} ${headHash === null ? '' : hashName(headHash)}`;
}
