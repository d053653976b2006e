// What `npm run dist` runs: builds the program and packs it for this system into dist/. `npm run dist -- --dir` makes the unpacked
// folder only, in out/packed: the tests use it, and must not clear away somebody's installers.
// Says at the end what was made, and what was left out and why.
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from './build.mjs';
import { findElectron } from './electron-runtime.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { isStarted, outFolder, root } from './paths.mjs';
import { captureCommand } from './run-command.mjs';
import { say } from './say.mjs';

const distFolder = join(root, 'dist');
const packedFolder = join(outFolder, 'packed');

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */
/** @typedef {import('electron-builder').Configuration} Configuration */

/**
 * What differs from electron-builder.yml when only the fallback Electron is at hand.
 * @param {ElectronRuntime} runtime
 * @returns {Configuration}
 */
function fallbackConfiguration(runtime) {
  return {
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    // The name travels with the file, so that nobody takes it for a release.
    linux: { artifactName: 'homing-${version}-linux-${arch}-for-tests-only.${ext}' },
    // The fallback has a small program of its own where the packed one has its archive.
    afterExtract: async ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
  };
}

/** A release machine: electron-builder downloads its own tools and makes everything that electron-builder.yml names for this system. */
async function packEverything() {
  const builder = await import('electron-builder');
  return builder.build({ projectDir: root, publish: 'never' });
}

/**
 * Without GitHub there are no downloads: the folder needs none, deb and tar.gz are made with this system's tools.
 * @param {ElectronRuntime} runtime
 * @param {{ dirOnly: boolean }} options
 * @returns {Promise<{ made: string[], leftOut: string[] }>}
 */
async function packWithFallback(runtime, { dirOnly }) {
  const builder = await import('electron-builder');
  const hasDpkg = (await captureCommand('dpkg-deb', ['--version'])).code === 0;
  const targets = dirOnly || !hasDpkg ? ['dir'] : ['dir', 'deb'];
  process.env['CUSTOM_FPM_PATH'] = join(root, 'scripts', 'fpm-deb.cjs');
  await chmod(process.env['CUSTOM_FPM_PATH'], 0o755);
  const made = await builder.build({
    projectDir: root,
    publish: 'never',
    targets: builder.Platform.LINUX.createTarget(targets, builder.Arch.x64),
    config: { ...fallbackConfiguration(runtime), directories: { output: dirOnly ? packedFolder : distFolder } },
  });
  if (dirOnly) return { made: [join(packedFolder, 'linux-unpacked')], leftOut: [] };
  return {
    made: [join(distFolder, 'linux-unpacked'), ...made, await packTar()],
    leftOut: [
      'AppImage: its runtime could not be downloaded',
      ...(hasDpkg ? [] : ['deb: there is no dpkg-deb on this computer']),
      'Windows and macOS: made on those systems',
    ],
  };
}

/** electron-builder would have 7-Zip compress at its highest level, which takes fifteen times as long for a few megabytes. */
async function packTar() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const path = join(distFolder, `homing-${version}-linux-x64-for-tests-only.tar.gz`);
  const rename = `--transform=s,^linux-unpacked,homing-${version},`;
  const packed = await captureCommand('tar', ['--owner=0', '--group=0', rename, '-C', distFolder, '-czf', path, 'linux-unpacked']);
  if (packed.code !== 0) throw new Error(`tar.gz could not be made: ${packed.errors.trim()}`);
  return path;
}

/** @param {{ dirOnly: boolean }} options */
async function dist(options) {
  await ensureInstall();
  const runtime = await findElectron();
  await build();
  await rm(options.dirOnly ? packedFolder : distFolder, { recursive: true, force: true });
  if (runtime.kind === 'fallback') {
    say(
      `NOT FOR PEOPLE: this computer has only Electron ${runtime.version}, which is too old to be safe. The result is for tests and must not be passed on.`,
    );
    const { made, leftOut } = await packWithFallback(runtime, options);
    report(made, leftOut);
    return;
  }
  if (options.dirOnly) {
    const builder = await import('electron-builder');
    await builder.build({ projectDir: root, publish: 'never', dir: true, config: { directories: { output: packedFolder } } });
    const folders = (await readdir(packedFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    report(
      folders.map(({ name }) => join(packedFolder, name)),
      [],
    );
    return;
  }
  report(await packEverything(), ['Other systems: made on those systems, see .github/workflows/build.yml']);
}

/**
 * @param {readonly string[]} made paths
 * @param {readonly string[]} leftOut
 */
function report(made, leftOut) {
  for (const path of made) if (existsSync(path)) say(`Made: ${relative(root, path)}`);
  for (const what of leftOut) say(`Left out: ${what}`);
}

if (isStarted(import.meta.url)) await dist({ dirOnly: process.argv.includes('--dir') });
