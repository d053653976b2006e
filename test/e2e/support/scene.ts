// What every window test stands on: a display, real servers, an empty profile, and the program started on it as often as the story wants.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import { outFolder } from '../../../scripts/paths.mjs';
import { type Display, needsDisplay, startDisplay } from '../../../scripts/display.mjs';
import { type DovecotServer, startDovecot } from '../../servers/support/dovecot.ts';
import { type SmtpSink, startSmtpSink } from '../../servers/support/smtp-sink.ts';
import { type HomingWindow, homingWindow } from './homing-window.ts';
import { launchHoming, type RunningHoming } from './launch-homing.ts';

// A story waits for servers and a window; a single wait ends sooner, and says what it waited for.
vi.setConfig({ testTimeout: 90_000 });
const waitLimitMs = 15_000;

let running: RunningHoming | undefined;

/** What the window looked like when a test failed. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail' || running === undefined) return;
  const pictures = join(outFolder, 'failed');
  await mkdir(pictures, { recursive: true });
  await running.page.screenshot({ path: join(pictures, `${task.name.replaceAll(/\W+/g, '-')}.png`) });
});

export interface Scene {
  readonly dovecot: DovecotServer;
  readonly smtp: SmtpSink;
  /** For files of the story, beside the profile. */
  readonly folder: string;
  readonly homing: () => RunningHoming;
  readonly window: () => HomingWindow;
  /** Starts the program; a running one is quit first. */
  start(): Promise<HomingWindow>;
  end(): Promise<void>;
}

/** @param env environment variables for the program, beside this process's own */
export async function setScene(env: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const display: Display | undefined = needsDisplay() ? await startDisplay({ width: 1280, height: 800 }) : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'homing-e2e-'));
  const [dovecot, smtp] = await Promise.all([startDovecot(), startSmtpSink()]);
  const homing = (): RunningHoming => {
    if (running === undefined) throw new Error('Homing is not running');
    return running;
  };
  return {
    dovecot,
    smtp,
    folder,
    homing,
    window: () => homingWindow(homing().page),
    start: async () => {
      await running?.close();
      running = await launchHoming({ profile: join(folder, 'profile'), env, ...(display && { display: display.name }) });
      running.page.setDefaultTimeout(waitLimitMs);
      return homingWindow(running.page);
    },
    end: async () => {
      await running?.close();
      await Promise.all([dovecot.stop(), smtp.stop()]);
      await display?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something is so; says what was missing when it never was. */
export function eventually(check: () => unknown): Promise<void> {
  return vi.waitFor(async () => void (await check()), { timeout: 20_000, interval: 50 });
}
