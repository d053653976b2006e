// Several POP accounts at the same time on a real Dovecot, our whole worker on each: a slow or a locked one holds up nobody.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTcpProxy } from '../doubles/tcp-proxy.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { letter } from './support/imap-scene.ts';
import { connectPop, type RawPop } from './support/raw-pop.ts';
import { eventually, runAccount, type RunningAccount } from './support/running-account.ts';

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

const letters = 120;
const secret = (name: string): string => `password of ${name}`;

/** A maildrop with letters of its own; `locks`: while a session is open, nobody else is let in (RFC 1939 section 4). */
async function maildrop(name: string, { locks = false } = {}): Promise<void> {
  await dovecot.addUser(name, locks ? { settings: { pop3_lock_session: 'yes' } } : {});
  const raw = Array.from({ length: letters }, (_, at) => ({ raw: letter(at + 1) }));
  await dovecot.deliver(name, 'INBOX', ...raw);
}

async function accountOn(name: string, port: number = dovecot.ports.pop3): Promise<RunningAccount> {
  const server = { host: '127.0.0.1', security: 'none', userName: name } as const;
  const account = await runAccount({
    kind: 'pop',
    address: `${name}@example.org`,
    incoming: { ...server, port },
    outgoing: { ...server, port: 1 },
    password: secret(name),
  });
  onTestFinished(() => account.end());
  return account;
}

/** Another program opens the maildrop and does not let go of it. */
async function lockedBy(name: string): Promise<RawPop> {
  const other = await connectPop(dovecot.ports.pop3);
  await other.line();
  await other.ask(`USER ${name}`);
  expect(await other.ask(`PASS ${secret(name)}`)).toMatch(/^\+OK/);
  return other;
}

const total = async (account: RunningAccount): Promise<number> => (await account.mailbox('inbox')).total;
const whole = (account: RunningAccount): Promise<void> =>
  eventually(async () => {
    expect(account.status()).toMatchObject({ connection: { state: 'online' }, activity: null, notice: null });
    expect(account.status()?.lastChecked).not.toBeNull();
    expect(await total(account)).toBe(letters);
  });

describe('several POP accounts', () => {
  it('are whole at the same time', async () => {
    const names = ['first', 'second', 'third'];
    for (const name of names) await maildrop(name);
    const accounts = await Promise.all(names.map((name) => accountOn(name)));
    await Promise.all(accounts.map(whole));
    for (const name of names) expect((await dovecot.contents(name)).get('INBOX')).toHaveLength(letters);
  });

  it('do not wait for one whose server is silent, nor for one that another program has open', async () => {
    for (const name of ['quick', 'silent']) await maildrop(name);
    await maildrop('locked', { locks: true });
    const other = await lockedBy('locked');
    const proxy = await startTcpProxy(dovecot.ports.pop3);
    onTestFinished(() => proxy.stop());
    proxy.decide(() => 'silent');
    const [locked, silent, quick] = await Promise.all([accountOn('locked'), accountOn('silent', proxy.port), accountOn('quick')]);

    await whole(quick);
    expect(silent.status()).toMatchObject({ connection: { state: 'connecting' } });
    // Dovecot waits some seconds for the lock before it refuses.
    await eventually(() =>
      expect(locked.status()).toMatchObject({
        connection: { state: 'online' },
        notice: { kind: 'busy', code: 'IN-USE', text: expect.stringContaining('Another program is reading this mailbox') },
      }),
    );
    expect(locked.heard['credentials.needed']).toEqual([]);
    expect(await total(locked)).toBe(0);

    expect(await other.ask('QUIT')).toMatch(/^\+OK/);
    await locked.worker.checkMail();
    await whole(locked);
    expect(silent.status()).toMatchObject({ connection: { state: 'connecting' } });
    proxy.decide(() => 'open');
    proxy.cut();
    await silent.worker.wake();
    await whole(silent);
  }, 60_000);
});
