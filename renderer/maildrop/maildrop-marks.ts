/** What the person marked in the look at a maildrop, before it is applied: only what differs from what was chosen earlier. Pure. */
import { assertNever } from '../../shared/failure.ts';
import type { MaildropChoice, MaildropEntry, MaildropPick } from '../../shared/maildrop.ts';

/** By UIDL. */
export type Marks = ReadonlyMap<string, MaildropChoice>;

export interface Amount {
  readonly messages: number;
  readonly bytes: number;
}

/** What makes sense for a message; nothing where it cannot be told from others. */
export function choicesFor({ uidl, state }: MaildropEntry): readonly MaildropChoice[] {
  if (uidl === null) return [];
  switch (state) {
    case 'new':
    case 'head':
      return ['fetch', 'remove', 'leave'];
    case 'here':
      return ['remove'];
    case 'deleted':
      return ['fetch', 'remove'];
    default:
      return assertNever(state);
  }
}

/** Marked now, or chosen before. */
export function markOf({ uidl, choice }: MaildropEntry, marks: Marks): MaildropChoice | null {
  return (uidl === null ? undefined : marks.get(uidl)) ?? choice;
}

/** Those of `entries` that can take the mark have it afterwards; null takes marks away. */
export function withMark(marks: Marks, entries: readonly MaildropEntry[], mark: MaildropChoice | null): Marks {
  const next = new Map(marks);
  for (const entry of entries) {
    if (entry.uidl === null) continue;
    if (mark === null || entry.choice === mark) next.delete(entry.uidl);
    else if (choicesFor(entry).includes(mark)) next.set(entry.uidl, mark);
  }
  return next;
}

/** Of what is still there. */
export function picksOf(entries: readonly MaildropEntry[], marks: Marks): readonly MaildropPick[] {
  return entries.flatMap(({ uidl }) => {
    const choice = uidl === null ? undefined : marks.get(uidl);
    return uidl === null || choice === undefined ? [] : [{ uidl, choice }];
  });
}

export function amountOf(entries: readonly MaildropEntry[]): Amount {
  return { messages: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

export function marked(entries: readonly MaildropEntry[], marks: Marks, mark: MaildropChoice): readonly MaildropEntry[] {
  return entries.filter(({ uidl }) => uidl !== null && marks.get(uidl) === mark);
}

/** The server has the only whole copy. */
export function isNowhereElse({ state }: MaildropEntry): boolean {
  return state !== 'here';
}
