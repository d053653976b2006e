import { afterEach, describe, expect, it } from 'vitest';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import type { PopServer } from '../../main/backends/pop/pop-server.ts';
import { maildropScript } from '../doubles/pop-maildrop-script.ts';
import { type PopScript, type PopScriptServer, type ScriptedAnswer, startPopServer } from '../doubles/pop-script-server.ts';
import { type CertificateKind, serverCertificate } from '../servers/support/certificates.ts';

const message = Buffer.from('Subject: x\r\n\r\nHello\r\n');

let server: PopScriptServer | undefined;
afterEach(() => server?.close());

type Overrides = (command: string) => ScriptedAnswer | undefined;

const stls: Overrides = (command) => (command === 'STLS' ? { bytes: '+OK begin\r\n', startTls: true } : undefined);

const wantsTls: Overrides = (command) =>
  command.startsWith('USER')
    ? { bytes: '-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.\r\n' }
    : undefined;

function script(override: Overrides = stls, capa: readonly string[] | null = ['UIDL', 'STLS', 'PIPELINING']): PopScript {
  return maildropScript({ messages: [message], capa, override });
}

/** Signs in and fetches the message; the failure if there is one. */
async function attempt(played: PopScript, changes: Partial<PopServer>, kind: CertificateKind = 'good'): Promise<MailFailure | 'fetched'> {
  const certificate = await serverCertificate(kind);
  server = await startPopServer({ ...played, certificate, implicit: changes.security === 'tls' });
  const address: PopServer = {
    host: 'localhost',
    port: server.port,
    security: 'starttls',
    userName: 'ann',
    ca: certificate.ca,
    ...changes,
  };
  try {
    const connection = await openPopConnection(
      address,
      { kind: 'password', password: 'secret' },
      { timeouts: { greeting: 2000, answer: 2000 } },
    );
    const pieces: Buffer[] = [];
    await connection.retrieve(1, (piece) => pieces.push(piece));
    expect(Buffer.concat(pieces)).toEqual(message);
    await connection.quit();
    return 'fetched';
  } catch (error) {
    if (error instanceof MailFailureError) return error.failure;
    throw error;
  }
}

describe.each(['tls', 'starttls'] as const)('security %s', (security) => {
  it('trusts a certificate of a known authority for that name', async () => {
    expect(await attempt(script(), { security })).toBe('fetched');
    expect(server?.plainInput()).not.toContain('USER');
  });

  it('trusts it for an address too', async () => {
    expect(await attempt(script(), { security, host: '127.0.0.1' })).toBe('fetched');
  });

  it.each([
    {
      kind: 'self-signed',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      text: 'The certificate of localhost is self-signed: nobody vouches for it.',
    },
    { kind: 'wrong-name', code: 'ERR_TLS_CERT_ALTNAME_INVALID', text: /made out to another name/ },
    { kind: 'expired', code: 'CERT_HAS_EXPIRED', text: /has expired: it was valid until \d{4}-\d\d-\d\d\.$/ },
  ] as const)('refuses before a byte is sent, and shows the certificate: $kind', async ({ kind, code, text }) => {
    const failure = await attempt(script(), { security }, kind);
    expect(failure).toMatchObject({ kind: 'tls', retry: 'after-user', code, text: expect.stringMatching(text) });
    expect(failure).toMatchObject({
      certificate: { subject: 'CN=Homing test server', fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) },
    });
    expect(server?.commands).toEqual(security === 'tls' ? [] : ['CAPA', 'STLS']);
    await server?.allClosed();
  });

  it('refuses an unknown authority', async () => {
    const other = await serverCertificate('self-signed');
    const failure = await attempt(script(), { security, ca: other.cert });
    expect(failure).toMatchObject({
      kind: 'tls',
      text: expect.stringMatching(/authority this computer does not know: CN=Homing throw-away CA/),
    });
  });

  it.each(['self-signed', 'wrong-name', 'expired'] as const)('trusts exactly the certificate that was accepted: %s', async (kind) => {
    const { cert } = await serverCertificate(kind);
    expect(await attempt(script(), { security, trustedCertificate: cert }, kind)).toBe('fetched');
  });

  it('refuses another certificate than the accepted one', async () => {
    const { cert } = await serverCertificate('wrong-name');
    const failure = await attempt(script(), { security, trustedCertificate: cert }, 'self-signed');
    expect(failure).toMatchObject({
      kind: 'tls',
      text: expect.stringMatching(/^localhost shows another certificate than the one you accepted/),
    });
  });

  it('refuses a certificate that the accepted one has signed', async () => {
    const good = await serverCertificate('good');
    const other = await serverCertificate('self-signed');
    const failure = await attempt(script(), { security, trustedCertificate: good.ca, ca: other.cert });
    expect(failure).toMatchObject({ kind: 'tls' });
  });

  it('is no crash when the line breaks in place of the handshake', async () => {
    const lengthInClear = '+OK ready\r\n+OK follows\r\nUIDL\r\nSTLS\r\nPIPELINING\r\n.\r\n+OK begin\r\n'.length;
    const delivery = { kind: 'cut', at: security === 'tls' ? 0 : lengthInClear, how: 'reset' } as const;
    expect(await attempt({ ...script(), delivery }, { security })).toMatchObject({ kind: 'offline', reason: 'lost' });
  });
});

