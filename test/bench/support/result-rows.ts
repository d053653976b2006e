/** What a benchmark found, as rows of its table and of its file. Pure. */

/** `value` is a ratio to a yardstick of the same run wherever one exists; value <= limit is the target, null: told for information only. */
export interface ResultRow {
  readonly what: string;
  readonly value: number;
  readonly limit: number | null;
  readonly unit: string;
  readonly note: string;
}

interface Ratio {
  readonly what: string;
  /** Both in milliseconds. */
  readonly measured: readonly number[];
  readonly yardstick: readonly number[];
  readonly limit: number;
  readonly note: string;
}

/** The median of what was measured over the median of the yardstick; the note says both. */
export function ratioRow({ what, measured, yardstick, limit, note }: Ratio): ResultRow {
  const times = `${seconds(measured)} against ${seconds(yardstick)}`;
  return { what, value: median(measured) / median(yardstick), limit, unit: 'x', note: `${times}${note === '' ? '' : `; ${note}`}` };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.');
  return (low + high) / 2;
}

/** Null where there is no target. */
export function isMet({ value, limit }: ResultRow): boolean | null {
  return limit === null ? null : value <= limit;
}

/** Milliseconds as `1.23 s`, several of them as `1.23, 1.25 s`. */
export function seconds(times: readonly number[]): string {
  return `${times.map((ms) => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1)).join(', ')} s`;
}
