/** How much to ask for at once, counted in messages or in bytes. Pure. */

const [fewest, most] = [50, 4000];
const [fewestBytes, mostBytes] = [1024 * 1024, 64 * 1024 * 1024];
/** Milliseconds a command should take: between two of them a click gets its turn. */
const wanted = 400;

/** The first slice: small, so that something is on the screen soon. */
export const firstSliceSize = fewest;
export const firstSliceBytes = fewestBytes;

/** Messages of the next slice, after one of `size` took so many milliseconds. */
export function nextSliceSize(size: number, tookMs: number): number {
  return Math.min(most, Math.max(fewest, fitting(size, tookMs)));
}

/** Bytes of the next slice, after one of `bytes` took so many milliseconds. */
export function nextSliceBytes(bytes: number, tookMs: number): number {
  return Math.min(mostBytes, Math.max(fewestBytes, fitting(bytes, tookMs)));
}

/** At most doubled, so that one lucky slice proves little. */
function fitting(amount: number, tookMs: number): number {
  return Math.min(2 * amount, Math.round((amount * wanted) / Math.max(1, tookMs)));
}
