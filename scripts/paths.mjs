import { join } from 'node:path';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project folder, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Fetched things that are not part of the project; ignored by git, safe to delete. */
export const cacheFolder = join(root, '.cache');

/** What the build makes. */
export const outFolder = join(root, 'out');

/**
 * Whether this module is the program that was started, not one imported by another.
 * @param {string} moduleUrl the module's `import.meta.url`
 */
export function isStarted(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
