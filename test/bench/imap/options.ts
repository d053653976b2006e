import { parseArgs } from 'node:util';

// Texts first: a hundred thousand heads leave a virtual machine with memory that its host has to find anew, page by page.
const measurements = ['bodies', 'heads', 'first-page', 'unchanged', 'flags', 'mailboxes'] as const;
export type Measurement = (typeof measurements)[number];

export interface BenchOptions {
  /** Messages in the large mailbox; the small one has a tenth. */
  readonly messages: number;
  readonly seed: number;
  /** How often what takes long is measured. */
  readonly repeats: number;
  readonly only: readonly Measurement[];
}

export const usual: BenchOptions = { messages: 100_000, seed: 1, repeats: 2, only: measurements };

/** Throws a sentence about what it does not know. */
export function readOptions(args: readonly string[]): BenchOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { messages: text, seed: text, repeats: text, only: text } });
  return {
    messages: wholeNumber('--messages', values.messages ?? usual.messages, 1000),
    seed: wholeNumber('--seed', values.seed ?? usual.seed, 0),
    repeats: wholeNumber('--repeats', values.repeats ?? usual.repeats, 1),
    only: values.only === undefined ? usual.only : values.only.split(',').map(measurementNamed),
  };
}

function wholeNumber(name: string, value: string | number, least: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least) throw new Error(`${name} wants a whole number from ${least} on, not "${value}".`);
  return number;
}

function measurementNamed(name: string): Measurement {
  const known = measurements.find((each) => each === name);
  if (known === undefined) throw new Error(`There is no measurement "${name}"; there are ${measurements.join(', ')}.`);
  return known;
}
