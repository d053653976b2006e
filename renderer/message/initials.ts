/** One or two letters and a colour for a sender, the same each time. Pure. */
import type { Address } from '../../shared/message.ts';

export function initialsOf(who: Address | undefined): string {
  const text = who === undefined ? '' : who.name || who.address;
  const words = text.split(/[\s@._-]+/u).flatMap((word) => /^\p{L}\p{M}*/u.exec(word)?.[0] ?? []);
  const letters = words.length > 1 ? `${words[0]}${words.at(-1)}` : (words[0] ?? '?');
  return letters.toLocaleUpperCase();
}

/** A hue in degrees, from the address: names change, addresses stay. */
export function toneOf(who: Address | undefined): number {
  let hash = 0;
  for (const character of who?.address.toLowerCase() ?? '') hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
