import { countMessages, countMessagesHere } from '../../../main/store/messages.ts';
import { pollUntil } from '../support/poll-until.ts';
import { openStoreView } from '../support/store-view.ts';
import { startWorker } from './imap-worker.ts';
import type { AccountName, Scene } from './scene.ts';

const limitMs = 3_600_000;

/** The folder of a store that has all there is on the server, bodies too. Goes on from what another measurement left. */
export async function levelStore(scene: Scene, name: AccountName): Promise<string> {
  const left = scene.stores.get(name);
  if (left?.level === true) return left.folder;
  const { login, mailbox } = await scene.account(name);
  const folder = left?.folder ?? (await scene.newFolder());
  const count = mailbox.messages.length;
  scene.say(`Synchronising all ${count} messages of ${name}, bodies too (not measured) ...`);
  const worker = await startWorker(login, folder);
  const view = openStoreView(folder);
  try {
    const look = (): true | null => (countMessages(view.db) === count && countMessagesHere(view.db) === count ? true : null);
    await pollUntil(look, { what: `all ${count} messages of ${name} are here`, every: 100, limitMs, failed: worker.failed });
    await pollUntil(() => ((view.unindexed() ?? 0) === 0 ? true : null), { what: 'indexed', every: 100, limitMs, failed: worker.failed });
    await worker.idle(60_000);
    scene.stores.set(name, { folder, level: true });
    return folder;
  } finally {
    view.close();
    await worker.stop();
  }
}
