/** The private Dovecot with a full maildrop, and what was made of it. */
import { appendMessages } from '../support/append-messages.ts';
import { type BenchServer, openBenchServer } from '../support/bench-server.ts';
import type { GeneratedMessage } from '../support/generated-mailbox.ts';
import { type KeptMailbox, keptMailbox } from '../support/kept-mailbox.ts';
import type { Login } from '../support/login.ts';
import { checkMpop, type Mpop } from './mpop.ts';
import type { PopBenchOptions } from './options.ts';

export interface FilledMaildrop {
  readonly login: Login;
  readonly mailbox: KeptMailbox;
}

export interface Scene {
  readonly options: PopBenchOptions;
  readonly say: (line: string) => void;
  /** Filled when it is first asked for. */
  maildrop(): Promise<FilledMaildrop>;
  /** A user whose maildrop holds these; the name must be new. */
  addUser(name: string, messages: Iterable<GeneratedMessage>): Promise<Login>;
  /** For a new store. */
  newFolder(): Promise<string>;
  /** Where the download ended, for the check after it. */
  readonly left: { store: string | null; mpop: Mpop | null };
  end(): Promise<void>;
}

/**
 * The usual ids, and nothing written about a message that is fetched: the second client finds the maildrop as the first one did. Signs of
 * percent are doubled because Dovecot fills in its variables when it reads a user.
 */
const settings = { pop3_uidl_format: '%%08Xu%%08Xv', pop3_no_flag_updates: 'yes' };

export async function openScene(options: PopBenchOptions, say: (line: string) => void): Promise<Scene> {
  await checkMpop();
  const server = await openBenchServer(settings);
  const addUser = (name: string, messages: Iterable<GeneratedMessage>): Promise<Login> => filledUser(server, name, messages);
  let maildrop: Promise<FilledMaildrop> | null = null;
  const fill = async (): Promise<FilledMaildrop> => {
    const { messages: count, seed } = options;
    const mailbox = await keptMailbox({ seed, count, bodies: 'whole' }, say);
    say(`Filling the maildrop with ${count} messages, ${Math.round(mailbox.bytes / 1e6)} MB ...`);
    return { login: await addUser('full', mailbox.read()), mailbox };
  };
  return {
    options,
    say,
    maildrop: () => (maildrop ??= fill()),
    addUser,
    newFolder: server.newFolder,
    left: { store: null, mpop: null },
    end: server.end,
  };
}

async function filledUser(server: BenchServer, name: string, messages: Iterable<GeneratedMessage>): Promise<Login> {
  const { user, password } = await server.addUser(name);
  await appendMessages({ port: server.ports.imap, user, password, mailbox: 'INBOX' }, messages);
  return { port: server.ports.pop3, user, password };
}
