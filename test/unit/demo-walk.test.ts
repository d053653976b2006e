import { describe, expect, it } from 'vitest';
import { waitUntil, within } from '../../scripts/demo/wait-until.ts';
import { reportText } from '../../scripts/demo/walk-report.ts';

describe('the report of the walk', () => {
  it('says first whether all of it worked, then how each step went', () => {
    const text = reportText(['About.'], [{ name: 'Opens', state: 'ok', seconds: 1.26 }], ['all-inboxes.png']);
    expect(text).toContain('All 1 steps worked.');
    expect(text).toContain('| 1 | Opens | ok | 1.3 s |');
    expect(text).toContain('![all inboxes](all-inboxes.png)');
  });

  it('counts what failed and what was not reached, and shows why', () => {
    const text = reportText(
      [],
      [
        { name: 'Opens', state: 'failed', seconds: 2, problem: 'no window' },
        { name: 'Reads', state: 'not run', seconds: 0 },
      ],
      [],
    );
    expect(text).toContain('2 of 2 steps did not work.');
    expect(text).toContain('### Opens\n\n```\nno window\n```');
  });
});

describe('waiting', () => {
  it('goes on as soon as it is so', async () => {
    let asked = 0;
    await waitUntil('asked three times', 5000, () => (asked += 1) === 3);
    expect(asked).toBe(3);
  });

  it('ends with the sentence of what never came true', async () => {
    await expect(waitUntil('pigs fly', 1, () => false)).rejects.toThrow('still not so: pigs fly');
  });

  it('gives up work that takes too long', async () => {
    await expect(within(5, new Promise(() => undefined))).rejects.toThrow('longer than 0.005 s');
    await expect(within(5000, Promise.resolve('done'))).resolves.toBe('done');
  });
});
