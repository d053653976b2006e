import { describe, expect, it } from 'vitest';
import { countReport, summaryLine } from '../../scripts/test-results.mjs';

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 2, testResults: [] };
const file = (status: string, ...tests: readonly string[]) => ({ status, assertionResults: tests.map((test) => ({ status: test })) });

describe('the sum of the test results', () => {
  it.each([
    ['all well', report, 0, { passed: 5, failed: 0, skipped: 3 }],
    [
      'a failed test counts once',
      { ...report, numFailedTests: 1, testResults: [file('failed', 'passed', 'failed')] },
      1,
      { passed: 5, failed: 1, skipped: 3 },
    ],
    [
      'a file that cannot be loaded counts',
      { ...report, testResults: [file('failed'), file('failed', 'skipped')] },
      1,
      { passed: 5, failed: 2, skipped: 3 },
    ],
    ['an error outside of all tests counts', report, 1, { passed: 5, failed: 1, skipped: 3 }],
  ])('%s', (_, said, exitCode, counts) => {
    expect(countReport(said, exitCode)).toEqual(counts);
  });

  it('is one line over all runs', () => {
    const counts = { passed: 2, failed: 1, skipped: 0 };
    expect(summaryLine([counts, counts])).toBe('4 passed, 2 failed, 0 skipped');
  });
});
