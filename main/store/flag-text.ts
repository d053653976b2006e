/** The flags of a message as one text, which is how they are stored. */
import type { Flag, FlagChange } from '../../shared/message.ts';

/** Flags as stored: one space between two, sorted, so that equal sets are equal text. */
export function flagsToText(flags: readonly Flag[]): string {
  if (flags.length < 2) return flags[0] ?? '';
  return [...new Set(flags)].sort().join(' ');
}

export function flagsFromText(text: string): readonly Flag[] {
  return text === '' ? [] : text.split(' ');
}

/** The flags after a change. */
export function changedFlags(flags: readonly Flag[], change: FlagChange): readonly Flag[] {
  return [...new Set([...flags.filter((flag) => !change.remove.includes(flag)), ...change.add])].sort();
}
