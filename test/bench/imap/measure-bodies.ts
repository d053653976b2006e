/** Downloading everything, and making it findable. */
import { countMessagesHere } from '../../../main/store/messages.ts';
import { complete } from '../support/bare-fetch.ts';
import { checkBodies } from '../support/check-bodies.ts';
import { pollUntil } from '../support/poll-until.ts';
import { median, ratioRow, type ResultRow, seconds, type Timed } from '../support/result-rows.ts';
import { openStoreView, type StoreView } from '../support/store-view.ts';
import { type Download, indexingRow, watchDownload } from '../support/watch-download.ts';
import { askBare } from './bare-client.ts';
import { checkHeads } from './check-heads.ts';
import { startWorker } from './imap-worker.ts';
import type { FilledAccount, Scene } from './scene.ts';

const limitMs = 1_800_000;

export async function measureBodies(scene: Scene): Promise<readonly ResultRow[]> {
  const account = await scene.account('small');
  const { messages, bytes } = account.mailbox;
  const what = `${messages.length} messages, ${Math.round(bytes / 1e6)} MB`;
  const bare = async (): Promise<Timed> =>
    complete(await askBare((client) => client.call('sources', account.login)), messages.length, bytes);
  scene.say('Fetching all messages once, so that the server has them at hand ...');
  await bare();
  const yardstick = [await bare()];
  const runs: Download[] = [];
  for (let run = 1; run <= scene.options.repeats; run++) {
    scene.say(`Download of ${what}, run ${run} ...`);
    runs.push(await download(scene, account));
    yardstick.push(await bare());
  }
  const both = runs.map((run) => run.bodies + (run.indexing ?? 0));
  return [
    ratioRow({
      what: `full download of ${what}`,
      measured: runs.map(({ bodies, cpuMs }) => ({ ms: bodies, cpuMs })),
      yardstick,
      limit: 2,
      note: 'from dialling to the last body durable; the heads were there before',
    }),
    indexingRow(runs, 16),
    { what: 'downloading and indexing them together', value: median(both) / 1000, limit: null, unit: 's', note: seconds(both) },
  ];
}

async function download(scene: Scene, account: FilledAccount): Promise<Download> {
  const folder = await scene.newFolder();
  await bringHeads(account, folder);
  const { login, mailbox } = account;
  const isHere = (view: StoreView): boolean => !view.missesTexts() && countMessagesHere(view.db) === mailbox.messages.length;
  const measured = await watchDownload(() => startWorker(login, folder), folder, isHere);
  checkHeads(folder, mailbox);
  checkBodies(folder, mailbox);
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
