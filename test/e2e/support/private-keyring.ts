// A session bus of its own with an unlocked GNOME keyring on it, as a desktop has one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PrivateKeyring {
  /** For the program that is to find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startKeyring(): Promise<PrivateKeyring> {
  const folder = await mkdtemp(join(tmpdir(), 'homing-keyring-'));
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = (await firstLine(bus)).trim();
  // Chromium looks for a keyring only on desktops that it knows to have one.
  const env = { DBUS_SESSION_BUS_ADDRESS: address, XDG_CURRENT_DESKTOP: 'GNOME', XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder };
  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', '--unlock', `--control-directory=${folder}`], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  keyring.stdin.end('the keyring password\n');
  await firstLine(keyring);
  return {
    env,
    stop: async () => {
      for (const child of [keyring, bus]) await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Both daemons print a line when they are ready. */
async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read');
  const exit = once(child, 'exit').then(() => {
    throw new Error(`${child.spawnfile} ended before it was ready`);
  });
  const [data] = await Promise.race([once(child.stdout, 'data'), exit]);
  return String(data).split('\n')[0] ?? '';
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}
