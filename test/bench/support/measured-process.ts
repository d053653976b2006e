/** Starts programs as processes of their own, so that memory and event loop are only theirs. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'vite';
import { outFolder, root } from '../../../scripts/paths.mjs';
import { type Channel, connect } from '../../../main/threads/channel.ts';
import type { MeasuredCalls } from './measured-side.ts';

export interface MeasuredProcess<Calls, Events> {
  readonly channel: Channel<Calls & MeasuredCalls, Events>;
  /** Never resolves; rejects when the process ended before it was told to. */
  readonly failed: Promise<never>;
  /** Ends it at once, without asking. */
  end(): Promise<void>;
}

const programs = join(outFolder, 'bench');

/** Builds the programs, name to entry file, as the real program is built: run from their sources they would hold a compiler, too. */
export async function buildPrograms(entries: Readonly<Record<string, string>>): Promise<void> {
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)]));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: { ssr: true, outDir: programs, emptyOutDir: true, target: 'node20.18', rolldownOptions: { input } },
  });
}

/** Starts one that was built. */
export function startMeasured<Calls, Events>(name: string): MeasuredProcess<Calls, Events> {
  const child = fork(join(programs, `${name}.js`), { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let ending = false;
  const channel = connect<Calls & MeasuredCalls, Events>({
    postMessage: (message) => {
      if (child.connected && typeof message === 'object' && message !== null) child.send(message);
    },
    on: (event, listener) => child.on(event, listener),
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => {
      const text = `The measured process ${name} ended by itself (${signal ?? code}).`;
      channel.fail({ kind: 'bug', retry: 'never', text });
      if (!ending) reject(new Error(text));
    });
  });
  failed.catch(() => undefined);
  return {
    channel,
    failed,
    end: () => {
      ending = true;
      return killed(child);
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
