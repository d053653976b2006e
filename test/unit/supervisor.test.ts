import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createReaderClient } from '../../main/accounts/reader-client.ts';
import { createSupervisor, type Supervisor } from '../../main/accounts/supervisor.ts';
import type { Account, AccountId, AccountStatus } from '../../shared/account.ts';

/** A thread that speaks the protocol: it answers, tells a status when started, and dies when woken. */
const thread = `
import { parentPort } from 'node:worker_threads';
let starts = [];
parentPort.on('message', ({ id, call, args }) => {
  if (call === 'wake') process.exit(3);
  if (call === 'start') {
    if (args[0].password === 'unusable') return parentPort.postMessage({ id, ok: false, failure: { kind: 'storage', retry: 'after-user', text: 'damaged' } });
    starts.push(args[0]);
    parentPort.postMessage({ event: 'account.status', payload: { accountId: args[0].account.id, connection: { state: 'online' }, lastChecked: 7, activity: null, notice: null, queued: 0 } });
  }
  if (call === 'networkAway' || call === 'setInterval') {
    parentPort.postMessage({ event: 'account.status', payload: { accountId: starts[0].account.id, heard: [call, ...args] } });
  }
  parentPort.postMessage({ id, ok: true, value: call === 'mailboxes' ? starts.length : undefined });
  if (call === 'open') starts.push(...args[0]);
  if (call === 'close') starts = starts.filter(({ account }) => account.id !== args[0]);
});
`;

