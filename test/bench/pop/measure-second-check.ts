/** A look at a maildrop of which everything is here already. */
import { countMessages, countMessagesHere } from '../../../main/store/messages.ts';
import { assertSame } from '../support/assert-same.ts';
import { pollUntil } from '../support/poll-until.ts';
import { ratioRow, type ResultRow, seconds, type Timed } from '../support/result-rows.ts';
import { openStoreView } from '../support/store-view.ts';
import { watchDownload } from '../support/watch-download.ts';
import { type Mpop, newMpop } from './mpop.ts';
import { startWorker } from './pop-worker.ts';
import type { Scene } from './scene.ts';

/** They are short, so each is made more often than what takes long. */
const checksInRun = 3;

export async function measureSecondCheck(scene: Scene): Promise<readonly ResultRow[]> {
  const { login, mailbox } = await scene.maildrop();
  const count = mailbox.messages.length;
  const [mpop, folder] = [await filledMpop(scene), await filledStore(scene)];
  const checks = scene.options.repeats * checksInRun;
  scene.say(`${checks} checks with nothing new by mpop and by the worker ...`);
  const worker = await startWorker(login, folder);
  const view = openStoreView(folder);
  const byMpop: Timed[] = [];
  const measured: Timed[] = [];
  try {
    await worker.idle(120_000);
    const startMs = performance.now() - worker.startedAt;
    const indexed = { what: 'all messages are indexed', every: 50, limitMs: 600_000, failed: worker.failed };
    await pollUntil(() => ((view.unindexed() ?? 0) === 0 ? true : null), indexed);
    for (let check = 0; check < checks; check++) {
      byMpop.push(await mpop.check());
      await worker.channel.call('measureFromNow');
      const start = performance.now();
      await Promise.race([worker.channel.call('checkMail'), worker.failed]);
      const ms = performance.now() - start;
      measured.push({ ms, cpuMs: (await worker.channel.call('measurements')).cpuMs });
    }
    await mpop.assertDelivered(mailbox);
    assertSame('messages in the store after more checks', countMessages(view.db), count);
    const note = `all left on the server; the worker runs already, started it looks within ${seconds([startMs])}`;
    return [ratioRow({ what: `check with nothing new, ${count} messages, beside mpop`, measured, yardstick: byMpop, limit: 2, note })];
  } finally {
    view.close();
    await worker.stop();
  }
}

async function filledMpop(scene: Scene): Promise<Mpop> {
  if (scene.left.mpop !== null) return scene.left.mpop;
  const mpop = await newMpop((await scene.maildrop()).login, await scene.newFolder());
  scene.say('Downloading everything by mpop (not measured) ...');
  await mpop.check();
  return mpop;
}

async function filledStore(scene: Scene): Promise<string> {
  if (scene.left.store !== null) return scene.left.store;
  const { login, mailbox } = await scene.maildrop();
  const folder = await scene.newFolder();
  scene.say('Downloading everything by the worker (not measured) ...');
  await watchDownload(
    () => startWorker(login, folder),
    folder,
    (view) => countMessagesHere(view.db) === mailbox.messages.length,
  );
  return folder;
}
