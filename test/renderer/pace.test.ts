import { describe, expect, it } from 'vitest';
import { paceAfter, timeLeft } from '../../renderer/state/pace.ts';
import type { Pace } from '../../renderer/state/pace.ts';
import { span } from '../../renderer/strings/dates.ts';
import type { Activity } from '../../shared/account.ts';

const began = 1_800_000_000_000;
const total = 100_000_000;

function activity(done: number, change: Partial<Activity> = {}): Activity {
  return { what: 'downloading', done: 1, total: 10, bytes: { done, total }, ...change };
}

/** Reports at so many seconds after the beginning, with so many bytes done. */
function after(reports: readonly (readonly [number, number])[]): Pace | undefined {
  return reports.reduce<Pace | undefined>((pace, [at, done]) => paceAfter(pace, activity(done), began + at * 1000), undefined);
}

function steady(seconds: number, each: number, from: readonly [number, number] = [0, 0]): readonly (readonly [number, number])[] {
  return Array.from({ length: seconds + 1 }, (_, second) => [from[0] + second, from[1] + second * each]);
}

function leftAt(reports: readonly (readonly [number, number])[], at = reports.at(-1)?.[0] ?? 0): number | null {
  const left = timeLeft(after(reports), began + at * 1000);
  return left === null ? null : Math.round(left / 1000);
}

describe('the time that is left', () => {
  it.each<[string, readonly (readonly [number, number])[], number | null]>([
    ['nothing yet', [], null],
    ['one report', [[0, 5_000_000]], null],
    ['a quick beginning that is too short to tell', steady(3, 10_000_000), null],
    ['less than a hundredth', steady(20, 40_000), null],
    ['steady', steady(10, 1_000_000), 90],
    ['steady, from half of it', steady(10, 1_000_000, [0, 50_000_000]), 40],
    ['all done', [...steady(10, 1_000_000), [11, total]], null],
    ['more done than there was to do', [...steady(10, 1_000_000), [11, total + 5]], null],
    [
      'no progress',
      [
        [0, 0],
        [10, 0],
        [20, 0],
      ],
      null,
    ],
    [
      'two reports at one moment',
      [
        [0, 0],
        [0, 10],
        [0, 20],
      ],
      null,
    ],
  ])('%s', (_what, reports, seconds) => {
    expect(leftAt(reports)).toBe(seconds);
  });

  it('counts down by itself between two reports, and is never negative', () => {
    const reports = steady(10, 1_000_000);
    expect(leftAt(reports, 15)).toBe(85);
    const nearly = [...steady(10, 9_000_000), [10.5, 99_900_000] as const];
    expect(leftAt(nearly, 30)).toBe(0);
  });

  it('is not told while nothing comes, and told anew when it goes on', () => {
    const reports = steady(10, 1_000_000);
    expect(leftAt(reports, 40)).toBe(60);
    expect(leftAt(reports, 41)).toBeNull();
    const again = [...reports, ...steady(60, 1_000_000, [100, 11_000_000])];
    expect(leftAt(again)).toBeGreaterThan(20);
    expect(leftAt(again)).toBeLessThan(40);
  });

  it('follows a speed that changed', () => {
    const slower = [...steady(10, 1_000_000), ...steady(40, 100_000, [11, 10_100_000])];
    expect(leftAt(slower)).toBeGreaterThan(400);
    const quicker = [...steady(20, 100_000), ...steady(30, 2_000_000, [21, 4_000_000])];
    expect(leftAt(quicker)).toBeLessThan(30);
  });

  it('is not thrown off by one big message that is counted at once', () => {
    const before = leftAt(steady(30, 500_000)) ?? 0;
    const jump = [...steady(30, 500_000), [30.1, 20_000_000] as const];
    expect(before).toBe(170);
    expect(leftAt(jump) ?? 0).toBeGreaterThan(before / 3);
    expect(leftAt(jump) ?? 0).toBeLessThan(before);
  });

  it('is said in words that do not dance though the reports do', () => {
    let pace: Pace | undefined;
    const said: string[] = [];
    let done = 0;
    for (let second = 0; second <= 150; second += 1) {
      // Between a third and five thirds of the average, by turns.
      done += 400_000 * (1 + (2 / 3) * Math.sin(second * 1.7));
      pace = paceAfter(pace, activity(Math.round(done)), began + second * 1000);
      const left = timeLeft(pace, began + second * 1000);
      if (left !== null && said.at(-1) !== span(left)) said.push(span(left));
    }
    // Each number at most once on the way down, but for a correction at the beginning.
    expect(said.length).toBeLessThanOrEqual(6);
    expect(said.at(-1)).toBe('2 minutes');
  });

  it('begins anew with another piece of work, and with one that begins again', () => {
    const pace = after(steady(20, 1_000_000));
    expect(timeLeft(pace, began + 20_000)).not.toBeNull();
    const other = paceAfter(pace, activity(21_000_000, { mailbox: 'Archive' }), began + 21_000);
    expect(timeLeft(other, began + 21_000)).toBeNull();
    expect(timeLeft(paceAfter(pace, activity(0), began + 21_000), began + 21_000)).toBeNull();
  });

  it('counts things where bytes are not known', () => {
    const things = (done: number): Activity => ({ what: 'syncing', done, total: 1000 });
    let pace: Pace | undefined;
    for (let second = 0; second <= 10; second += 1) pace = paceAfter(pace, things(second * 10), began + second * 1000);
    expect(timeLeft(pace, began + 10_000)).toBe(90_000);
    expect(timeLeft(paceAfter(pace, { what: 'listing', done: 5, total: null }, began), began)).toBeNull();
  });
});
