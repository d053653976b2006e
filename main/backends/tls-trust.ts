import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { CertificateFacts, MailFailure } from '../../shared/failure.ts';

/** What decides whom a TLS connection trusts. */
export interface TlsServer {
  readonly host: string;
  /** PEM of the one certificate the person accepted for this server. */
  readonly trustedCertificate?: string | undefined;
  /** PEM of authorities in place of the built-in ones; for tests with their own throw-away authority. */
  readonly ca?: string | undefined;
}

/**
 * Options that make a TLS library trust the usual authorities and, besides them, exactly the one certificate the person
 * accepted for this server, whatever name it carries. An accepted certificate that has expired is still refused by
 * these alone: OpenSSL checks the date before we are asked. Where the socket is ours, `peerFailure` decides instead.
 */
export function tlsOptions(server: TlsServer) {
  const accepted = server.trustedCertificate;
  return {
    rejectUnauthorized: true,
    // RFC 6066 section 3: a literal address is not a server name.
    servername: isIP(server.host) === 0 ? server.host : '',
    ...(server.ca === undefined ? {} : { ca: [server.ca] }),
    ...(accepted === undefined
      ? {}
      : {
          ca: [accepted, ...(server.ca === undefined ? tls.rootCertificates : [server.ca])],
          // Without it OpenSSL takes an accepted certificate only if it is self-signed.
          allowPartialTrustChain: true,
          checkServerIdentity: (_name: string, peer: tls.PeerCertificate) => identityOf(server.host, peer, fingerprintOf(accepted)),
        }),
  } satisfies tls.ConnectionOptions;
}

/**
 * Judges the certificate of a connection made with `rejectUnauthorized: false`: null when it may be used. Call it in the
 * `secureConnect` event and destroy the socket on a failure, before any byte is written. This way, rather than a second
 * connection that looks at the certificate afterwards, the certificate shown is the one that was refused.
 */
export function peerFailure(socket: tls.TLSSocket, server: TlsServer): MailFailure | null {
  if (socket.authorized) return null;
  const peer = socket.getPeerCertificate(false);
  const facts = peer.raw === undefined ? undefined : certificateFacts(peer);
  if (facts !== undefined && server.trustedCertificate !== undefined && facts.fingerprint === fingerprintOf(server.trustedCertificate))
    return null;
  // Declared as an Error, in fact the code of the verification error as a string.
  const code = String(socket.authorizationError);
  const failure = tlsFailure(code, facts, server.host);
  if (server.trustedCertificate === undefined) return failure;
  return { ...failure, text: `${server.host} shows another certificate than the one you accepted. ${failure.text}` };
}

/** The failure for a TLS error code of Node or OpenSSL; with the certificate when there was one. */
export function tlsFailure(code: string, facts: CertificateFacts | undefined, host: string): MailFailure {
  return {
    kind: 'tls',
    retry: 'after-user',
    text: explainTlsError(code, facts, host),
    code,
    ...(facts === undefined ? {} : { certificate: facts }),
  };
}

/** True for the codes Node gives to errors of the TLS layer, in contrast to those of the socket below it. */
export function isTlsCode(code: string): boolean {
  return /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH_|EPROTO$)/.test(
    code,
  );
}

/** What a person needs to judge a certificate, from what Node tells about the other side. */
function certificateFacts(peer: tls.PeerCertificate): CertificateFacts {
  const certificate = new X509Certificate(peer.raw);
  return {
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    fingerprint: certificate.fingerprint256,
    pem: certificate.toString(),
  };
}

/** One plain sentence for a TLS error code. */
export function explainTlsError(code: string, facts: CertificateFacts | undefined, host: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired${facts === undefined ? '' : `: it was valid until ${day(facts.validTo)}`}.`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid yet${facts === undefined ? '' : `: only from ${day(facts.validFrom)}`}. Is the clock of this computer right?`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return `The certificate of ${host} is made out to another name${facts === undefined ? '' : `: ${facts.subject}`}.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `The certificate of ${host} is self-signed: nobody vouches for it.`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate of ${host} comes from an authority this computer does not know${facts === undefined ? '' : `: ${facts.issuer}`}.`;
    case 'CERT_REVOKED':
      return `The certificate of ${host} has been withdrawn by its issuer.`;
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      // OpenSSL read plain text where the first TLS record should be.
      return `${host} does not speak TLS on this port. Check the port and the security setting.`;
    default:
      return facts === undefined ? `No encrypted connection to ${host} came about.` : `The certificate of ${host} cannot be trusted.`;
  }
}

function identityOf(host: string, peer: tls.PeerCertificate, accepted: string | null): Error | undefined {
  if (peer.fingerprint256 === accepted) return undefined;
  // The accepted certificate stands for itself only: had it signed others, these would pass as vouched for by an authority.
  for (const issuer of issuersOf(peer)) {
    if (issuer.fingerprint256 === accepted) {
      return Object.assign(new Error('signed by an accepted certificate'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    }
  }
  return tls.checkServerIdentity(host, peer);
}

function* issuersOf(peer: tls.PeerCertificate): Generator<tls.PeerCertificate> {
  let current = peer;
  while ('issuerCertificate' in current) {
    const issuer: unknown = current.issuerCertificate;
    // A root is its own issuer.
    if (!isCertificate(issuer) || issuer.fingerprint256 === current.fingerprint256) return;
    yield issuer;
    current = issuer;
  }
}

function isCertificate(value: unknown): value is tls.PeerCertificate {
  return typeof value === 'object' && value !== null && 'fingerprint256' in value;
}

/** Null for text that is no certificate, which then equals none. */
function fingerprintOf(pem: string): string | null {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return null;
  }
}

function onOneLine(name: string): string {
  return name.split('\n').join(', ');
}

function day(isoDate: string): string {
  return isoDate.slice(0, 10);
}
