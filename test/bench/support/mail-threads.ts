/** Who answers whom in a generated mailbox. Everything follows from the seed and the place, so that no table is kept. */
import { hexDigits, messageRandom } from './seeded-choice.ts';

const aboutId = 1;
const aboutParent = 2;
/** Answers come soon: rarely so many messages later. */
const reach = 60;
const longestReferences = 10;

/** With angle brackets. */
export function messageIdOf(seed: number, index: number): string {
  return `<${hexDigits(messageRandom(seed, index, aboutId), 24)}.${index}@mail${index % 97}.generated.test>`;
}

/** The message that this one answers; null for the first of a thread. */
function parentOf(seed: number, index: number): number | null {
  const random = messageRandom(seed, index, aboutParent);
  if (random() > 0.35) return null;
  const parent = index - 1 - Math.floor(random() ** 2 * reach);
  return parent < 0 ? null : parent;
}

/** All that came before in the thread, oldest first. */
export function ancestorsOf(seed: number, index: number): readonly number[] {
  const ancestors: number[] = [];
  for (let at = parentOf(seed, index); at !== null; at = parentOf(seed, at)) ancestors.unshift(at);
  return ancestors;
}

/** What RFC 5322 section 3.6.4 and custom make of long threads: the first, and the last few. */
export function referencesOf(seed: number, index: number): readonly string[] {
  const ancestors = ancestorsOf(seed, index);
  const named = ancestors.length <= longestReferences ? ancestors : [...ancestors.slice(0, 1), ...ancestors.slice(1 - longestReferences)];
  return named.map((ancestor) => messageIdOf(seed, ancestor));
}
