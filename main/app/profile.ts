import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { profileFolder } from './command-line.ts';

/**
 * Moves everything this program keeps into the folder of `--profile=`, if given; must run before anything is kept, and
 * before the single-instance lock, which lies in the profile: two profiles may run side by side.
 * @returns the profile folder
 */
export function useProfile(): string {
  const folder = profileFolder(process.argv, process.cwd());
  if (folder !== null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  }
  return app.getPath('userData');
}
