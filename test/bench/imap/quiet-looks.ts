/** What a look at the server costs when nothing has changed there. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningWorker } from '../support/running-worker.ts';
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts';
import { startWorker } from './imap-worker.ts';
import { levelStore } from './level-store.ts';
import type { AccountName, Scene } from './scene.ts';

export interface QuietLooks {
  /** The commands of each look: every tagged one is a round trip. */
  readonly commands: readonly (readonly string[])[];
  /** Milliseconds of each. */
  readonly times: readonly number[];
  /** Milliseconds from the start of the worker until it had looked at everything. */
  readonly startMs: number;
  /** How many commands it sent until it fell silent, signing in and the watch of the inbox included. */
  readonly startCommands: number;
}

const looks = 3;
/** The longest pause the worker makes by itself before it says something again (it goes over to IDLE). */
const silenceMs = 2500;

export async function quietLooks(scene: Scene, name: AccountName): Promise<QuietLooks> {
  const folder = await levelStore(scene, name);
  const { login } = await scene.account(name);
  const proxy = await startCountingProxy(login.port);
  const worker = await startWorker({ ...login, port: proxy.port }, folder);
  try {
    await worker.idle(120_000);
    const startMs = performance.now() - worker.startedAt;
    await silence(worker, proxy);
    const startCommands = proxy.commands.length;
    const commands: string[][] = [];
    const times: number[] = [];
    for (let look = 0; look < looks; look++) {
      const before = proxy.commands.length;
      const start = performance.now();
      await worker.channel.call('checkMail');
      times.push(performance.now() - start);
      commands.push(proxy.commands.slice(before));
      await silence(worker, proxy);
    }
    return { commands, times, startMs, startCommands };
  } finally {
    await worker.stop();
    await proxy.stop();
  }
}

/** Until the worker has nothing to do and nothing more to say. */
async function silence(worker: RunningWorker, proxy: CountingProxy): Promise<void> {
  let said: number;
  do {
    said = proxy.commands.length;
    await Promise.race([delay(silenceMs), worker.failed]);
    await worker.idle(120_000);
  } while (proxy.commands.length > said);
}
