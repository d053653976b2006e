// Every way to sign in that Dovecot knows, with the real one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import type { PopCredential } from '../../main/backends/pop/credential.ts';
import type { Security } from '../../shared/account.ts';
import { failureOf, type MailFailure } from '../../shared/failure.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { accessToken } from './support/dovecot-tokens.ts';

async function attempt(server: DovecotServer, user: string, credential: PopCredential, security: Security): Promise<'open' | MailFailure> {
  const port = security === 'tls' ? server.ports.pop3s : server.ports.pop3;
  try {
    const connection = await openPopConnection({ host: server.host, port, security, userName: user, ca: server.ca }, credential);
    await connection.noop();
    await connection.quit();
    return 'open';
  } catch (thrown) {
    return failureOf(thrown);
  }
}

describe.each([
  { mechanisms: ['plain'], securities: ['none', 'tls', 'starttls'] },
  { mechanisms: ['login'], securities: ['none', 'tls', 'starttls'] },
  { mechanisms: ['apop'], securities: ['none', 'tls'] },
  { mechanisms: ['apop', 'plain', 'login'], securities: ['none', 'tls', 'starttls'] },
] as const)('Dovecot with $mechanisms', ({ mechanisms, securities }) => {
  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot({ mechanisms });
  });
  afterAll(() => server.stop());

  it.each(securities)('lets in, and refuses a wrong password, with security %s', async (security) => {
    const { user } = await server.addUser(`ann-${security}`, { password: 'öpen sesame 7' });
    expect(await attempt(server, user, { kind: 'password', password: 'öpen sesame 7' }, security)).toBe('open');
    expect(await attempt(server, user, { kind: 'password', password: 'open sesame 7' }, security)).toMatchObject({ kind: 'auth' });
  });
});

describe('Dovecot with a hash of the password', () => {
  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot({ mechanisms: ['apop', 'plain'] });
  });
  afterAll(() => server.stop());

  it('greets with a timestamp, refuses the digest, and lets in all the same', async () => {
    const { user, password } = await server.addUser('hashed', { hashed: true });
    expect(await attempt(server, user, { kind: 'password', password }, 'none')).toBe('open');
    expect(await attempt(server, user, { kind: 'password', password: 'wrong' }, 'none')).toMatchObject({ kind: 'auth' });
  });
});

describe('Dovecot with tokens', () => {
  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot({ mechanisms: ['plain', 'oauthbearer', 'xoauth2'] });
  });
  afterAll(() => server.stop());

  it.each(['short', 'long'])('lets in with OAUTHBEARER, with a %s token', async (length) => {
    const { user } = await server.addUser(`bearer-${length}`);
    const token = accessToken(user, Date.now(), length === 'long' ? 'x'.repeat(1500) : '');
    expect(await attempt(server, user, { kind: 'token', token }, 'tls')).toBe('open');
  });

  it('refuses one of somebody else, and one that is none', async () => {
    const { user } = await server.addUser('nobody');
    for (const token of [accessToken('somebody', Date.now()), 'ya29.none'])
      expect(await attempt(server, user, { kind: 'token', token }, 'starttls')).toMatchObject({ kind: 'auth' });
  });
});

describe('Dovecot with XOAUTH2 alone', () => {
  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot({ mechanisms: ['plain', 'xoauth2'] });
  });
  afterAll(() => server.stop());

  it('lets in, and refuses a token of somebody else', async () => {
    const { user } = await server.addUser('xoauth2');
    expect(await attempt(server, user, { kind: 'token', token: accessToken(user, Date.now()) }, 'tls')).toBe('open');
    expect(await attempt(server, user, { kind: 'token', token: accessToken('other', Date.now()) }, 'tls')).toMatchObject({ kind: 'auth' });
  });
});
