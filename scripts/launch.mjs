// What `npm start` runs: installs and builds what is missing, then starts the program with the Electron that this computer has.
// Arguments go on to the program: npm start -- <arguments>
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { needsDisplay, startDisplay } from './display.mjs';
import { findElectron, runtimeLine } from './electron-runtime.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { isStarted, root } from './paths.mjs';
import { say } from './say.mjs';
import { ensure } from './system-packages.mjs';

/**
 * The arguments of Electron that start the built program.
 * @param {{ dist: string }} runtime what `findElectron` found
 * @param {readonly string[]} [programArgs]
 * @returns {string[]}
 */
export function electronArgs(runtime, programArgs = []) {
  return [...(whyNoSandbox(runtime) === undefined ? [] : ['--no-sandbox']), root, ...programArgs];
}

/**
 * Chromium does not start where it cannot make its sandbox, so this launcher for development goes without. The packaged program never does.
 * @param {{ dist: string }} runtime
 * @returns {string | undefined} undefined: the sandbox works
 */
function whyNoSandbox(runtime) {
  if (process.getuid?.() === 0) return 'You are root';
  if (process.platform !== 'linux') return undefined;
  // Ubuntu from 24.04 on allows user namespaces only to programs it knows; Electron's helper works instead if root has given it its rights.
  const forbidden = readSetting('apparmor_restrict_unprivileged_userns') === '1' || readSetting('unprivileged_userns_clone') === '0';
  const helper = statSync(join(runtime.dist, 'chrome-sandbox'), { throwIfNoEntry: false });
  const helperWorks = helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
  return forbidden && !helperWorks ? 'This system forbids user namespaces' : undefined;
}

/** @param {string} name of a kernel setting */
function readSetting(name) {
  const path = join('/proc/sys/kernel', name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/**
 * Starts the built program, on a private virtual display where there is none, and waits until it ends.
 * @param {readonly string[]} programArgs
 * @returns {Promise<number>} its exit code
 */
async function launch(programArgs) {
  const runtime = await findElectron();
  say(runtimeLine(runtime));
  const noSandbox = whyNoSandbox(runtime);
  if (noSandbox !== undefined) say(`${noSandbox}, so the program runs without its sandbox (--no-sandbox). Do not read real mail this way.`);
  const display = needsDisplay() ? await startDisplay() : undefined;
  if (display) say(`There is no display here: the window is on the virtual display ${display.name}.`);
  try {
    return await runElectron(runtime.executable, electronArgs(runtime, programArgs), {
      ...process.env,
      ...(display && { DISPLAY: display.name }),
    });
  } finally {
    await display?.stop();
  }
}

/**
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function runElectron(executable, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { stdio: 'inherit', env });
    // A signal to this script is meant for the program; the display goes after it.
    const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn).on('SIGHUP', passOn);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn).off('SIGHUP', passOn);
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
}

if (isStarted(import.meta.url)) {
  await ensureInstall();
  if (needsDisplay() && !(await ensure('window'))) process.exit(1);
  await ensureBuilt();
  process.exitCode = await launch(process.argv.slice(2));
}
