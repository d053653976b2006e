/** Choices that are the same for the same seed: what a generated mailbox is made of. */
import { seededRandom } from '../../../scripts/demo/random.ts';

/** Numbers from 0 to 1. */
export type Random = () => number;

/** The numbers of one message (or of one thing about it): any message can be made again without those before it. */
export function messageRandom(seed: number, index: number, about = 0): Random {
  return seededRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35) ^ Math.imul(about, 0x27d4eb2f));
}

export function pick<T>(random: Random, choices: readonly [T, ...(readonly T[])]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

/** A whole number, both ends included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** The same, but small ones are more frequent: as many between 2 and 4 as between 4 and 8. */
export function mostlySmall(random: Random, least: number, most: number): number {
  return Math.round(least * (most / least) ** random());
}

/** Lower-case hexadecimal digits. */
export function hexDigits(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    text += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, length);
}

/** What a signature looks like. */
export function base64Letters(random: Random, length: number): string {
  return Buffer.from(hexDigits(random, Math.ceil((length * 3) / 4) * 2), 'hex')
    .toString('base64')
    .slice(0, length);
}
