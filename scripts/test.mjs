// What `npm test` runs: installs what the tests need, builds, runs every test, and ends with one line of numbers.
// With arguments (`npm test -- test/unit`) only the named tests run.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findElectron, runtimeLine } from './electron-runtime.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { outFolder, root } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { say } from './say.mjs';
import { ensure } from './system-packages.mjs';
import { readCounts, summaryLine } from './test-results.mjs';

const serverTests = 'test/servers';
const windowTests = 'test/e2e';

/**
 * Runs vitest once.
 * @param {string} name of this run's report
 * @param {readonly string[]} args
 * @returns {Promise<import('./test-results.mjs').TestCounts>}
 */
async function vitest(name, args) {
  const report = join(outFolder, `${name}.json`);
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await runCommand(
    process.execPath,
    [program, 'run', '--config', join(root, 'test', 'vitest.config.ts'), ...reporters, ...args],
    {
      cwd: root,
    },
  );
  return readCounts(report, code);
}

/**
 * Which kinds of test this computer cannot run. A missing kind fails the run, unless HOMING_SKIP_SERVERS=1 allows it.
 * @returns {Promise<readonly string[]>} test folders
 */
async function cannotRun() {
  if (process.platform !== 'linux') return [serverTests, windowTests];
  const servers = await ensure('servers');
  const window = (await ensure('window')) && (await ensure('keyring'));
  // The window tests talk to the real servers too.
  return [...(servers ? [] : [serverTests]), ...(servers && window ? [] : [windowTests])];
}

/** @returns {Promise<readonly import('./test-results.mjs').TestCounts[]>} */
async function runAll() {
  const missing = await cannotRun();
  if (missing.length > 0) say(`Cannot run here: ${missing.join(' and ')}.`);
  const excluded = missing.map((folder) => `--exclude=${folder}/**`);
  // The window tests come last and one at a time: they are the slowest, and windows would wait for each other.
  const counts = [await vitest('test-results', [...excluded, `--exclude=${windowTests}/**`])];
  if (!missing.includes(windowTests)) counts.push(await vitest('test-results-window', ['--maxWorkers=1', windowTests]));
  if (missing.length > 0 && process.env['HOMING_SKIP_SERVERS'] !== '1') {
    say(`Failed because ${missing.join(' and ')} did not run. HOMING_SKIP_SERVERS=1 allows that.`);
    counts.push({ passed: 0, failed: missing.length, skipped: 0 });
  }
  return counts;
}

/** @param {readonly string[]} args */
async function test(args) {
  await ensureInstall();
  await mkdir(outFolder, { recursive: true });
  if (args.length > 0 && !args.some((arg) => arg.includes('e2e'))) return [await vitest('test-results', args)];
  say(runtimeLine(await findElectron()));
  await ensureBuilt();
  return args.length > 0 ? [await vitest('test-results', args)] : runAll();
}

const counts = await test(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
  say(error instanceof Error ? error.message : String(error));
  return [{ passed: 0, failed: 1, skipped: 0 }];
});
say(summaryLine(counts));
process.exitCode = counts.some(({ failed }) => failed > 0) ? 1 : 0;
