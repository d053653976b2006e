/** HOMING_SEEDS=7 is one seed, HOMING_SEEDS=7-26 are several; without it `usual` ones, and one that is new each time. */
export function chosenSeeds(...usual: readonly number[]): readonly number[] {
  const given = process.env['HOMING_SEEDS'];
  if (given === undefined) return [...usual, Math.floor(Math.random() * 1_000_000)];
  const [first = 0, last = first] = given.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
