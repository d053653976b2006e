/** How many messages to ask for at once. Pure. */

const [fewest, most] = [50, 4000];
/** Milliseconds a command should take: between two of them a click gets its turn. */
const wanted = 400;

/** The size of the next slice, after one of `size` took so many milliseconds; at most doubled, so that one lucky slice proves little. */
export function nextSliceSize(size: number, tookMs: number): number {
  const fitting = Math.round((size * wanted) / Math.max(1, tookMs));
  return Math.min(most, Math.max(fewest, Math.min(fitting, size * 2)));
}

/** The first slice: small, so that something is on the screen soon. */
export const firstSliceSize = fewest;
