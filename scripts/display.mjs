import { spawn } from 'node:child_process';

/** @typedef {{ name: string, stop: () => Promise<void> }} Display */

const startLimitMs = 20_000;

/** Whether a window could be opened nowhere: Linux without an X or Wayland display. */
export function needsDisplay() {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

/**
 * Starts a private X server without a screen. It picks a free number itself and tells it through -displayfd, so two starts cannot collide.
 * @param {{ width?: number, height?: number }} [size] pixels of the virtual screen
 * @returns {Promise<Display>} `name` is the value for DISPLAY; `stop` ends this server and no other
 */
export function startDisplay(size = {}) {
  const { width = 1440, height = 960 } = size;
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'];
  // A session of its own: Ctrl-C in the terminal must not take the display away before the program has closed its windows. It ends with
  // this process, however that ends.
  const server = spawn('setpriv', ['--pdeathsig', 'TERM', 'Xvfb', ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => server.once('close', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await gone;
  };
  return new Promise((resolve, reject) => {
    let errors = '';
    let number = '';
    const timer = setTimeout(() => {
      void stop();
      reject(new Error(`The virtual display did not start within ${startLimitMs / 1000} s. ${errors.trim()}`));
    }, startLimitMs);
    server.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`The virtual display (Xvfb) could not be started: ${error.message}`));
    });
    server.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The virtual display (Xvfb) ended at once with code ${code}. ${errors.trim()}`));
    });
    server.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => (errors += chunk));
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      number += chunk.toString('latin1');
      if (!number.endsWith('\n')) return;
      clearTimeout(timer);
      resolve({ name: `:${number.trim()}`, stop });
    });
  });
}
