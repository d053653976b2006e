import { describe, expect, it } from 'vitest';
import { isMet, median, ratioRow, type ResultRow, seconds } from '../bench/support/result-rows.ts';
import { resultTable } from '../bench/support/result-table.ts';

const row = (value: number, limit: number | null): ResultRow => ({ what: 'it', value, limit, unit: 'x', note: '' });

describe('the results of a benchmark', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 2], 2],
    [[4, 1, 9, 2], 3],
  ])('the median of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('has no median of nothing', () => {
    expect(() => median([])).toThrow('nothing');
  });

  it('compares medians and tells both sides', () => {
    const timed = (cpuMs: number, ...times: readonly number[]) => times.map((ms) => ({ ms, cpuMs }));
    const [measured, yardstick] = [timed(700, 3000, 5000), timed(300, 1000, 30_000, 2000)];
    const made = ratioRow({ what: 'a sync', measured, yardstick, limit: 1.5, note: 'warm' });
    expect(made).toMatchObject({ what: 'a sync', value: 2, limit: 1.5, unit: 'x' });
    expect(made.note).toBe('3.00, 5.00 s against 1.00, 30.0, 2.00 s; of the processor 0.70 s against 0.30 s; warm');
  });

  it.each([
    [1.5, 1.5, true],
    [1.51, 1.5, false],
    [0, 16, true],
    [7, null, null],
  ])('%d with the limit %j: met is %j', (value, limit, met) => {
    expect(isMet(row(value, limit))).toBe(met);
  });

  it('writes times so that short ones stay exact', () => {
    expect(seconds([70, 12_345])).toBe('0.07, 12.3 s');
  });

  it('stands in columns, numbers to the right', () => {
    const rows = [
      { ...row(1.234, 1.5), what: 'short', note: 'good' },
      { ...row(233, 100), what: 'rather long', unit: 'ms' },
      { ...row(5.5, null), note: 'told only' },
    ];
    expect(resultTable(rows)).toEqual([
      'what         value  limit  unit        note',
      'short         1.23   1.50  x     pass  good',
      'rather long    233    100  ms    MISS',
      'it            5.50         x           told only',
    ]);
  });
});
