import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number, skipped: number }} TestCounts */

/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: readonly { status: string, assertionResults: readonly { status: string }[] }[] }} VitestReport */

/**
 * What vitest's JSON report says, as three numbers.
 * @param {string} reportFile
 * @param {number} exitCode vitest's own
 * @returns {Promise<TestCounts>}
 */
export async function readCounts(reportFile, exitCode) {
  const text = await readFile(reportFile, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return countReport(JSON.parse(text), exitCode);
}

/**
 * @param {VitestReport} report
 * @param {number} exitCode
 * @returns {TestCounts}
 */
export function countReport(report, exitCode) {
  // A file that cannot even be loaded, or whose set-up fails, fails without a failed test: it counts as one.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    // An error outside of every test shows in the exit code only.
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {readonly TestCounts[]} counts
 * @returns {string} `N passed, N failed, N skipped`
 */
export function summaryLine(counts) {
  const sum = (/** @type {keyof TestCounts} */ what) => counts.reduce((total, one) => total + one[what], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
}
