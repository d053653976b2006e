// The two kinds of maildrop behind a cable: our honest double, which is quick, and a user of the real Dovecot.
import { startPopMaildropServer, type PopMaildropServer } from '../../doubles/pop-maildrop-server.ts';
import type { DovecotServer } from './dovecot.ts';

export interface Maildrop {
  readonly port: number;
  readonly userName: string;
  readonly password: string;
  deliver(raw: Buffer): Promise<void>;
  /** Bytes of all messages, as latin1. */
  contents(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface DoubleMaildrop extends Maildrop {
  readonly server: PopMaildropServer;
}

export async function doubleMaildrop(): Promise<DoubleMaildrop> {
  const server = await startPopMaildropServer();
  return {
    server,
    port: server.port,
    userName: 'ann',
    password: 'x',
    deliver: async (raw) => server.deliver(raw),
    contents: async () => server.messages.map(({ raw }) => raw.toString('latin1')),
    stop: () => server.stop(),
  };
}

let users = 0;

export async function dovecotMaildrop(dovecot: DovecotServer): Promise<Maildrop> {
  const { user, password } = await dovecot.addUser(`cable-${(users += 1)}`);
  return {
    port: dovecot.ports.pop3,
    userName: user,
    password,
    deliver: (raw) => dovecot.deliver(user, 'INBOX', { raw }),
    contents: async () => ((await dovecot.contents(user)).get('INBOX') ?? []).map(({ raw }) => raw.toString('latin1')),
    stop: () => Promise.resolve(),
  };
}
