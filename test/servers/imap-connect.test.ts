import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServerAddress } from '../../shared/account.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { accountOn } from './support/imap-scene.ts';
import { freePorts } from './support/free-ports.ts';

let server: DovecotServer;
let selfSigned: DovecotServer;

beforeAll(async () => {
  [server, selfSigned] = await Promise.all([startDovecot(), startDovecot({ certificate: 'self-signed' })]);
  await Promise.all([server, selfSigned].map((each) => each.addUser('ann', { password: 'pass word "1"' })));
});
afterAll(() => Promise.all([server.stop(), selfSigned.stop()]));

const never = new AbortController().signal;

async function connect(
  to: DovecotServer,
  security: ServerAddress['security'],
  extra: Partial<ServerAddress> = {},
  password = 'pass word "1"',
) {
  const backend = createImapBackend(accountOn(to, 'ann', security, extra), password, { ca: server.ca });
  try {
    await backend.connect(never);
    return backend.move !== undefined;
  } finally {
    await backend.close();
  }
}

describe('signing in', () => {
  it.each(['tls', 'starttls', 'none'] as const)('works with security %s', async (security) => {
    expect(await connect(server, security)).toBe(true);
  });

  it('tells a wrong password as one, without repeating it', async () => {
    const failure = await connect(server, 'none', {}, 'wrong secret').catch((thrown: { failure: object }) => thrown.failure);
    expect(failure).toMatchObject({ kind: 'auth', retry: 'after-user', text: '127.0.0.1 did not accept the user name or the password.' });
    expect(JSON.stringify(failure)).not.toContain('wrong secret');
  });

  it.each(['tls', 'starttls'] as const)('shows a certificate nobody vouches for, and takes it once accepted (%s)', async (security) => {
    const refused = await connect(selfSigned, security).catch((thrown: { failure: { certificate?: { pem: string } } }) => thrown.failure);
    expect(refused).toMatchObject({
      kind: 'tls',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      text: 'The certificate of 127.0.0.1 is self-signed: nobody vouches for it.',
      certificate: { subject: expect.stringContaining('Homing test server') },
    });
    const trustedCertificate = typeof refused === 'object' ? refused.certificate?.pem : undefined;
    expect(await connect(selfSigned, security, { trustedCertificate: trustedCertificate ?? '' })).toBe(true);
    await expect(connect(server, security, { trustedCertificate: trustedCertificate ?? '' })).resolves.toBe(true);
  });

  it('names what else lives on a port', async () => {
    await expect(connect(server, 'none', { port: server.ports.pop3 })).rejects.toMatchObject({
      failure: {
        kind: 'protocol',
        retry: 'never',
        text: expect.stringContaining('not as an IMAP server'),
        server: expect.stringContaining('+OK'),
      },
    });
    await expect(connect(server, 'tls', { port: server.ports.imap })).rejects.toMatchObject({
      failure: { kind: 'tls', text: '127.0.0.1 does not speak TLS on this port. Check the port and the security setting.' },
    });
  });

  it('tells a refused connection and an unknown host apart', async () => {
    const [port = 0] = await freePorts(1);
    await expect(connect(server, 'none', { port })).rejects.toMatchObject({ failure: { kind: 'offline', reason: 'refused' } });
    await expect(connect(server, 'none', { host: 'nowhere.invalid' })).rejects.toMatchObject({
      failure: { kind: 'offline', reason: 'unknown-host' },
    });
  });

  it('stops when asked to', async () => {
    const stop = new AbortController();
    const backend = createImapBackend(accountOn(server, 'ann'), 'pass word "1"');
    const connecting = backend.connect(stop.signal);
    stop.abort();
    await expect(connecting).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});

describe('a server that goes away', () => {
  it('is told by the watch, and by the next command', async () => {
    const leaving = await startDovecot();
    try {
      const { user, password } = await leaving.addUser('bob');
      const backend = createImapBackend(accountOn(leaving, user), password);
      await backend.connect(never);
      const lost = vi.fn<(failure: { kind: string }) => void>();
      await backend.watch?.({ changed: () => undefined, lost });
      await leaving.stop({ keep: true });
      await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce(), { timeout: 8000 });
      expect(lost.mock.calls[0]?.[0]).toMatchObject({ kind: 'offline', reason: 'lost' });
      await expect(backend.findByMessageId?.('INBOX', '<x@y>')).rejects.toMatchObject({ failure: { kind: 'offline' } });
      await backend.close();
    } finally {
      await leaving.stop();
    }
  });
});
