/** A message that is larger than what a computer should have to hold at once. */
import { createHash } from 'node:crypto';
import { countMessagesHere } from '../../../main/store/messages.ts';
import { checkBodies } from '../support/check-bodies.ts';
import { idleMemory } from '../support/idle-memory.ts';
import { largeMessage } from '../support/large-message.ts';
import { type ResultRow, seconds } from '../support/result-rows.ts';
import { watchDownload } from '../support/watch-download.ts';
import { startWorker } from './pop-worker.ts';
import type { Scene } from './scene.ts';

const bytes = 100_000_000;

export async function measureLargeMessage(scene: Scene): Promise<readonly ResultRow[]> {
  scene.say(`Filling a maildrop with one message of ${bytes / 1e6} MB ...`);
  const { raw, ...about } = largeMessage(bytes);
  const login = await scene.addUser('large', [{ raw, ...about }]);
  const folder = await scene.newFolder();
  const run = await watchDownload(
    () => startWorker(login, folder),
    folder,
    (view) => countMessagesHere(view.db) === 1,
  );
  const hash = createHash('sha256').update(raw).digest('hex');
  checkBodies(folder, { messages: [{ ...about, size: raw.length, hash }], bytes: raw.length });
  const idleMb = await idleMemory(await startWorker(await scene.addUser('empty', []), await scene.newFolder()));
  const times = `here after ${seconds([run.bodies])}, indexed ${seconds([run.indexing ?? 0])} later`;
  return [
    {
      what: `peak memory with a message of ${bytes / 1e6} MB, above an idle account`,
      value: Math.round(run.peakIndexedMb) - idleMb,
      limit: 60,
      unit: 'MB',
      note: `VmHWM ${Math.round(run.peakIndexedMb)} MB, ${Math.round(run.peakMb)} MB before indexing; VmRSS with an empty account ${idleMb} MB; ${times}`,
    },
  ];
}