function entry(): URL {
  const folder = mkdtempSync(join(tmpdir(), 'homing-thread-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'thread.mjs');
  writeFileSync(file, thread);
  return pathToFileURL(file);
}

const server = { host: 'localhost', port: 1, security: 'none', userName: 'x' } as const;
const account = (id: string): Account => ({
  id: id as AccountId,
  kind: 'imap',
  identity: { name: '', address: 'x@example.org' },
  incoming: server,
  outgoing: server,
});

function supervise(password: string | (() => string) = 'secret') {
  const told: AccountStatus[] = [];
  const ready: string[] = [];
  const crashed: string[] = [];
  const gone: string[] = [];
  const supervisor: Supervisor = createSupervisor({
    entry: entry(),
    folder: '/nowhere',
    password: () => Promise.resolve(typeof password === 'string' ? password : password()),
    interval: () => 10,
    ready: async ({ id }) => void ready.push(id),
    listen: (name, payload) => {
      if (name === 'account.status') told.push(payload as AccountStatus);
    },
    gone: async (id) => void gone.push(id),
    crashed: (id) => crashed.push(id),
    bug: () => undefined,
  });
  onTestFinished(() => supervisor.stopAll());
  return { supervisor, told, ready, crashed, gone };
}

describe('the supervisor', () => {
  it('starts a thread per account, remembers what it tells, and says when its store is open', async () => {
    const { supervisor, ready } = supervise();
    await supervisor.start(account('a'));
    await supervisor.start(account('b'));
    expect(ready).toEqual(['a', 'b']);
    expect(supervisor.statuses()).toMatchObject([
      { accountId: 'a', connection: { state: 'online' } },
      { accountId: 'b', connection: { state: 'online' } },
    ]);
  });

  it('starts a thread again that died, and gives up after the fifth time in a row', async () => {
    const { supervisor, told, ready, crashed } = supervise();
    await supervisor.start(account('a'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    for (let crash = 1; crash <= 4; crash++) {
      supervisor.wakeAll();
      await until(() => crashed.length === crash);
      vi.advanceTimersByTime(30_000);
      await until(() => ready.length === crash + 1);
    }
    supervisor.wakeAll();
    await until(() => told.at(-1)?.connection.state === 'offline');
    expect(told.at(-1)).toMatchObject({
      lastChecked: 7,
      connection: { failure: { kind: 'bug', text: expect.stringContaining('five times') } },
    });
    vi.advanceTimersByTime(600_000);
    expect(ready).toHaveLength(5);
  });

  it('shows an account whose files cannot be opened, and lets the caller know', async () => {
    const { supervisor, told, ready } = supervise('unusable');
    await expect(supervisor.start(account('a'))).rejects.toMatchObject({ failure: { kind: 'storage' } });
    expect(told).toMatchObject([{ connection: { state: 'offline', failure: { kind: 'storage' } } }]);
    expect(ready).toEqual([]);
  });

  it('tries again to open a store, after a while and at once when the computer wakes up', async () => {
    const passwords = ['unusable', 'unusable', 'secret'];
    let asked = 0;
    const { supervisor, told, ready, crashed } = supervise(() => passwords[asked++] ?? 'secret');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    await expect(supervisor.start(account('a'))).rejects.toMatchObject({ failure: { kind: 'storage' } });
    vi.advanceTimersByTime(60_000);
    await until(() => told.length === 2);
    expect(ready).toEqual([]);
    supervisor.wakeAll();
    await until(() => ready.length === 1);
    expect(told.at(-1)).toMatchObject({ connection: { state: 'online' } });
    vi.advanceTimersByTime(3_600_000);
    expect([asked, crashed]).toEqual([3, []]);
  });

  it('tells every account, also one that starts later, that there is no network, and of another interval', async () => {
    const { supervisor, told } = supervise();
    const heard = (): unknown[] => told.flatMap((status) => ('heard' in status ? [[status.accountId, status.heard]] : []));
    await supervisor.start(account('a'));
    supervisor.networkAway();
    await until(() => heard().length === 1);
    await supervisor.start(account('b'));
    supervisor.intervalChanged();
    await until(() => heard().length === 4);
    // Two threads: which of them is heard first is nobody's promise.
    const of = (id: string): unknown[] => heard().filter((each) => Array.isArray(each) && each[0] === id);
    for (const id of ['a', 'b'])
      expect(of(id)).toEqual([
        [id, ['networkAway']],
        [id, ['setInterval', 10]],
      ]);
  });

  it('forgets an account when it is told to, and does not start it again', async () => {
    const { supervisor, ready, crashed, gone } = supervise();
    await supervisor.start(account('a'));
    await supervisor.forget('a' as AccountId);
    expect(supervisor.statuses()).toEqual([]);
    expect(() => supervisor.channel('a' as AccountId)).toThrow(/gone/);
    expect([ready, crashed, gone]).toEqual([['a'], [], ['a']]);
  });

  it('knows no thread of an account that is not there', () => {
    const { supervisor } = supervise();
    expect(() => supervisor.channel('z' as AccountId)).toThrow(/gone/);
  });
});

describe('the reader thread', () => {
  it('comes back after it died, with every account open again', async () => {
    const crashes: (Error | null)[] = [];
    const reader = createReaderClient(entry(), (error) => crashes.push(error));
    onTestFinished(() => reader.stop());
    await reader.open(account('a'), '/a');
    await reader.open(account('b'), '/b');
    await expect(reader.call('wake' as 'mailboxes')).rejects.toMatchObject({ failure: { code: 'THREAD_GONE' } });
    expect(await reader.call('mailboxes')).toBe(2);
    expect(crashes).toHaveLength(1);
  });

  it('lets go of an account that is forgotten, and does not open it again after it died', async () => {
    const reader = createReaderClient(entry(), () => undefined);
    onTestFinished(() => reader.stop());
    await reader.open(account('a'), '/a');
    await reader.open(account('b'), '/b');
    await reader.close('a' as AccountId);
    expect(await reader.call('mailboxes')).toBe(1);
    await expect(reader.call('wake' as 'mailboxes')).rejects.toMatchObject({ failure: { code: 'THREAD_GONE' } });
    expect(await reader.call('mailboxes')).toBe(1);
  });
});

/** Waits by the event loop, since the clock is ours. */
async function until(condition: () => boolean): Promise<void> {
  const end = process.hrtime.bigint() + 10_000_000_000n;
  while (!condition()) {
    if (process.hrtime.bigint() > end) throw new Error('it never came so far');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
