import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { flaggedFlag } from '../../shared/message.ts';
import { startTcpProxy, type TcpProxy } from '../doubles/tcp-proxy.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { letter } from './support/imap-scene.ts';
import { newAccount, type NewAccount } from './support/new-account.ts';
import { otherDevice } from './support/other-device.ts';
import { eventually } from './support/running-account.ts';

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

interface Scene {
  readonly account: NewAccount;
  readonly proxy: TcpProxy;
  readonly other: ImapFlow;
}

/** An account with two letters in the inbox and a third in Archive, looked at by another device, too. */
async function scene(server = dovecot, prepare: (proxy: TcpProxy) => void = () => {}): Promise<Scene> {
  const proxy = await startTcpProxy(server.ports.imap);
  onTestFinished(() => proxy.stop());
  prepare(proxy);
  const account = await newAccount(server, 'imap', 2, { incomingPort: proxy.port });
  await server.deliver(account.user, 'Archive', { raw: letter(3) });
  const other = await otherDevice(server, account.user, `password of ${account.user}`);
  onTestFinished(() => other.close());
  await online(account);
  await account.worker.checkMail();
  return { account, proxy, other };
}

const online = (account: NewAccount): Promise<void> =>
  eventually(() => expect(account.status()).toMatchObject({ connection: { state: 'online' }, activity: null }));

const resting = ({ said }: TcpProxy, connections: number): Promise<void> =>
  eventually(() => expect(said.filter((line) => line === 'IDLE').length - said.filter((line) => line === 'DONE').length).toBe(connections));

const subjects = async (account: NewAccount, role: 'inbox' | 'archive'): Promise<string[]> =>
  (await account.rows(role)).map(({ subject }) => subject).sort();

describe('what another device does', () => {
  it('shows at once in the inbox and in the mailbox that is open, over two connections', async () => {
    const { account, proxy, other } = await scene();
    await account.worker.openMailbox((await account.mailbox('archive')).id);
    await eventually(() => expect(proxy.said.some((line) => line.startsWith('SELECT Archive'))).toBe(true));
    await resting(proxy, 2);

    await other.append('Archive', letter(4));
    await eventually(async () => expect(await subjects(account, 'archive')).toEqual(['Letter 3', 'Letter 4']));
    await other.mailboxOpen('Archive');
    await other.messageFlagsAdd('1', ['\\Flagged'], { uid: true });
    await eventually(async () =>
      expect((await account.rows('archive')).filter(({ flags }) => flags.includes(flaggedFlag))).toHaveLength(1),
    );
    await other.messageDelete('1', { uid: true });
    await eventually(async () => expect(await subjects(account, 'archive')).toEqual(['Letter 4']));

    await dovecot.deliver(account.user, 'INBOX', { raw: letter(5) });
    await eventually(async () => expect(await subjects(account, 'inbox')).toEqual(['Letter 1', 'Letter 2', 'Letter 5']));
    await eventually(() => expect(account.heard['mail.arrived']).toMatchObject([{ newest: { subject: 'Letter 5' } }]));
    await resting(proxy, 2);
    expect([proxy.connections(), proxy.mostAtOnce()]).toEqual([2, 2]);
  });

  it('shows at once in the inbox also where the server allows one connection', async () => {
    const { account, proxy } = await scene(dovecot, (line) => line.decide((number) => (number === 1 ? 'open' : 'refused')));
    await resting(proxy, 1);
    await dovecot.deliver(account.user, 'INBOX', { raw: letter(4) });
    await eventually(async () => expect(await subjects(account, 'inbox')).toEqual(['Letter 1', 'Letter 2', 'Letter 4']));
    const states = account.heard['account.status'].map(({ connection }) => connection.state);
    expect(states).not.toContain('offline');
  });

  it('is looked at seldom when it is much', async () => {
    const { account, proxy, other } = await scene();
    await account.worker.openMailbox((await account.mailbox('archive')).id);
    await eventually(() => expect(proxy.said.some((line) => line.startsWith('SELECT Archive'))).toBe(true));
    await resting(proxy, 2);
    const before = proxy.said.length;
    for (let number = 10; number < 60; number++) await other.append('Archive', letter(number));
    await eventually(async () => expect(await subjects(account, 'archive')).toHaveLength(51));
    const looks = proxy.said.slice(before).filter((line) => line.startsWith('SELECT'));
    expect(looks.length).toBeLessThan(15);
  });
});

