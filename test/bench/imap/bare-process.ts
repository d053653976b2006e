/** The yardstick in a process of its own. */
import { type FetchQueryObject, ImapFlow } from 'imapflow';
import type { BareFetch } from '../support/bare-fetch.ts';
import type { Login } from '../support/login.ts';
import { cpuSince, type MeasuredCalls, serveMeasured } from '../support/measured-side.ts';
import type { BareCalls } from './bare-calls.ts';

async function withInbox<T>({ port, user, password }: Login, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    return await work(client);
  } finally {
    await client.logout();
  }
}

async function fetchAndForget(account: Login, uids: string, query: FetchQueryObject, changedSince?: bigint): Promise<BareFetch> {
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  return withInbox(account, async (client) => {
    let [rows, bytes] = [0, 0];
    for await (const { source } of client.fetch(uids, query, { uid: true, ...(changedSince !== undefined && { changedSince }) })) {
      rows += 1;
      bytes += source?.length ?? 0;
    }
    return { ms: performance.now() - start, cpuMs: cpuSince(cpuBefore), rows, bytes };
  });
}

serveMeasured<BareCalls & MeasuredCalls, Record<string, never>>((_emit, measuring) => ({
  ...measuring,
  heads: (account, uids, fields) =>
    fetchAndForget(account, uids, { uid: true, flags: true, internalDate: true, size: true, headers: [...fields] }),
  sources: (account) => fetchAndForget(account, '1:*', { uid: true, source: true }),
  changedFlags: (account, since) => fetchAndForget(account, '1:*', { uid: true, flags: true }, BigInt(since)),
  addFlag: (account, uids, flag) =>
    withInbox(account, async (client) => {
      const modseq = async (): Promise<string> => {
        const status = await client.status('INBOX', { highestModseq: true });
        return String(status === false ? null : status.highestModseq);
      };
      const before = await modseq();
      await client.messageFlagsAdd(uids, [flag], { uid: true });
      return { before, after: await modseq() };
    }),
}));
