/** What a benchmark found, as rows of its table and of its file. Pure. */

/** `value` is a ratio to a yardstick of the same run wherever one exists; value <= limit is the target, null: told for information only. */
export interface ResultRow {
  readonly what: string;
  readonly value: number;
  readonly limit: number | null;
  readonly unit: string;
  readonly note: string;
}

/** Milliseconds by the clock, and of the processor's time. */
export interface Timed {
  readonly ms: number;
  readonly cpuMs: number;
}

interface Ratio {
  readonly what: string;
  readonly measured: readonly Timed[];
  readonly yardstick: readonly Timed[];
  readonly limit: number;
  readonly note: string;
}

/**
 * The median time of what was measured over the median time of the yardstick. The note says both, and the processor's time, which other
 * programs disturb least.
 */
export function ratioRow({ what, measured, yardstick, limit, note }: Ratio): ResultRow {
  const times = ({ ms }: Timed): number => ms;
  const cpu = (runs: readonly Timed[]): number => median(runs.map(({ cpuMs }) => cpuMs));
  return {
    what,
    value: median(measured.map(times)) / median(yardstick.map(times)),
    limit,
    unit: 'x',
    note: [
      `${seconds(measured.map(times))} against ${seconds(yardstick.map(times))}`,
      `of the processor ${seconds([cpu(measured)])} against ${seconds([cpu(yardstick)])}`,
      note,
    ].join('; '),
  };
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
