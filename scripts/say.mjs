import { writeSync } from 'node:fs';

/**
 * Prints one line for the person at the terminal. Written synchronously, so that it stands before the output of the child process it announces.
 * @param {string} line
 */
export function say(line) {
  writeSync(process.stdout.fd, `${line}\n`);
}
