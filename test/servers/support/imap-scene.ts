// One user on a real Dovecot, our IMAP backend with a real store in a temporary folder, and a bare imapflow as "another device".
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import type { AccountId, Activity, ImapAccount, ImapOptions, Security, ServerAddress } from '../../../shared/account.ts';
import type { MailFailure } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { Backend, SyncProgress } from '../../../main/backends/backend.ts';
import { createImapBackend } from '../../../main/backends/imap/imap-backend.ts';
import { locationByUid } from '../../../main/store/locations.ts';
import { numberedLocations } from '../../../main/store/numbered-locations.ts';
import { mailboxByPath, type StoredMailbox } from '../../../main/store/mailboxes.ts';
import { type MailStore, openMailStore } from '../../../main/store/mail-store.ts';
import { messageById, type StoredMessage } from '../../../main/store/messages.ts';
import { indexEverything } from '../../store/open-temp-store.ts';
import type { DovecotServer } from './dovecot.ts';
import { otherDevice } from './other-device.ts';

export interface ImapScene {
  readonly user: string;
  readonly store: MailStore;
  readonly backend: Backend;
  /** What `arrived` was called with, in order. */
  readonly arrived: readonly MessageId[];
  readonly activities: readonly (Activity | null)[];
  /** What `notice` was called with, in order. */
  readonly notices: readonly MailFailure[];
  progress(overrides?: Partial<SyncProgress>): SyncProgress;
  syncAll(): Promise<void>;
  /** Takes apart what was downloaded, as the worker does when nobody else needs its time. */
  index(): Promise<void>;
  mailbox(path: string): StoredMailbox;
  /** The messages of a mailbox by UID. */
  messages(path: string): ReadonlyMap<number, StoredMessage & { readonly flags: readonly string[] }>;
  /** Signs in once more, as another device would. */
  otherDevice(): Promise<ImapFlow>;
  /** A new backend over the same store, connected; with other options of the account, if given. */
  reconnect(options?: Partial<ImapOptions>): Promise<Backend>;
  end(): Promise<void>;
}

export function accountOn(
  server: DovecotServer,
  user: string,
  security: Security = 'none',
  extra: Partial<ServerAddress> = {},
): ImapAccount {
  const port = security === 'tls' ? server.ports.imaps : server.ports.imap;
  const incoming = { host: '127.0.0.1', port, security, userName: user, ...extra };
  return { kind: 'imap', id: 'test' as AccountId, identity: { name: '', address: 'a@example.org' }, incoming, outgoing: incoming };
}

let scenes = 0;

/** `prepare` runs before the first connection. */
export async function imapScene(server: DovecotServer, prepare: (user: string) => Promise<void> = async () => {}): Promise<ImapScene> {
  scenes += 1;
  const { user, password } = await server.addUser(`imap${scenes}`);
  await prepare(user);
  const folder = await mkdtemp(join(tmpdir(), 'homing-imap-'));
  const account = accountOn(server, user);
  const store = openMailStore(account.id, folder, () => {});
  const arrived: MessageId[] = [];
  const activities: (Activity | null)[] = [];
  const notices: MailFailure[] = [];
  const backends: Backend[] = [];
  const others: ImapFlow[] = [];
  const progress = (overrides: Partial<SyncProgress> = {}): SyncProgress => ({
    report: (activity) => void activities.push(activity),
    signal: new AbortController().signal,
    arrived: (_mailbox, messages) => void arrived.push(...messages),
    notice: (failure) => void notices.push(failure),
    downloadPaused: () => false,
    breathe: () => Promise.resolve(),
    ...overrides,
  });
  const reconnect = async (options: Partial<ImapOptions> = {}): Promise<Backend> => {
    const backend = createImapBackend({ ...account, options }, password);
    backends.push(backend);
    await backend.connect(new AbortController().signal);
    return backend;
  };
  const mailbox = (path: string): StoredMailbox => {
    const found = mailboxByPath(store.read, path);
    if (found === null) throw new Error(`no mailbox ${path} in the store`);
    return found;
  };
  const backend = await reconnect();
  return {
    user,
    store,
    backend,
    arrived,
    activities,
    notices,
    progress,
    index: () => indexEverything(store),
    syncAll: () => backend.sync(store, { kind: 'everything' }, progress()),
    mailbox,
    messages: (path) => {
      const { id } = mailbox(path);
      return new Map(
        numberedLocations(store.read, id).flatMap(({ uid }) => {
          const location = locationByUid(store.read, id, uid);
          const message = location === null ? null : messageById(store.read, location.messageId);
          return location === null || message === null ? [] : [[uid, { ...message, flags: location.flags }] as const];
        }),
      );
    },
    otherDevice: async () => {
      const client = await otherDevice(server, user, password);
      others.push(client);
      return client;
    },
    reconnect,
    end: async () => {
      await Promise.all(backends.map((each) => each.close()));
      for (const other of others) other.close();
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A small mail with CRLF line ends; `bytes` pads its body. */
export function letter(number: number, { bytes = 200, subject = `Letter ${number}` } = {}): Buffer {
  const head = `From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: ${subject}\r\nMessage-ID: <${number}@letters.test>\r\n`;
  const date = `Date: ${new Date(Date.UTC(2026, 0, 1, 0, number)).toUTCString().replace('GMT', '+0000')}\r\n`;
  return Buffer.from(`${head}${date}\r\nHello ${number}, ${'x'.repeat(bytes)}\r\n`);
}
