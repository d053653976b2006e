// The two kinds of maildrop behind a cable: our honest double, which is quick, and a user of the real Dovecot.
import { pick, type Random } from '../../bench/support/seeded-choice.ts';
import { startPopMaildropServer, type PopMaildropServer, type PopOddities } from '../../doubles/pop-maildrop-server.ts';
import type { DovecotServer } from './dovecot.ts';

export interface Maildrop {
  readonly port: number;
  readonly userName: string;
  readonly password: string;
  deliver(raw: Buffer): Promise<void>;
  /** The server gets into a mood in which it tells no ids, or others in each session, or no heads; says which. Null: it is well again. */
  readonly mood?: (random: Random | null) => string;
  /** Bytes of all messages, as latin1. */
  contents(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export interface DoubleMaildrop extends Maildrop {
  readonly server: PopMaildropServer;
}

const capa = ['UIDL', 'PIPELINING', 'TOP'];
const moods = {
  well: { capa },
  'without TOP': {},
  renumbering: { capa, uidls: (all, session) => all.map((_, at) => `s${session}-${at}`) },
  'renumbering without TOP': { uidls: (all, session) => all.map((_, at) => `s${session}-${at}`) },
  'without UIDL': { capa, uidls: null },
  'without UIDL and TOP': { uidls: null },
  'telling other sizes': { capa, listSize: (bytes, number) => bytes + number },
} as const satisfies Readonly<Record<string, PopOddities>>;
const moodNames = ['well', ...(Object.keys(moods) as (keyof typeof moods)[])] as const;

export async function doubleMaildrop(): Promise<DoubleMaildrop> {
  const server = await startPopMaildropServer();
  return {
    server,
    port: server.port,
    userName: 'ann',
    password: 'x',
    mood: (random) => {
      const mood = random === null ? 'well' : pick(random, moodNames);
      server.misbehave(moods[mood]);
      return mood;
    },
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
