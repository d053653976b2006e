// A private, real Dovecot for tests and the demo: generated configuration, free loopback ports, Maildir in a temporary folder.
// It is started and stopped here only, by its own process id.
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverCertificate, type CertificateKind } from './certificates.ts';
import { dovecotConfig, type DovecotPorts } from './dovecot-config.ts';
import { checkDovecotVersion, startDovecotProcess, type DovecotProcess } from './dovecot-process.ts';
import { makeTokenKey } from './dovecot-tokens.ts';
import { freePorts } from './free-ports.ts';
import { findOwners } from './mail-owner.ts';
import {
  deliverToMaildir,
  subscribeInMaildir,
  forgetQuotaCount,
  mailboxFolder,
  makeMailbox,
  readMaildir,
  type DeliverOptions,
  type StoredMessage,
} from './maildir.ts';

export interface DovecotOptions {
  /** Room for each user; 50 MB unless told. */
  readonly quotaBytes?: number;
  readonly quotaMessages?: number;
  /** Mailboxes of other users below `Users/`, those for everybody below `Public/`. */
  readonly sharing?: boolean;
  readonly certificate?: CertificateKind;
  /** Ways to sign in, in Dovecot's names; `plain login` unless told. */
  readonly mechanisms?: readonly string[];
}

export interface DovecotUser {
  readonly user: string;
  readonly password: string;
}

interface UserOptions {
  readonly password?: string;
  /** The server knows only a hash of the password, so it cannot check a digest. */
  readonly hashed?: boolean;
  readonly quotaBytes?: number;
  /** Settings of Dovecot that hold for this user alone, such as another `mail_location` (there called `mail`). No blanks. */
  readonly settings?: Readonly<Record<string, string>>;
}

interface Delivery extends DeliverOptions {
  readonly raw: Uint8Array;
}

export interface DovecotServer {
  readonly host: '127.0.0.1';
  readonly ports: DovecotPorts;
  /** PEM of the authority that signed the certificate. */
  readonly ca: string;
  /** Makes a user with an empty Maildir. The name must be new to this server. */
  addUser(name: string, options?: UserOptions): Promise<DovecotUser>;
  /** Puts messages into a mailbox, in this order, making the mailbox if need be and subscribing to it. CRLF line ends, please. */
  deliver(user: string, mailbox: string, ...messages: readonly Delivery[]): Promise<void>;
  /** Puts messages into a mailbox for everybody, as `deliver`. */
  deliverPublic(mailbox: string, ...messages: readonly Delivery[]): Promise<void>;
  /** The user's Maildir on disk; beside it is room for other formats. */
  maildir(user: string): string;
  /** What the server holds for a user: mailbox name to messages, byte for byte. */
  contents(user: string): Promise<ReadonlyMap<string, readonly StoredMessage[]>>;
  /** Ends the server, and every connection with it. With `keep` its mail stays for a later `start`. */
  stop(options?: { readonly keep: true }): Promise<void>;
  /** After `stop({ keep: true })`: the same server on the same ports. */
  start(): Promise<void>;
}

const defaultQuotaBytes = 50_000_000;

/** Starts a server and waits until it greets. Fails with the end of its log when it does not come up. */
export async function startDovecot(options: DovecotOptions = {}): Promise<DovecotServer> {
  await checkDovecotVersion();
  const owners = await findOwners();
  const owner = owners.mail;
  const certificate = await serverCertificate(options.certificate ?? 'good');
  const folder = await mkdtemp(join(tmpdir(), 'homing-dovecot-'));
  // Dovecot's parts run as other users than root and must get through here.
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'mail'));
  await writeFile(join(folder, 'cert.pem'), certificate.cert);
  await writeFile(join(folder, 'key.pem'), certificate.key, { mode: 0o600 });
  await mkdir(join(folder, 'users'));

  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0] = await freePorts(4);
  const ports = { imap, imaps, pop3, pop3s };
  const quotaBytes = options.quotaBytes ?? defaultQuotaBytes;
  await writeFile(
    join(folder, 'dovecot.conf'),
    dovecotConfig({
      folder,
      ports,
      owners,
      quotaBytes,
      quotaMessages: options.quotaMessages,
      sharing: options.sharing === true,
      mechanisms: options.mechanisms ?? ['plain', 'login'],
    }),
  );
  if (options.mechanisms?.includes('xoauth2') === true) await makeTokenKey(folder);
  for (const name of options.sharing === true ? ['public', 'shared'] : []) {
    await mkdir(join(folder, name));
    await chown(join(folder, name), owner.uid, owner.gid);
  }

  let running: DovecotProcess | undefined;
  const users = new Set<string>();
  const maildir = (user: string): string => join(folder, 'mail', user, 'Maildir');
  const start = async (): Promise<void> => {
    if (running) throw new Error('Dovecot is already running');
    running = await startDovecotProcess(folder, ports);
  };
  const stop = async (stopOptions?: { readonly keep: true }): Promise<void> => {
    const stopping = running;
    running = undefined;
    await stopping?.stop();
    if (!stopOptions?.keep) await rm(folder, { recursive: true, force: true });
  };

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    host: '127.0.0.1',
    ports,
    ca: certificate.ca,
    maildir,
    start,
    stop,
    async addUser(name, { password = `password of ${name}`, hashed = false, quotaBytes: own, settings = {} } = {}) {
      if (users.has(name) || !/^[a-z0-9][a-z0-9@._+-]*$/.test(name))
        throw new Error(`${name} cannot be a new user here (taken, or not lower case)`);
      users.add(name);
      const home = join(folder, 'mail', name);
      await makeMailbox(maildir(name), owner);
      await chown(home, owner.uid, owner.gid);
      const extra = Object.entries({ ...(own !== undefined && { quota_rule: `*:bytes=${own}` }), ...settings })
        .map(([setting, value]) => `userdb_${setting}=${value}`)
        .join(' ');
      const secret = hashed
        ? `{SHA256.b64}${createHash('sha256').update(password).digest('base64')}`
        : `{PLAIN.b64}${Buffer.from(password).toString('base64')}`;
      await writeFile(join(folder, 'users', name), `${name}:${secret}:${owner.uid}:${owner.gid}::${home}::${extra}\n`);
      return { user: name, password };
    },
    async deliver(user, mailbox, ...messages) {
      const mailboxPath = mailboxFolder(maildir(user), mailbox);
      await makeMailbox(mailboxPath, owner);
      for (const { raw, ...how } of messages) await deliverToMaildir(mailboxPath, raw, owner, how);
      await subscribeInMaildir(maildir(user), mailbox, owner);
      await forgetQuotaCount(maildir(user));
    },
    async deliverPublic(mailbox, ...messages) {
      const mailboxPath = mailboxFolder(join(folder, 'public'), mailbox);
      await makeMailbox(mailboxPath, owner);
      await writeFile(join(mailboxPath, 'dovecot-acl'), 'anyone lrwstipe\n');
      for (const { raw, ...how } of messages) await deliverToMaildir(mailboxPath, raw, owner, how);
      await forgetQuotaCount(join(folder, 'public'));
    },
    contents: (user) => readMaildir(maildir(user)),
  };
}
