import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is wrong with a server's certificate, if anything. All but `self-signed` come from the same throw-away authority. */
export type CertificateKind = 'good' | 'self-signed' | 'wrong-name' | 'expired';

/** All PEM. `ca` is the authority to trust, also for `self-signed`, which it did not sign. */
export interface ServerCertificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

interface Authority {
  readonly cert: string;
  readonly key: string;
}

const made = new Map<CertificateKind, Promise<ServerCertificate>>();
let authority: Promise<Authority> | undefined;

/**
 * The certificate of that kind for localhost and 127.0.0.1. Made once per test process by the openssl command: Node can read certificates
 * but not sign them.
 */
export function serverCertificate(kind: CertificateKind): Promise<ServerCertificate> {
  const existing = made.get(kind);
  if (existing) return existing;
  authority ??= inFolder(makeAuthority);
  const certificate = authority.then((ca) => inFolder((folder) => make(kind, ca, folder)));
  made.set(kind, certificate);
  return certificate;
}

async function make(kind: CertificateKind, ca: Authority, folder: string): Promise<ServerCertificate> {
  const [key, request, cert] = [join(folder, 'key.pem'), join(folder, 'request.pem'), join(folder, 'cert.pem')];
  const [caKey, caCert] = [join(folder, 'ca-key.pem'), join(folder, 'ca.pem')];
  await Promise.all([writeFile(caKey, ca.key), writeFile(caCert, ca.cert)]);
  const names = kind === 'wrong-name' ? 'DNS:mail.elsewhere.test' : 'DNS:localhost,IP:127.0.0.1,IP:::1';
  const subject = ['-subj', '/CN=Homing test server', '-addext', `subjectAltName=${names}`];
  await run('openssl', ['req', '-new', ...newKey(key), ...subject, '-out', request]);
  const signer = kind === 'self-signed' ? ['-key', key] : ['-CA', caCert, '-CAkey', caKey];
  const days = kind === 'expired' ? '-1' : '30';
  await run('openssl', ['x509', '-req', '-in', request, ...signer, '-copy_extensions', 'copy', '-days', days, '-out', cert]);
  return { ca: ca.cert, cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
}

async function makeAuthority(folder: string): Promise<Authority> {
  const [key, cert] = [join(folder, 'ca-key.pem'), join(folder, 'ca.pem')];
  await run('openssl', ['req', '-x509', ...newKey(key), '-subj', '/CN=Homing throw-away CA', '-days', '30', '-out', cert]);
  return { cert: await readFile(cert, 'utf8'), key: await readFile(key, 'utf8') };
}

/** Gives the work a temporary folder of its own and removes it afterwards: keys outlive no call. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'homing-certificate-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function newKey(path: string): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', path];
}