describe('what is done here', () => {
  it.each(['inbox', 'archive'] as const)('comes back as news of the %s once, and then there is silence', async (role) => {
    const { account, proxy } = await scene();
    await account.worker.openMailbox((await account.mailbox(role)).id);
    if (role === 'archive') await eventually(() => expect(proxy.said.some((line) => line.startsWith('SELECT Archive'))).toBe(true));
    await resting(proxy, 2);
    const before = proxy.said.length;
    const [row] = await account.rows(role);
    if (row === undefined) throw new Error('a row');
    await account.worker.submit({ kind: 'set-flags', refs: [row.ref], change: { add: [flaggedFlag], remove: [] } });
    await eventually(() => expect(account.status()?.queued).toBe(0));
    // Longer than news are gathered, and than Dovecot takes to tell of a change.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await resting(proxy, 2);
    const said = proxy.said.slice(before);
    expect(said.filter((line) => line.startsWith('UID STORE'))).toHaveLength(1);
    // To store it, and to look once.
    expect(said.filter((line) => line.startsWith('SELECT')).length).toBeLessThanOrEqual(2);
  });

  it('goes out in the middle of a long download', async () => {
    const { account } = await scene();
    // Held back until all of it is there: else much of it would be here before the last one is delivered.
    await account.worker.pauseDownload(true);
    for (let number = 100; number < 300; number++)
      await dovecot.deliver(account.user, 'INBOX', { raw: letter(number, { bytes: 600_000 }) });
    await account.worker.checkMail();
    await account.worker.pauseDownload(false);
    const [row] = await account.rows('inbox');
    if (row === undefined) throw new Error('a row');
    await eventually(() => expect(account.status()?.activity).toMatchObject({ what: 'downloading' }));
    await account.worker.submit({ kind: 'set-flags', refs: [row.ref], change: { add: [flaggedFlag], remove: [] } });
    const asked = account.heard['account.status'].length;
    await eventually(() => expect(account.status()?.queued).toBe(0));
    const since = account.heard['account.status'].slice(asked - 1);
    const done = since.find(({ queued }) => queued === 0);
    expect(done?.activity).toMatchObject({ what: 'downloading' });
    expect(done?.activity?.done).toBeLessThan(done?.activity?.total ?? 0);
  });
});

describe('a server that is stopped', () => {
  it('is found again, with what was done meanwhile on both sides', async () => {
    const own = await startDovecot();
    onTestFinished(() => own.stop());
    const { account, proxy } = await scene(own);
    await account.worker.openMailbox((await account.mailbox('archive')).id);
    await resting(proxy, 2);

    await own.stop({ keep: true });
    await eventually(() => expect(account.status()).toMatchObject({ connection: { state: 'offline', failure: { kind: 'offline' } } }));
    const [row] = await account.rows('inbox');
    if (row === undefined) throw new Error('a row');
    await account.worker.submit({ kind: 'move-to-role', refs: [row.ref], role: 'trash' });
    await account.worker.submit({
      kind: 'set-flags',
      refs: (await account.rows('archive')).map(({ ref }) => ref),
      change: { add: [flaggedFlag], remove: [] },
    });
    await own.deliver(account.user, 'INBOX', { raw: letter(9) });
    expect(account.status()?.queued).toBe(2);

    await own.start();
    await account.worker.wake();
    await eventually(() => expect(account.status()).toMatchObject({ connection: { state: 'online' }, queued: 0 }));
    await eventually(async () => expect(await subjects(account, 'inbox')).toContain('Letter 9'));
    const contents = await own.contents(account.user);
    expect(contents.get('Trash')).toHaveLength(1);
    expect(contents.get('Archive')?.map(({ flags }) => flags.includes('\\Flagged'))).toEqual([true]);
    await own.deliver(account.user, 'INBOX', { raw: letter(11) });
    await eventually(async () => expect(await subjects(account, 'inbox')).toContain('Letter 11'));
    expect(account.heard['operation.failed']).toEqual([]);
    expect(proxy.mostAtOnce()).toBe(2);
  });
});
