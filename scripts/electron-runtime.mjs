// Finds the Electron that this computer can run and says which one it is. Used by the start, the tests and the demo.
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fallbackElectron, fallbackVersion, hasFallback } from './fallback-electron.mjs';
import { cacheFolder, isStarted, root } from './paths.mjs';
import { captureCommand } from './run-command.mjs';
import { say } from './say.mjs';

/** @typedef {{ dist: string, executable: string, version: string, kind: 'current' | 'fallback' }} ElectronRuntime */

const electronPackage = join(root, 'node_modules', 'electron');
const failureMark = join(cacheFolder, 'electron-download-failed');
const dayMs = 24 * 60 * 60 * 1000;
/** Where a fallback is at hand a slow download is given up sooner. */
const downloadLimitMs = hasFallback ? 3 * 60 * 1000 : 20 * 60 * 1000;

/**
 * Order: ELECTRON_OVERRIDE_DIST_PATH, then the current Electron (downloaded if need be), then the fallback on Linux x64.
 * @returns {Promise<ElectronRuntime>}
 */
export async function findElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describe(override);
  const version = await currentVersion();
  const dist = join(electronPackage, 'dist');
  if ((await readVersion(dist)) === version || (await downloadCurrent(version))) return describe(dist);
  if (!hasFallback) {
    throw new Error(
      `Electron ${version} could not be downloaded. Connect to the internet, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron in it.`,
    );
  }
  return describe(await fallbackElectron());
}

/**
 * @param {ElectronRuntime} runtime
 * @returns {string} one line for the person at the terminal
 */
export function runtimeLine(runtime) {
  return runtime.kind === 'current'
    ? `Electron ${runtime.version}`
    : `Electron ${runtime.version}, an older one out of the npm registry: for development and tests only, it is never shipped.`;
}

/**
 * @param {string} dist
 * @returns {Promise<ElectronRuntime>}
 */
async function describe(dist) {
  const executable = join(dist, executableName());
  if (!existsSync(executable)) throw new Error(`There is no Electron in ${dist}.`);
  const version = (await readVersion(dist)) ?? 'of an unknown version';
  return { dist, executable, version, kind: version === fallbackVersion ? 'fallback' : 'current' };
}

function executableName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @returns {Promise<string>} the version package.json asks for */
async function currentVersion() {
  const about = JSON.parse(await readFile(join(electronPackage, 'package.json'), 'utf8'));
  return String(about.version);
}

/**
 * @param {string} dist
 * @returns {Promise<string | undefined>}
 */
async function readVersion(dist) {
  if (!existsSync(join(dist, executableName()))) return undefined;
  const text = await readFile(join(dist, 'version'), 'utf8').catch(() => undefined);
  return text?.trim().replace(/^v/, '');
}

/**
 * Lets the package fetch its own program. A failure is remembered for a day, so that not every start waits for it again.
 * @param {string} version
 * @returns {Promise<boolean>}
 */
async function downloadCurrent(version) {
  if (hasFallback && (await failedToday(version))) return false;
  say(`Downloading Electron ${version} ...`);
  const result = await captureCommand(process.execPath, [join(electronPackage, 'install.js')], { timeoutMs: downloadLimitMs });
  if (result.code === 0 && (await readVersion(join(electronPackage, 'dist'))) === version) return true;
  if (hasFallback) {
    say(
      `Electron ${version} could not be downloaded; trying again tomorrow, or delete .cache/${failureMark.slice(dirname(failureMark).length + 1)}.`,
    );
  }
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(failureMark, version);
  return false;
}

/** @param {string} version */
async function failedToday(version) {
  const mark = await stat(failureMark).catch(() => undefined);
  return mark !== undefined && Date.now() - mark.mtimeMs < dayMs && (await readFile(failureMark, 'utf8')) === version;
}

if (isStarted(import.meta.url)) {
  const runtime = await findElectron();
  say(runtimeLine(runtime));
  say(runtime.executable);
}
