/** The private Dovecot, its filled users, and the stores that workers made of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DovecotServer, startDovecot } from '../../servers/support/dovecot.ts';
import { type KeptMailbox, keptMailbox } from '../support/kept-mailbox.ts';
import { appendMessages } from './append-messages.ts';
import type { BareAccount } from './bare-calls.ts';
import type { BenchOptions } from './options.ts';

export interface FilledAccount {
  readonly login: BareAccount;
  readonly mailbox: KeptMailbox;
}

/** `large`: heads over short bodies; `small`: whole messages; `spread`: a few messages in each of 25 mailboxes. */
export type AccountName = 'large' | 'small' | 'spread';

/** `level`: it has all there is on the server, bodies too. */
interface LeftStore {
  readonly folder: string;
  readonly level: boolean;
}

export interface Scene {
  readonly options: BenchOptions;
  /** Where a bare client or a worker finds the server. */
  readonly port: number;
  readonly say: (line: string) => void;
  /** Filled when it is first asked for. */
  account(name: AccountName): Promise<FilledAccount>;
  /** A user with nothing but empty mailboxes. */
  emptyAccount(): Promise<BareAccount>;
  /** For a new store. */
  newFolder(): Promise<string>;
  /** What a measurement left behind, for those that begin where it ended. */
  readonly stores: Map<AccountName, LeftStore>;
  end(): Promise<void>;
}

export const spreadOver = 25;
const inEach = 20;
/** Those that every user of the test server has. */
const usualMailboxes = ['INBOX', 'Drafts', 'Sent', 'Trash', 'Junk', 'Archive'];

/** mdbox: a hundred thousand messages are some twenty files, so that neither filling nor removing them disturbs what is measured. */
const settings = { mail: 'mdbox:~/mdbox', mdbox_rotate_size: '50M', mail_fsync: 'never', quota: 'count:User', quota_vsizes: 'yes' };
const quotaBytes = 100_000_000_000;

export async function openScene(options: BenchOptions, say: (line: string) => void): Promise<Scene> {
  const dovecot = await startDovecot();
  const stores = await mkdtemp(join(tmpdir(), 'homing-bench-'));
  const port = dovecot.ports.imap;
  const accounts = new Map<AccountName, Promise<FilledAccount>>();
  return {
    options,
    port,
    say,
    account: (name) => {
      const known = accounts.get(name) ?? fill(dovecot, name, options, say);
      accounts.set(name, known);
      return known;
    },
    emptyAccount: async () => ({ port, ...(await dovecot.addUser('empty', { settings, quotaBytes })) }),
    stores: new Map(),
    newFolder: () => mkdtemp(join(stores, 'store-')),
    end: async () => {
      await dovecot.stop();
      await rm(stores, { recursive: true, force: true });
    },
  };
}

async function fill(
  dovecot: DovecotServer,
  name: AccountName,
  { messages, seed }: BenchOptions,
  say: (line: string) => void,
): Promise<FilledAccount> {
  const count = { large: messages, small: Math.round(messages / 10), spread: spreadOver * inEach }[name];
  const mailbox = await keptMailbox({ seed, count, bodies: name === 'small' ? 'whole' : 'short' }, say);
  say(`Filling the mailbox of ${name} with ${count} messages, ${Math.round(mailbox.bytes / 1e6)} MB ...`);
  const { user, password } = await dovecot.addUser(name, { settings, quotaBytes });
  const login = { port: dovecot.ports.imap, user, password };
  if (name !== 'spread') await appendMessages({ ...login, mailbox: 'INBOX' }, mailbox.read());
  else {
    const all = [...mailbox.read()];
    for (let at = 0; at < spreadOver; at++) {
      await appendMessages({ ...login, mailbox: usualMailboxes[at] ?? `Folder ${at}` }, all.slice(at * inEach, (at + 1) * inEach));
    }
  }
  return { login, mailbox };
}
