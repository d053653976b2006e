import { execFileSync } from 'node:child_process';
import { pollUntil } from './poll-until.ts';
import { median, type ResultRow, seconds } from './result-rows.ts';
import type { RunningWorker } from './running-worker.ts';
import { openStoreView, type StoreView } from './store-view.ts';

/** Milliseconds. */
export interface Download {
  /** From dialling to the last body in the store. */
  readonly bodies: number;
  /** Processor time until then. */
  readonly cpuMs: number;
  /** Greatest memory until then, and until everything was indexed. Megabytes of 1024 * 1024 bytes. */
  readonly peakMb: number;
  readonly peakIndexedMb: number;
  /** From the last body to the last message indexed; null where messages are indexed as they come. */
  readonly indexing: number | null;
}

const limitMs = 1_800_000;

/** Watches a worker that `start` starts on a store folder, until `isHere` says that all bodies are there and all of them are indexed. */
export async function watchDownload(
  start: () => Promise<RunningWorker>,
  folder: string,
  isHere: (view: StoreView) => boolean,
): Promise<Download> {
  // What earlier measurements wrote is brought to the disk first: it is not this download that has to wait for it.
  execFileSync('sync');
  const worker = await start();
  const view = openStoreView(folder);
  const when = async (what: string, look: () => boolean): Promise<number> => {
    const { at } = await pollUntil(() => (look() ? true : null), { what, every: 25, limitMs, failed: worker.failed });
    return at - worker.startedAt;
  };
  try {
    const bodies = await when('all bodies are in the store', () => isHere(view));
    const { cpuMs, peakMb } = await worker.channel.call('measurements');
    const indexed = await when('all messages are indexed', () => (view.unindexed() ?? 0) === 0);
    const indexing = view.unindexed() === null ? null : indexed - bodies;
    return { bodies, cpuMs, peakMb, peakIndexedMb: (await worker.channel.call('measurements')).peakMb, indexing };
  } finally {
    view.close();
    await worker.stop();
  }
}

/** Where indexing is no step of its own there is nothing to measure, and so no target that could be met. */
export function indexingRow(runs: readonly Download[], limit: number | null): ResultRow {
  const times = runs.flatMap(({ indexing }) => indexing ?? []);
  const what = 'parsing and indexing them, after the last body';
  if (times.length === 0) return { what, value: 0, limit: null, unit: 's', note: 'indexed while downloading' };
  return { what, value: median(times) / 1000, limit, unit: 's', note: seconds(times) };
}
