// Installs the npm packages when they are missing or when package-lock.json has changed since. Uses nothing outside Node itself.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isStarted, root } from './paths.mjs';
import { npm, runCommand } from './run-command.mjs';
import { say } from './say.mjs';

const modules = join(root, 'node_modules');
const mark = join(modules, '.installed-lock-hash');

/** Runs `npm ci` if it is needed; ends the process when that fails, because nothing after it can work. */
export async function ensureInstall() {
  const wanted = await lockHash();
  const installed = await readFile(mark, 'utf8').catch(() => undefined);
  if (installed === wanted) return;
  if (await installedByHand()) {
    await writeFile(mark, wanted);
    return;
  }
  say(existsSync(modules) ? 'The list of packages has changed: installing them (npm ci) ...' : 'Installing the packages (npm ci) ...');
  const code = await runCommand(npm.command, ['ci', '--no-audit', '--no-fund'], { cwd: root, shell: npm.shell });
  if (code !== 0) {
    say('npm ci failed; see above.');
    process.exit(code);
  }
  await writeFile(mark, wanted);
}

async function lockHash() {
  return createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex');
}

/** npm keeps a copy of the lock inside node_modules. Whoever ran npm before this script is not made to wait again. */
async function installedByHand() {
  const kept = await packagesOf(join(modules, '.package-lock.json'));
  const wanted = await packagesOf(join(root, 'package-lock.json'));
  if (kept === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, about]) => path === '' || about.optional === true || kept[path]?.version === about.version);
}

/**
 * @param {string} lockFile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }> | undefined>}
 */
async function packagesOf(lockFile) {
  const text = await readFile(lockFile, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

if (isStarted(import.meta.url)) await ensureInstall();
