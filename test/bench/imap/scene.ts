/** The private Dovecot, its filled users, and the stores that workers made of them. */
import { appendMessages } from '../support/append-messages.ts';
import { type BenchServer, openBenchServer } from '../support/bench-server.ts';
import { type KeptMailbox, keptMailbox } from '../support/kept-mailbox.ts';
import type { Login } from '../support/login.ts';
import type { ImapBenchOptions } from './options.ts';

export interface FilledAccount {
  readonly login: Login;
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
  readonly options: ImapBenchOptions;
  /** Where a bare client or a worker finds the server. */
  readonly port: number;
  readonly say: (line: string) => void;
  /** Filled when it is first asked for. */
  account(name: AccountName): Promise<FilledAccount>;
  /** A user with nothing but empty mailboxes. */
  emptyAccount(): Promise<Login>;
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

export async function openScene(options: ImapBenchOptions, say: (line: string) => void): Promise<Scene> {
  const server = await openBenchServer();
  const port = server.ports.imap;
  const accounts = new Map<AccountName, Promise<FilledAccount>>();
  return {
    options,
    port,
    say,
    account: (name) => {
      const known = accounts.get(name) ?? fill(server, name, options, say);
      accounts.set(name, known);
      return known;
    },
    emptyAccount: async () => ({ port, ...(await server.addUser('empty')) }),
    stores: new Map(),
    newFolder: server.newFolder,
    end: server.end,
  };
}

async function fill(
  server: BenchServer,
  name: AccountName,
  { messages, seed }: ImapBenchOptions,
  say: (line: string) => void,
): Promise<FilledAccount> {
  const count = { large: messages, small: Math.round(messages / 10), spread: spreadOver * inEach }[name];
  const mailbox = await keptMailbox({ seed, count, bodies: name === 'small' ? 'whole' : 'short' }, say);
  say(`Filling the mailbox of ${name} with ${count} messages, ${Math.round(mailbox.bytes / 1e6)} MB ...`);
  const { user, password } = await server.addUser(name);
  const login = { port: server.ports.imap, user, password };
  if (name !== 'spread') await appendMessages({ ...login, mailbox: 'INBOX' }, mailbox.read());
  else {
    const all = [...mailbox.read()];
    for (let at = 0; at < spreadOver; at++) {
      await appendMessages({ ...login, mailbox: usualMailboxes[at] ?? `Folder ${at}` }, all.slice(at * inEach, (at + 1) * inEach));
    }
  }
  return { login, mailbox };
}
