/** The first look at a large mailbox: how long its heads take, in how much memory, and how long the worker is deaf meanwhile. */
import { loadavg } from 'node:os';
import { complete } from '../support/bare-fetch.ts';
import { idleMemory } from '../support/idle-memory.ts';
import type { Measurements } from '../support/measured-side.ts';
import { pollUntil } from '../support/poll-until.ts';
import { median, ratioRow, type ResultRow, type Timed } from '../support/result-rows.ts';
import { openStoreView } from '../support/store-view.ts';
import { askedFields } from './asked-fields.ts';
import { askBare } from './bare-client.ts';
import { checkHeads } from './check-heads.ts';
import { startWorker } from './imap-worker.ts';
import type { FilledAccount, Scene } from './scene.ts';

type HeadSync = Measurements & Timed;

export async function measureHeads(scene: Scene): Promise<readonly ResultRow[]> {
  const account = await scene.account('large');
  const count = account.mailbox.messages.length;
  const fields = await askedFields(scene);
  scene.say('Fetching all heads once, so that the index of the server is warm ...');
  const bare = async (): Promise<Timed> => complete(await askBare((client) => client.call('heads', account.login, '1:*', fields)), count);
  await bare();
  const yardstick = [await bare()];
  const runs: HeadSync[] = [];
  for (let run = 1; run <= scene.options.repeats; run++) {
    scene.say(`First synchronisation of ${count} heads, run ${run} ...`);
    runs.push(await syncHeads(scene, account));
    yardstick.push(await bare());
  }
  const idleMb = await idleMemory(await startWorker(await scene.emptyAccount(), await scene.newFolder()));
  const peaks = runs.map(({ peakMb }) => Math.round(peakMb));
  const turns = runs.map(({ longestTurnMs }) => longestTurnMs);
  return [
    ratioRow({
      what: `first header sync of ${count} messages`,
      measured: runs,
      yardstick,
      limit: 1.5,
      note: 'from dialling to the cursor; index of the server warm; bodies 1-2 KB, none fetched',
    }),
    {
      what: `peak memory during that, above an idle account`,
      value: Math.max(...peaks) - idleMb,
      limit: 120,
      unit: 'MB',
      note: `VmHWM ${peaks.join(', ')} MB; VmRSS with an empty account ${idleMb} MB`,
    },
    {
      what: 'longest blocked turn during that',
      value: median(turns),
      limit: 100,
      unit: 'ms',
      note: `${turns.map(Math.round).join(', ')} ms; load of the computer ${loadavg()[0]?.toFixed(1)}`,
    },
  ];
}

async function syncHeads(scene: Scene, account: FilledAccount): Promise<HeadSync> {
  const folder = await scene.newFolder();
  const measured = await watchHeads(account, folder);
  checkHeads(folder, account.mailbox);
  scene.stores.set('large', { folder, level: false });
  return measured;
}

async function watchHeads({ login, mailbox }: FilledAccount, folder: string): Promise<HeadSync> {
  const count = mailbox.messages.length;
  const worker = await startWorker(login, folder);
  const view = openStoreView(folder);
  try {
    const polling = { what: `${count} heads in the store`, every: 20, limitMs: 3_600_000, failed: worker.failed };
    const { at } = await pollUntil(() => view.levelInbox(count), polling);
    const measured = await worker.channel.call('measurements');
    return { ...measured, ms: at - worker.startedAt };
  } finally {
    view.close();
    await worker.stop();
  }
}
