import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTcpProxy, type TcpProxy } from '../doubles/tcp-proxy.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { newAccount, type NewAccount } from './support/new-account.ts';
import { eventually } from './support/running-account.ts';

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

/** An IMAP account whose line to the server can be spoilt; `prepare` runs before the first connection. */
async function behindProxy(
  prepare: (proxy: TcpProxy) => void = () => {},
): Promise<{ readonly account: NewAccount; readonly proxy: TcpProxy }> {
  const proxy = await startTcpProxy(dovecot.ports.imap);
  onTestFinished(() => proxy.stop());
  prepare(proxy);
  const account = await newAccount(dovecot, 'imap', 2, { incomingPort: proxy.port });
  return { account, proxy };
}

const online = (account: NewAccount): Promise<void> =>
  eventually(() => expect(account.status()).toMatchObject({ connection: { state: 'online' }, activity: null }));

describe('a server that falls silent', () => {
  it('does not keep a new password waiting', async () => {
    const { account, proxy } = await behindProxy();
    await online(account);
    const before = proxy.connections();
    proxy.decide((number) => (number <= before ? 'silent' : 'open'));
    let checked = false;
    void Promise.resolve(account.worker.checkMail()).then(() => (checked = true));
    // Long enough for an answer, if there were one.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(checked).toBe(false);
    const asked = performance.now();
    await account.worker.setPassword(`password of ${account.user}`);
    expect(performance.now() - asked).toBeLessThan(5000);
    await online(account);
  });
});

describe('a server that allows one connection only', () => {
  it('is online all the same', async () => {
    const { account } = await behindProxy((proxy) => proxy.decide((number) => (number === 1 ? 'open' : 'refused')));
    await online(account);
    expect(await account.rows('inbox')).toHaveLength(2);
    const states = account.heard['account.status'].map(({ connection }) => connection.state);
    expect(states).not.toContain('offline');
  });
});
