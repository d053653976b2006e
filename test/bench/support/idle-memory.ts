import { setTimeout as delay } from 'node:timers/promises';
import type { RunningWorker } from './running-worker.ts';

/** What an open account without mail is given to settle. */
const settleMs = 3000;

/** Megabytes of a worker whose account is open, level and empty. */
export async function idleMemory(worker: RunningWorker): Promise<number> {
  try {
    await worker.idle(30_000);
    await delay(settleMs);
    return Math.round((await worker.channel.call('measurements')).residentMb);
  } finally {
    await worker.stop();
  }
}
