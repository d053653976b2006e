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

const renumbered: PopOddities['uidls'] = (all, session) => all.map((_, at) => `s${session}-${at}`);
/** What a server may be like in a session, whether it hands over heads or not. */
const moods: Readonly<Record<string, PopOddities>> = {
  well: {},
  renumbering: { uidls: renumbered },
  'without UIDL': { uidls: null },
  'telling other sizes': { listSize: (bytes, number) => bytes + number },
};
const moodNames = ['well', ...Object.keys(moods)] as const;
const withTop = { capa: ['UIDL', 'PIPELINING', 'TOP'] };

/** `top`: whether it hands over heads; null: in some sessions. */
export async function doubleMaildrop(top: boolean | null = null): Promise<DoubleMaildrop> {
  const server = await startPopMaildropServer();
  return {
    server,
    port: server.port,
    userName: 'ann',
    password: 'x',
    mood: (random) => {
      const mood = random === null ? 'well' : pick(random, moodNames);
      const hasTop = top ?? (random === null || random() < 0.6);
      server.misbehave({ ...moods[mood], ...(hasTop ? withTop : {}) });
      return `${mood} ${hasTop ? 'with' : 'without'} TOP`;
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