describe('STARTTLS that does not come about', () => {
  it.each([
    { name: 'not offered', played: script(stls, ['UIDL']), commands: ['CAPA'] },
    {
      name: 'refused',
      played: script((command) => (command === 'STLS' ? { bytes: '-ERR not now\r\n' } : undefined)),
      commands: ['CAPA', 'STLS'],
    },
    { name: 'CAPA unknown and refused', played: script(() => undefined, null), commands: ['CAPA', 'STLS'] },
    {
      name: 'bytes behind the answer in clear',
      played: script((command) => (command === 'STLS' ? { bytes: '+OK begin\r\n+OK injected\r\n', startTls: true } : undefined)),
      commands: ['CAPA', 'STLS'],
    },
  ])('$name: nothing more is sent', async ({ played, commands }) => {
    expect(await attempt(played, {})).toMatchObject({ kind: 'tls', retry: 'after-user' });
    expect(server?.commands).toEqual(commands);
    await server?.allClosed();
    expect(server?.plainInput()).not.toContain('secret');
  });

  it('bytes in clear in place of the handshake', async () => {
    const played = script((command) => (command === 'STLS' ? { bytes: '+OK begin\r\n', thenInClear: '+OK injected\r\n' } : undefined));
    expect(await attempt(played, {})).toMatchObject({ kind: 'tls', text: expect.stringMatching(/does not speak TLS/) });
  });

  it('works with a server that knows STLS but not CAPA', async () => {
    expect(await attempt(script(stls, null), {})).toBe('fetched');
  });
});

describe('the wrong security for the port', () => {
  it('TLS to a server that speaks in clear', async () => {
    const certificate = await serverCertificate('good');
    server = await startPopServer(script());
    const address: PopServer = { host: 'localhost', port: server.port, security: 'tls', userName: 'ann', ca: certificate.ca };
    await expect(openPopConnection(address, { kind: 'password', password: 'secret' })).rejects.toMatchObject({
      failure: { kind: 'tls', text: 'localhost does not speak TLS on this port. Check the port and the security setting.' },
    });
  });

  it('in clear to a server that speaks TLS', async () => {
    server = await startPopServer({ ...script(), certificate: await serverCertificate('good'), implicit: true });
    const address: PopServer = { host: 'localhost', port: server.port, security: 'none', userName: 'ann' };
    await expect(
      openPopConnection(address, { kind: 'password', password: 'secret' }, { timeouts: { greeting: 100, answer: 100 } }),
    ).rejects.toMatchObject({
      failure: {
        kind: 'offline',
        text: expect.stringMatching(/does not begin as POP servers do\. Check the port and the security setting\.$/),
      },
    });
  });

  it('a server that wants encryption before a password', async () => {
    expect(await attempt(script(wantsTls), { security: 'none' })).toMatchObject({
      kind: 'tls',
      text: expect.stringMatching(/choose TLS or STARTTLS/),
    });
  });
});
