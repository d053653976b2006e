/** The first look at a full maildrop: everything is downloaded. */
import { execFileSync } from 'node:child_process';
import { countMessagesHere } from '../../../main/store/messages.ts';
import { checkBodies } from '../support/check-bodies.ts';
import { ratioRow, type ResultRow, type Timed } from '../support/result-rows.ts';
import { type Download, indexingRow, watchDownload } from '../support/watch-download.ts';
import { bareFetch } from './bare-client.ts';
import { newMpop } from './mpop.ts';
import { startWorker } from './pop-worker.ts';
import type { Scene } from './scene.ts';

/** What strace shows of mpop 1.4.18. */
const mpopIsDurable = 'mpop fsyncs each file before it links it into new/, and its list of ids once, but no folder';

export async function measureDownload(scene: Scene): Promise<readonly ResultRow[]> {
  const maildrop = await scene.maildrop();
  const { messages, bytes } = maildrop.mailbox;
  scene.say('Fetching all messages once, so that the server has them at hand ...');
  await bareFetch(maildrop);
  const yardstick: Timed[] = [await bareFetch(maildrop)];
  const byMpop: Timed[] = [];
  const runs: Download[] = [];
  for (let run = 1; run <= scene.options.repeats; run++) {
    scene.say(`Download by mpop, run ${run} ...`);
    byMpop.push(await downloadByMpop(scene));
    scene.say(`Download by the worker, run ${run} ...`);
    runs.push(await download(scene));
    yardstick.push(await bareFetch(maildrop));
  }
  const what = `download of ${messages.length} messages, ${Math.round(bytes / 1e6)} MB`;
  const measured = runs.map(({ bodies, cpuMs }) => ({ ms: bodies, cpuMs }));
  return [
    ratioRow({
      what: `${what}, beside mpop`,
      measured,
      yardstick: byMpop,
      limit: 0.5,
      note: `from dialling to the last message durable, all left on the server; ${mpopIsDurable}`,
    }),
    ratioRow({ what: `${what}, beside a bare loop`, measured, yardstick, limit: 2.5, note: 'pipelined RETR, thrown away' }),
    indexingRow(runs, null),
  ];
}

async function downloadByMpop(scene: Scene): Promise<Timed> {
  const { login, mailbox } = await scene.maildrop();
  const mpop = await newMpop(login, await scene.newFolder());
  execFileSync('sync');
  const timed = await mpop.check();
  await mpop.assertDelivered(mailbox);
  scene.left.mpop = mpop;
  return timed;
}

async function download(scene: Scene): Promise<Download> {
  const { login, mailbox } = await scene.maildrop();
  const folder = await scene.newFolder();
  const measured = await watchDownload(
    () => startWorker(login, folder),
    folder,
    (view) => countMessagesHere(view.db) === mailbox.messages.length,
  );
  checkBodies(folder, mailbox);
  scene.left.store = folder;
  return measured;
}
