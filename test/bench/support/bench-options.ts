import { parseArgs } from 'node:util';

/** `Name`: what the benchmark can measure. */
export interface BenchOptions<Name extends string> {
  readonly messages: number;
  readonly seed: number;
  /** How often what takes long is measured. */
  readonly repeats: number;
  readonly only: readonly Name[];
}

/** `usual` holds unless something is told, and all there is to measure. Throws a sentence about what it does not know. */
export function readOptions<Name extends string>(args: readonly string[], usual: BenchOptions<Name>): BenchOptions<Name> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { messages: text, seed: text, repeats: text, only: text } });
  return {
    messages: wholeNumber('--messages', values.messages ?? usual.messages, 1000),
    seed: wholeNumber('--seed', values.seed ?? usual.seed, 0),
    repeats: wholeNumber('--repeats', values.repeats ?? usual.repeats, 1),
    only: values.only === undefined ? usual.only : values.only.split(',').map((name) => measurementNamed(name, usual.only)),
  };
}

function wholeNumber(name: string, value: string | number, least: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < least) throw new Error(`${name} wants a whole number from ${least} on, not "${value}".`);
  return number;
}

function measurementNamed<Name extends string>(name: string, measurements: readonly Name[]): Name {
  const known = measurements.find((each) => each === name);
  if (known === undefined) throw new Error(`There is no measurement "${name}"; there are ${measurements.join(', ')}.`);
  return known;
}
