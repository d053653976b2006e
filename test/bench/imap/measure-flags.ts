/** Learning of flags that another client changed while the worker was not there. */
import { numberedLocations } from '../../../main/store/numbered-locations.ts';
import { complete } from '../support/bare-fetch.ts';
import { pollUntil } from '../support/poll-until.ts';
import { ratioRow, type ResultRow, type Timed } from '../support/result-rows.ts';
import { openStoreView } from '../support/store-view.ts';
import { askBare } from './bare-client.ts';
import { startWorker } from './imap-worker.ts';
import { levelStore } from './level-store.ts';
import type { Scene } from './scene.ts';

const changed = 1000;
const runs = 3;

export async function measureFlags(scene: Scene): Promise<readonly ResultRow[]> {
  const folder = await levelStore(scene, 'large');
  const { login, mailbox } = await scene.account('large');
  const count = mailbox.messages.length;
  const step = Math.floor(count / changed);
  const uids = Array.from({ length: changed }, (_, at) => 1 + at * step);
  const yardstick: Timed[] = [];
  const measured: Timed[] = [];
  for (let run = 1; run <= runs; run++) {
    const flag = `$Bench${run}`;
    const { before, after } = await askBare((bare) => bare.call('addFlag', login, uids.join(','), flag));
    const bare = async (): Promise<Timed> => complete(await askBare((client) => client.call('changedFlags', login, before)), changed);
    yardstick.push(await bare());
    measured.push(await learnFlags(scene, folder, { after: BigInt(after), uids, flag }));
    yardstick.push(await bare());
  }
  return [
    ratioRow({
      what: `${changed} changed flags in ${count} messages`,
      measured,
      yardstick,
      limit: 2,
      note: 'both from dialling; the worker begins with a look at all mailboxes',
    }),
  ];
}

interface Change {
  /** HIGHESTMODSEQ of INBOX afterwards. */
  readonly after: bigint;
  readonly uids: readonly number[];
  readonly flag: string;
}

/** Until the store says that it is level with the server. */
async function learnFlags(scene: Scene, folder: string, { after, uids, flag }: Change): Promise<Timed> {
  const count = (await scene.account('large')).mailbox.messages.length;
  const worker = await startWorker((await scene.account('large')).login, folder);
  const view = openStoreView(folder);
  try {
    const look = () => {
      const inbox = view.levelInbox(count);
      return inbox?.highestModseq != null && BigInt(inbox.highestModseq) >= after ? inbox : null;
    };
    const polling = { what: 'the changed flags are in the store', every: 2, limitMs: 300_000, failed: worker.failed };
    const { found: inbox, at } = await pollUntil(look, polling);
    const { cpuMs } = await worker.channel.call('measurements');
    const wanted = new Set(uids);
    const learnt = numberedLocations(view.db, inbox.id).filter(({ uid, flags }) => wanted.has(uid) && flags.split(' ').includes(flag));
    if (learnt.length !== uids.length) throw new Error(`The store knows ${learnt.length} of ${uids.length} changed flags.`);
    return { ms: at - worker.startedAt, cpuMs };
  } finally {
    view.close();
    await worker.stop();
  }
}
