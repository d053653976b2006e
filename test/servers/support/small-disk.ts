// A disk of some megabytes in memory, and a process for which it is there: by an own user namespace, so nobody has to be root.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Channel, connect } from '../../../main/threads/channel.ts';
import type { CopiesPolicy, ServerAddress } from '../../../shared/account.ts';
import type { MailFailure } from '../../../shared/failure.ts';
import { root } from '../../../scripts/paths.mjs';

export interface SmallDiskCalls {
  /** A new account with a store on the disk. */
  open(server: ServerAddress, password: string): void;
  /** Something takes all but so many bytes; resolves with how many are really left. */
  fill(bytesLeft: number): number;
  /** It is gone again. */
  empty(): void;
  /** One check for mail. `leaves`: bytes that a download leaves free; null: it believes that there is room without end. */
  check(policy: CopiesPolicy, leaves: number | null): MailFailure | null;
  /** Bytes of the messages that are here, as latin1, sorted. */
  here(): readonly string[];
  /** Closes and opens the store; resolves with why it cannot be opened. */
  restart(): MailFailure | null;
  remove(): void;
}

export interface SmallDisk {
  readonly call: Channel<SmallDiskCalls, Record<string, never>>['call'];
  stop(): Promise<void>;
}

function mounting(folder: string, bytes: number): readonly string[] {
  // "$@" is what is to run there.
  return ['-Urm', 'sh', '-c', `mount -t tmpfs -o size=${bytes} none '${folder}' && exec "$@"`, 'sh'];
}

/** Why this system has no such disks; null: it has. */
export function whyNoSmallDisk(): string | null {
  const tried = spawnSync('unshare', [...mounting('/tmp', 1024 * 1024), 'true'], { encoding: 'utf8' });
  if (tried.error !== undefined) return `there is no unshare here: ${tried.error.message}`;
  return tried.status === 0 ? null : `this system mounts nothing for ordinary users: ${tried.stderr.trim()}`;
}

export async function startSmallDisk(bytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'homing-small-disk-'));
  const program = [process.execPath, join(root, 'scripts/run-ts.mjs'), join(root, 'test/servers/support/small-disk-process.ts')];
  const child: ChildProcess = spawn('unshare', [...mounting(folder, bytes), ...program], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const ready = once(child, 'spawn');
  const channel = connect<SmallDiskCalls, Record<string, never>>({
    postMessage: (message) => {
      if (child.connected && typeof message === 'object' && message !== null) child.send(message, () => undefined);
    },
    on: (event, listener) => child.on(event, listener),
  });
  child.once('exit', (code, signal) => channel.fail({ kind: 'bug', retry: 'never', text: `the process ended: ${signal ?? code}` }));
  await ready;
  return {
    call: channel.call,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
