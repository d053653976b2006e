import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** The .eml file the system started this program with, as an absolute path; reading it tells whether it is there. */
export function messageFileArgument(args: readonly string[], workingFolder: string): string | null {
  const given = args.find((arg) => /\.eml$/iu.test(arg) && !arg.startsWith('-') && !isOtherAddress(arg));
  if (given === undefined) return null;
  return isFileAddress(given) ? pathOf(given) : resolve(workingFolder, given);
}

/** Linux may hand a file over as an address: `%U` in a desktop entry allows both (Desktop Entry Specification, "Exec"). */
function isFileAddress(text: string): boolean {
  return /^file:/iu.test(text);
}

/** One letter before the colon is a drive of Windows. */
function isOtherAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/iu.test(text) && !isFileAddress(text);
}

/** Null for an address that names no file of this computer. */
function pathOf(fileAddress: string): string | null {
  try {
    return fileURLToPath(fileAddress);
  } catch {
    return null;
  }
}
