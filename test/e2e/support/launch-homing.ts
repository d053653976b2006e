// Starts the built program under Playwright: the demo's walk and the window tests use the very same start.
import type { ChildProcess } from 'node:child_process';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { findElectron } from '../../../scripts/electron-runtime.mjs';
import { electronArgs } from '../../../scripts/launch.mjs';

interface LaunchOptions {
  /** The profile folder; made when missing. */
  readonly profile: string;
  /** Arguments of the program beside its profile. */
  readonly args?: readonly string[];
  /** Value for DISPLAY; the person's own when left out. */
  readonly display?: string;
  /** Environment variables beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningHoming {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the program printed so far, for a report about a failure. */
  output(): string;
  /** Quits as a person does; a program that does not end within ten seconds is ended by its process id. Once it ended, does nothing. */
  close(): Promise<void>;
}

const startLimitMs = 60_000;
const closeLimitMs = 10_000;

/** Resolves when the window is loaded. */
export async function launchHoming({ profile, args = [], display, env = {} }: LaunchOptions): Promise<RunningHoming> {
  const runtime = await findElectron();
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: electronArgs(runtime, [`--profile=${profile}`, ...args]),
    env: { ...environment(display), ...env },
    // The system's own light or dark, not Playwright's idea of it.
    colorScheme: null,
    timeout: startLimitMs,
  });
  let output = '';
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    const page = await app.firstWindow({ timeout: startLimitMs });
    page.on('pageerror', (error) => (output += `error in the window: ${error.stack ?? error.message}\n`));
    await page.waitForLoadState('load');
    return { app, page, output: () => output, close: () => close(app, child) };
  } catch (error) {
    await close(app, child);
    throw new Error(`Homing did not open a window.\n${output}`, { cause: error });
  }
}

async function close(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = app.close().catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), closeLimitMs);
  await ended;
  clearTimeout(timer);
}

function environment(display: string | undefined): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(own), ...(display === undefined ? {} : { DISPLAY: display }) };
}
