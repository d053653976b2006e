import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { usualTimeouts } from '../../main/backends/imap/imap-server.ts';
import { mailboxByRole } from '../../main/store/mailboxes.ts';
import { createStatusReport } from '../../main/worker/account-status.ts';
import { createSyncLoop } from '../../main/worker/sync-loop.ts';
import type { AccountStatus, ImapAccount } from '../../shared/account.ts';
import { startTcpProxy } from '../doubles/tcp-proxy.ts';
import { openTempStore, testAccount, unexpected } from '../store/open-temp-store.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { letter } from './support/imap-scene.ts';
import { eventually } from './support/running-account.ts';

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

let users = 0;

/** The loop of an account with both connections idle, and little patience with a line that has to prove itself. */
async function asleep() {
  users += 1;
  const { user, password } = await dovecot.addUser(`sleeper${users}`);
  await dovecot.deliver(user, 'INBOX', { raw: letter(1) });
  const proxy = await startTcpProxy(dovecot.ports.imap);
  onTestFinished(() => proxy.stop());
  const { store } = openTempStore();
  const incoming = { host: '127.0.0.1', port: proxy.port, security: 'none', userName: user } as const;
  const identity = { name: '', address: 'a@example.org' };
  const account: ImapAccount = { kind: 'imap', id: testAccount, identity, incoming, outgoing: incoming };
  const statuses: AccountStatus[] = [];
  const loop = createSyncLoop({
    store,
    status: createStatusReport(testAccount, null, (now) => statuses.push(now)),
    newBackend: () => createImapBackend(account, password, { timeouts: { ...usualTimeouts, probe: 300 } }),
    runOperations: () => Promise.resolve(null),
    arrived: () => {},
    needsPerson: () => {},
    bug: unexpected,
    downloadPaused: () => false,
    looked: () => undefined,
    interval: () => 300_000,
  });
  onTestFinished(() => loop.stop());
  await loop.check();
  const idling = (connections: number): Promise<void> =>
    eventually(() => expect(proxy.said.filter((line) => line === 'IDLE').length).toBeGreaterThanOrEqual(connections));
  await idling(2);
  const total = (): number => mailboxByRole(store.read, 'inbox')?.total ?? 0;
  return { user, proxy, loop, statuses, total };
}

describe('waking up', () => {
  it('with both lines dead makes them anew, and shows what came meanwhile', async () => {
    const { user, proxy, loop, statuses, total } = await asleep();
    proxy.decide((number) => (number <= 2 ? 'silent' : 'open'));
    await dovecot.deliver(user, 'INBOX', { raw: letter(2) });
    await loop.prove();
    await eventually(() => expect(total()).toBe(2));
    await eventually(() => expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' } }));
    await dovecot.deliver(user, 'INBOX', { raw: letter(3) });
    await eventually(() => expect(total()).toBe(3));
    expect(proxy.connections()).toBe(4);
  });

  it('with the watch dead makes only that anew', async () => {
    const { user, proxy, loop, statuses, total } = await asleep();
    proxy.decide((number) => (number === 2 ? 'silent' : 'open'));
    await loop.prove();
    await eventually(() => expect(proxy.connections()).toBe(3));
    await dovecot.deliver(user, 'INBOX', { raw: letter(2) });
    await eventually(() => expect(total()).toBe(2));
    expect(statuses.map(({ connection }) => connection.state)).not.toContain('offline');
  });

  it('with both lines well says nothing but NOOP', async () => {
    const { proxy, loop, statuses } = await asleep();
    await eventually(() => expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' }, activity: null }));
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const before = proxy.said.length;
    await loop.prove();
    expect(proxy.said.slice(before).sort()).toEqual(['DONE', 'DONE', 'NOOP', 'NOOP']);
    expect(proxy.connections()).toBe(2);
  });
});

describe('a system without a network', () => {
  it('makes a connection prove itself, which is kept where the system is wrong', async () => {
    const { user, proxy, loop, statuses, total } = await asleep();
    loop.network(false);
    await eventually(() => expect(proxy.said.filter((line) => line === 'NOOP').length).toBe(2));
    await dovecot.deliver(user, 'INBOX', { raw: letter(2) });
    await eventually(() => expect(total()).toBe(2));
    expect(statuses.map(({ connection }) => connection.state)).not.toContain('offline');
  });

  it('is asked seldom, and at once when there is one again', async () => {
    const { proxy, loop, statuses } = await asleep();
    loop.network(false);
    proxy.decide(() => 'refused');
    proxy.cut();
    await eventually(() => expect(statuses.at(-1)).toMatchObject({ connection: { state: 'offline' } }));
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(proxy.connections()).toBe(2);
    proxy.decide(() => 'open');
    loop.network(true);
    await loop.prove();
    await eventually(() => expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' } }));
  });
});
