import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { explainTlsError, isTlsCode, type TlsServer, tlsFailure, tlsOptions } from '../../main/backends/tls-trust.ts';
import { type CertificateKind, serverCertificate } from '../servers/support/certificates.ts';

const facts = {
  subject: 'CN=a',
  issuer: 'CN=b',
  validFrom: '2001-01-01T00:00:00.000Z',
  validTo: '2002-01-01T00:00:00.000Z',
  fingerprint: 'AB',
  pem: 'p',
};

describe('explainTlsError', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'The certificate of h has expired: it was valid until 2002-01-01.'],
    ['CERT_NOT_YET_VALID', 'The certificate of h is not valid yet: only from 2001-01-01. Is the clock of this computer right?'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate of h is made out to another name: CN=a.'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'The certificate of h is self-signed: nobody vouches for it.'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'The certificate of h comes from an authority this computer does not know: CN=b.'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The certificate of h comes from an authority this computer does not know: CN=b.'],
    ['CERT_REVOKED', 'The certificate of h has been withdrawn by its issuer.'],
    ['CERT_SIGNATURE_FAILURE', 'The certificate of h cannot be trusted.'],
  ])('%s', (code, sentence) => {
    expect(explainTlsError(code, facts, 'h')).toBe(sentence);
    expect(explainTlsError(code, undefined, 'h')).toMatch(/ h /);
    expect(tlsFailure(code, facts, 'h')).toEqual({ kind: 'tls', retry: 'after-user', code, text: sentence, certificate: facts });
    expect(isTlsCode(code)).toBe(true);
  });

  it.each(['ECONNRESET', 'ENOTFOUND', 'EAUTH'])('%s is not of TLS', (code) => {
    expect(isTlsCode(code)).toBe(false);
  });
});

describe('tlsOptions, as handed to a library', () => {
  it('is strict, and gives no address as a server name', () => {
    expect(tlsOptions({ host: 'mail.example.org' })).toEqual({ rejectUnauthorized: true, servername: 'mail.example.org' });
    expect(tlsOptions({ host: '::1' })).toEqual({ rejectUnauthorized: true, servername: '' });
  });

  it.each([
    { name: 'known authority', kind: 'good', trusts: 'authority', result: 'trusted' },
    { name: 'unknown authority', kind: 'good', trusts: 'nobody', result: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    { name: 'self-signed', kind: 'self-signed', trusts: 'nobody', result: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    { name: 'another name', kind: 'wrong-name', trusts: 'authority', result: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    { name: 'accepted, unknown authority', kind: 'good', trusts: 'it', result: 'trusted' },
    { name: 'accepted, self-signed', kind: 'self-signed', trusts: 'it', result: 'trusted' },
    { name: 'accepted, another name', kind: 'wrong-name', trusts: 'it', result: 'trusted' },
    { name: 'accepted, but it has expired', kind: 'expired', trusts: 'it', result: 'CERT_HAS_EXPIRED' },
    { name: 'another one accepted', kind: 'good', trusts: 'another', result: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
    { name: 'signed by the accepted one', kind: 'good', trusts: 'its signer', result: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
  ] as const)('$name: $result', async ({ kind, trusts, result }) => {
    const { ca, cert } = await serverCertificate(kind);
    const another = (await serverCertificate(kind === 'self-signed' ? 'good' : 'self-signed')).cert;
    const trusted: Omit<TlsServer, 'host'> = {
      authority: { ca },
      nobody: {},
      it: { trustedCertificate: cert },
      another: { trustedCertificate: another },
      'its signer': { trustedCertificate: ca },
    }[trusts];
    expect(await handshake(kind, { host: 'localhost', ...trusted })).toBe(result);
  });
});

async function handshake(kind: CertificateKind, trust: TlsServer): Promise<string> {
  const { cert, key } = await serverCertificate(kind);
  const server = tls.createServer({ cert, key }, (socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const socket = tls.connect({ host: '127.0.0.1', port: address.port, ...tlsOptions(trust) });
  try {
    return await new Promise((resolve) => {
      socket.once('secureConnect', () => resolve('trusted'));
      socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    });
  } finally {
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
