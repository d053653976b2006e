// Our whole account worker in a process of its own, which can be killed at any moment and started again on the same folder.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { outFolder, root } from '../../../scripts/paths.mjs';
import { type Channel, connect } from '../../../main/threads/channel.ts';
import type { AccountCalls, AccountEvents, StartArguments } from '../../../main/threads/protocol.ts';
import type { AccountStatus } from '../../../shared/account.ts';
import type { FailedOperation } from '../../../shared/operation.ts';

/** What it told in all its lives together. */
interface Told {
  readonly failed: FailedOperation[];
  /** Mistakes of its own, and whatever else must never happen here. */
  readonly wrong: string[];
}

export interface KillableWorker {
  readonly told: Told;
  /** The newest status of this life; null before the first. */
  status(): AccountStatus | null;
  /** Calls the one that runs; rejects when it is killed meanwhile. */
  call: Channel<AccountCalls, AccountEvents>['call'];
  start(): Promise<void>;
  /** As the program ends it. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

export interface BuiltWorker {
  worker(start: StartArguments): KillableWorker;
  remove(): Promise<void>;
}

/** Built as the real program is: run from its sources it would start much later. */
export async function buildWorker(): Promise<BuiltWorker> {
  await mkdir(outFolder, { recursive: true });
  // Inside the project, where the modules that are not built in are found.
  const folder = await mkdtemp(join(outFolder, 'killable-'));
  const input = { worker: join(root, 'test/servers/support/worker-process.ts'), 'disk-thread': join(root, 'main/worker/disk-thread.ts') };
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: { ssr: true, outDir: folder, target: 'node20.18', rolldownOptions: { input } },
  });
  return {
    worker: (start) => killableWorker(join(folder, 'worker.js'), start),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function killableWorker(program: string, start: StartArguments): KillableWorker {
  const told: Told = { failed: [], wrong: [] };
  let status: AccountStatus | null = null;
  let child: ChildProcess | null = null;
  let channel: Channel<AccountCalls, AccountEvents> | null = null;

  const running = (): Channel<AccountCalls, AccountEvents> => {
    if (channel === null) throw new Error('the worker does not run');
    return channel;
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    [child, channel] = [null, null];
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill('SIGKILL');
    await gone;
  };
  return {
    told,
    status: () => status,
    call: (name, ...args) => running().call(name, ...args),
    start: async () => {
      const fresh = fork(program, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const line = connect<AccountCalls, AccountEvents>({
        postMessage: (message) => {
          if (fresh.connected && typeof message === 'object' && message !== null) fresh.send(message, () => undefined);
        },
        on: (event, listener) => fresh.on(event, listener),
      });
      fresh.once('exit', (code, signal) => {
        line.fail({ kind: 'cancelled', retry: 'never', text: 'The worker was killed.' });
        if (child === fresh) told.wrong.push(`the worker ended by itself: ${signal ?? code}`);
      });
      line.on('account.status', (now) => (status = now));
      line.on('operation.failed', (failed) => told.failed.push(failed));
      line.on('bug.noticed', ({ stack }) => told.wrong.push(stack));
      line.on('credentials.needed', ({ failure }) => told.wrong.push(`it asked for the password: ${failure?.text}`));
      [child, channel, status] = [fresh, line, null];
      await line.call('start', start);
    },
    stop: async () => {
      await running().call('stop');
      await kill();
    },
    kill,
  };
}
