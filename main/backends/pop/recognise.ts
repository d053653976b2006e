/**
 * Knows a message again although the server gives it another id, or none: some number a maildrop anew when it is repaired or moved. The
 * size and the head, by TOP, tell; only what neither tells is downloaded. Pure: what is asked, and what the answers mean.
 */
import type { StoredUidl } from '../../store/uidls.ts';
import type { DownloadPlan, Listing, Retrieval } from './plan.ts';

/** A message in the maildrop, and what is known that it may be. */
export interface Question {
  readonly message: Retrieval;
  /** Not empty. Those whose message is here come first. */
  readonly candidates: readonly StoredUidl[];
}

/** By message number; null: the server would not hand the head over, or it identifies nothing. */
export type Heads = ReadonlyMap<number, Buffer | null>;

export interface Recognition {
  /** What is left to download, newest first. */
  readonly retrieve: readonly Retrieval[];
  readonly unsure: readonly Retrieval[];
  /** Messages that are known by the id `of`, and have this one from now on. */
  readonly renamed: readonly { readonly uidl: string; readonly of: string; readonly size: number }[];
  /** The same messages under the same ids; only the size is told otherwise. */
  readonly resized: readonly { readonly uidl: string; readonly size: number }[];
  /** Known ids that the server no longer tells, though their messages are still there. */
  readonly stillThere: readonly string[];
}

/** What is worth asking: a new message is only fetched to the end where nothing that is known has its size. */
export function questionsOf(plan: DownloadPlan, listing: Listing, known: readonly StoredUidl[]): readonly Question[] {
  const listed = listedOnce(listing);
  const lost = new Map<number, StoredUidl[]>();
  const doubted = new Map<string, StoredUidl>();
  for (const row of known) {
    if (row.headHash === null || row.size === null) continue;
    if (listed.has(row.uidl)) doubted.set(row.uidl, row);
    // What was removed with the server's consent is not looked for there.
    else if (row.removalAskedAt === null && (row.messageId !== null || row.deletedHere)) {
      lost.set(row.size, [...(lost.get(row.size) ?? []), row]);
    }
  }
  const ask = (message: Retrieval, candidates: readonly StoredUidl[] = []): readonly Question[] =>
    candidates.length === 0
      ? []
      : [{ message, candidates: candidates.toSorted((a, b) => Number(b.messageId !== null) - Number(a.messageId !== null)) }];
  return [
    ...[...plan.retrieve, ...plan.unsure].flatMap((message) => ask(message, lost.get(message.size))),
    ...plan.doubtful.flatMap((message) => {
      const row = doubted.get(message.uidl ?? '');
      return row === undefined ? [] : ask(message, [row]);
    }),
  ];
}

export function recognise(plan: DownloadPlan, questions: readonly Question[], heads: Heads): Recognition {
  const same = new Map<number, StoredUidl>();
  const other = new Set<number>();
  for (const { message, candidates } of questions) {
    const head = heads.get(message.number) ?? null;
    if (head === null) continue;
    const row = candidates.find(({ headHash }) => headHash?.equals(head) === true);
    if (row === undefined) other.add(message.number);
    else same.set(message.number, row);
  }
  const isNew = ({ number }: Retrieval): boolean => !same.has(number);
  const found = (messages: readonly Retrieval[]) =>
    messages.flatMap(({ number, uidl, size }) => {
      const row = same.get(number);
      return row === undefined ? [] : [{ uidl, size, row }];
    });
  return {
    retrieve: [...plan.retrieve.filter(isNew), ...plan.doubtful.filter(({ number }) => other.has(number))].sort(
      (a, b) => b.number - a.number,
    ),
    unsure: plan.unsure.filter(isNew),
    renamed: found(plan.retrieve).flatMap(({ uidl, size, row }) => (uidl === null ? [] : [{ uidl, of: row.uidl, size }])),
    resized: found(plan.doubtful).map(({ size, row: { uidl } }) => ({ uidl, size })),
    stillThere: found(plan.unsure).map(({ row }) => row.uidl),
  };
}

function listedOnce({ uidls }: Listing): ReadonlySet<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const uidl of uidls.values()) (once.has(uidl) ? twice : once).add(uidl);
  for (const uidl of twice) once.delete(uidl);
  return once;
}
