/** Downloading everything, and making it findable. */
import { execFileSync } from 'node:child_process';
import { countMessagesHere } from '../../../main/store/messages.ts';
import { pollUntil } from '../support/poll-until.ts';
import { median, ratioRow, type ResultRow, seconds, type Timed } from '../support/result-rows.ts';
import { askBare, complete } from './bare-client.ts';
import { checkBodies, checkHeads } from './check-store.ts';
import { startWorker } from './running-worker.ts';
import type { FilledAccount, Scene } from './scene.ts';
import { openStoreView } from './store-view.ts';

const limitMs = 1_800_000;

/** Milliseconds. */
interface Download {
  /** From dialling, with all heads in the store, to the last body. */
  readonly bodies: number;
  /** Processor time until then. */
  readonly cpuMs: number;
  /** From the last body to the last message indexed; null where messages are indexed as they come. */
  readonly indexing: number | null;
}

export async function measureBodies(scene: Scene): Promise<readonly ResultRow[]> {
  const account = await scene.account('small');
  const { messages, bytes } = account.mailbox;
  const what = `${messages.length} messages, ${Math.round(bytes / 1e6)} MB`;
  const bare = async (): Promise<Timed> => {
    const fetched = await askBare((client) => client.call('sources', account.login));
    if (fetched.bytes !== bytes) throw new Error(`The bare client got ${fetched.bytes} bytes instead of ${bytes}.`);
    return complete(fetched, messages.length);
  };
  scene.say('Fetching all messages once, so that the server has them at hand ...');
  await bare();
  const yardstick = [await bare()];
  const runs: Download[] = [];
  for (let run = 1; run <= scene.options.repeats; run++) {
    scene.say(`Download of ${what}, run ${run} ...`);
    runs.push(await download(scene, account));
    yardstick.push(await bare());
  }
  const indexing = runs.flatMap((run) => run.indexing ?? []);
  const both = runs.map((run) => run.bodies + (run.indexing ?? 0));
  return [
    ratioRow({
      what: `full download of ${what}`,
      measured: runs.map(({ bodies, cpuMs }) => ({ ms: bodies, cpuMs })),
      yardstick,
      limit: 2,
      note: 'from dialling to the last body durable; the heads were there before',
    }),
    indexingRow(indexing),
    { what: 'downloading and indexing them together', value: median(both) / 1000, limit: null, unit: 's', note: seconds(both) },
  ];
}

/** Where indexing is no step of its own there is nothing to measure, and so no target that could be met. */
function indexingRow(times: readonly number[]): ResultRow {
  const what = 'parsing and indexing them, after the last body';
  if (times.length === 0) return { what, value: 0, limit: null, unit: 's', note: 'indexed while downloading' };
  return { what, value: median(times) / 1000, limit: 16, unit: 's', note: seconds(times) };
}

async function download(scene: Scene, account: FilledAccount): Promise<Download> {
  const folder = await scene.newFolder();
  await bringHeads(account, folder);
  const measured = await watchDownload(account, folder);
  checkHeads(folder, account.mailbox);
  checkBodies(folder, account.mailbox);
  scene.stores.set('small', { folder, level: true });
  return measured;
}

/** Not measured here: an account that was to keep no texts until now. */
async function bringHeads({ login, mailbox }: FilledAccount, folder: string): Promise<void> {
  const worker = await startWorker(login, folder, { offline: { kind: 'headers' } });
  const view = openStoreView(folder);
  try {
    const look = (): true | null => (view.levelInbox(mailbox.messages.length) !== null && view.unindexed() === 0 ? true : null);
    await pollUntil(look, { what: 'all heads are here and indexed', every: 50, limitMs, failed: worker.failed });
    await worker.idle(60_000);
  } finally {
    view.close();
    await worker.stop();
  }
}

async function watchDownload({ login, mailbox }: FilledAccount, folder: string): Promise<Download> {
  const count = mailbox.messages.length;
  // What earlier measurements wrote is brought to the disk first: it is not this download that has to wait for it.
  execFileSync('sync');
  const worker = await startWorker(login, folder);
  const view = openStoreView(folder);
  const when = async (what: string, look: () => boolean): Promise<number> => {
    const { at } = await pollUntil(() => (look() ? true : null), { what, every: 25, limitMs, failed: worker.failed });
    return at - worker.startedAt;
  };
  try {
    const bodies = await when('all bodies are in the store', () => !view.missesTexts() && countMessagesHere(view.db) === count);
    const { cpuMs } = await worker.channel.call('measurements');
    const indexed = await when('all messages are indexed', () => (view.unindexed() ?? 0) === 0);
    return { bodies, cpuMs, indexing: view.unindexed() === null ? null : indexed - bodies };
  } finally {
    view.close();
    await worker.stop();
  }
}
