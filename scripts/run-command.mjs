import { spawn } from 'node:child_process';

/**
 * Runs a program with its output on this terminal and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<number>} the exit code; 1 when a signal ended it or it could not be started
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program quietly and gives what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, timeoutMs?: number, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string, errors: string }>} a program that is not there gives code 127
 */
export function captureCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const { timeoutMs, ...spawnOptions } = options;
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs ?? 0,
      killSignal: 'SIGKILL',
      ...spawnOptions,
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => (output += chunk));
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => (errors += chunk));
    child.once('error', (error) => resolve({ code: 127, output, errors: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output, errors }));
  });
}

/** Only npm: on Windows npm is a script, which Node starts through the shell only. The arguments are fixed words without spaces. */
export const npm = { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', shell: process.platform === 'win32' };
