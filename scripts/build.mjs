// Builds main, threads, preload and renderer into out/.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isStarted, outFolder, root } from './paths.mjs';
import { say } from './say.mjs';

const sources = ['shared', 'main', 'renderer', 'scripts/electron.vite.config.ts', 'package.json', 'package-lock.json'];
const results = [
  'main/main.js',
  'main/account-thread.js',
  'main/disk-thread.js',
  'main/reader-thread.js',
  'preload/preload.cjs',
  'renderer/index.html',
];

export async function build() {
  say('Building into out/ ...');
  // electron-vite reads package.json from the working directory.
  process.chdir(root);
  const electronVite = await import('electron-vite');
  const before = process.env['NODE_ENV'];
  await electronVite.build({ configFile: join(root, 'scripts', 'electron.vite.config.ts'), root, logLevel: 'warn' });
  // It leaves `production` behind, which tests started from here would inherit: React then has no act().
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
}

/** Builds only when a result is missing or a source is newer than the oldest result. */
export async function ensureBuilt() {
  const built = await Promise.all(results.map((name) => modifiedMs(join(outFolder, name))));
  const newest = Math.max(...(await Promise.all(sources.map((name) => newestMs(join(root, name))))));
  if (built.some((time) => time === undefined || time < newest)) await build();
}

/** @param {string} path */
async function modifiedMs(path) {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs;
}

/**
 * @param {string} path a file or a folder
 * @returns {Promise<number>} when the newest thing in it changed; folders count too, so a deleted file is noticed
 */
async function newestMs(path) {
  const here = (await modifiedMs(path)) ?? 0;
  const names = await readdir(path, { withFileTypes: true }).catch(() => []);
  const inside = await Promise.all(names.map((entry) => newestMs(join(path, entry.name))));
  return Math.max(here, ...inside);
}

if (isStarted(import.meta.url)) await build();
