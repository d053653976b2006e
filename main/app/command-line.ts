import { isAbsolute, resolve } from 'node:path';

const profileSwitch = '--profile=';

/** The folder after `--profile=`, as an absolute path; null when the person's own profile is meant. */
export function profileFolder(args: readonly string[], workingFolder: string): string | null {
  const given = args.find((arg) => arg.startsWith(profileSwitch))?.slice(profileSwitch.length);
  if (given === undefined || given === '') return null;
  return isAbsolute(given) ? given : resolve(workingFolder, given);
}

/** The mailto: link the system started this program with, if any. */
export function mailtoArgument(args: readonly string[]): string | null {
  return args.find((arg) => /^mailto:/iu.test(arg)) ?? null;
}
