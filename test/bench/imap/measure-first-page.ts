/** How soon after sign-in the newest mail can be looked at, while all the rest is still to come. */
import type { MessageSummary } from '../../../shared/message.ts';
import { createReader } from '../../../main/reader/reader.ts';
import { complete } from '../support/bare-fetch.ts';
import type { KeptMailbox } from '../support/kept-mailbox.ts';
import { pollUntil } from '../support/poll-until.ts';
import { median, type ResultRow, seconds, type Timed } from '../support/result-rows.ts';
import { askedFields } from './asked-fields.ts';
import { askBare } from './bare-client.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { accountOf, startWorker } from './imap-worker.ts';
import type { FilledAccount, Scene } from './scene.ts';

const rowsOnScreen = 50;

export async function measureFirstPage(scene: Scene): Promise<readonly ResultRow[]> {
  const account = await scene.account('large');
  const count = account.mailbox.messages.length;
  const fields = await askedFields(scene);
  const newest = `${count - rowsOnScreen + 1}:*`;
  const yardstick: Timed[] = [];
  const times: number[] = [];
  for (let run = 0; run <= scene.options.repeats; run++) {
    yardstick.push(complete(await askBare((bare) => bare.call('heads', account.login, newest, fields)), rowsOnScreen));
    times.push(await firstPage(scene, account));
  }
  return [
    {
      what: `first ${rowsOnScreen} rows of ${count}, after sign-in`,
      value: median(times) / 1000,
      limit: 0.5,
      unit: 's',
      note: `${seconds(times)}; bare client, sign-in included: ${seconds(yardstick.map(({ ms }) => ms))}`,
    },
  ];
}

async function firstPage(scene: Scene, account: FilledAccount): Promise<number> {
  const folder = await scene.newFolder();
  const proxy = await startCountingProxy(account.login.port);
  const worker = await startWorker({ ...account.login, port: proxy.port }, folder);
  const reader = createReader();
  const opened = accountOf(account.login);
  const { id } = opened;
  await reader.open([{ account: opened, folder }]);
  try {
    const look = async (): Promise<true | null> => {
      const inbox = (await reader.mailboxes()).find(({ role }) => role === 'inbox');
      if (inbox === undefined) return null;
      const { rows } = await reader.page({ kind: 'mailbox', accountId: id, mailboxId: inbox.id }, null);
      return areNewest(rows, account.mailbox) ? true : null;
    };
    const what = `the newest ${rowsOnScreen} messages are the first rows of the reader`;
    const { at } = await pollUntil(look, { what, every: 5, limitMs: 300_000, failed: worker.failed });
    const signedInAt = proxy.signedInAt();
    if (signedInAt === null) throw new Error('The proxy did not see the worker sign in.');
    return at - signedInAt;
  } finally {
    await reader.close(id);
    await worker.stop();
    await proxy.stop();
  }
}

/** The rows on the screen are the last messages that arrived, newest first. */
function areNewest(rows: readonly MessageSummary[], { messages }: KeptMailbox): boolean {
  const shown = rows.slice(0, rowsOnScreen);
  if (shown.length < rowsOnScreen) return false;
  return shown.every(({ date, subject, size }, at) => {
    const message = messages[messages.length - 1 - at];
    return message !== undefined && message.date === date && message.size === size && message.subject === subject;
  });
}
