// Sessions with POP servers that break off or misbehave: whatever happens, after one good session every message is here
// exactly once, and nothing left the server that is not here.
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readFact } from '../../main/store/facts.ts';
import { listUidls } from '../../main/store/uidls.ts';
import type { CopiesPolicy, ServerAddress } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { type ScriptedMaildrop, maildropScript } from '../doubles/pop-maildrop-script.ts';
import { type Delivery, type PopScript, type PopScriptServer, type ScriptedAnswer, startPopServer } from '../doubles/pop-script-server.ts';
import { openPopTestAccount, type PopTestAccount, type SyncChanges } from '../servers/support/pop-account.ts';

const letter = (word: string): Buffer => Buffer.from(`Subject: ${word}\r\n\r\n.${word}\r\n..\r\n`);
const letters = ['one', 'two', 'three'].map(letter);
const timeouts = { greeting: 400, answer: 400 };
const removeAll: CopiesPolicy = { kind: 'remove-after-download' };

const accounts: PopTestAccount[] = [];
const servers: PopScriptServer[] = [];
afterEach(async () => {
  for (const account of accounts.splice(0)) await account.remove();
  for (const server of servers.splice(0)) await server.close();
});

async function newAccount(): Promise<PopTestAccount> {
  const server: ServerAddress = { host: '127.0.0.1', port: 1, security: 'none', userName: 'ann' };
  const account = await openPopTestAccount(server, 'secret', { timeouts });
  accounts.push(account);
  return account;
}

/** One check for mail with a server that plays this script. */
async function session(
  account: PopTestAccount,
  script: PopScript,
  changes: SyncChanges = {},
): Promise<{ readonly failure: MailFailure | null; readonly commands: readonly string[]; readonly bytesSent: number }> {
  const server = await startPopServer(script);
  servers.push(server);
  const failure = await account.sync({ ...changes, server: { port: server.port } });
  await server.allClosed();
  return { failure, commands: server.commands, bytesSent: server.bytesSent() };
}

/** A server that forgets marked messages at QUIT, as it should (RFC 1939 section 6). */
function maildrop(content: Map<string, Buffer>, oddities: Omit<ScriptedMaildrop, 'messages'> = {}): PopScript {
  const numbered = [...content];
  const marked = new Set<string>();
  const override = (command: string): ScriptedAnswer | undefined => {
    if (command === 'UIDL') return uidlAnswer(numbered.map(([uidl]) => uidl));
    if (command.startsWith('DELE')) marked.add(numbered[Number(command.slice(5)) - 1]?.[0] ?? '');
    if (command === 'QUIT') for (const uidl of marked) content.delete(uidl);
    return undefined;
  };
  return maildropScript({
    ...oddities,
    messages: numbered.map(([, raw]) => raw),
    override: (command) => oddities.override?.(command) ?? override(command),
  });
}

function uidlAnswer(ids: readonly string[]): ScriptedAnswer {
  return { bytes: ['+OK follows', ...ids.map((id, index) => `${index + 1} ${id}`), '.', ''].join('\r\n') };
}

function idsAre(...ids: readonly string[]): Omit<ScriptedMaildrop, 'messages'> {
  return { override: (command) => (command === 'UIDL' ? uidlAnswer(ids) : undefined) };
}

function held(messages: readonly Buffer[] = letters): Map<string, Buffer> {
  return new Map(messages.map((raw, index) => [`uidl-${index + 1}`, raw]));
}

function asText(messages: Iterable<Buffer>): readonly string[] {
  return [...messages].map((raw) => raw.toString('latin1')).sort();
}

describe('a session that breaks off', () => {
  it('at any byte, in any way, loses nothing and doubles nothing', async () => {
    const whole = await session(await newAccount(), maildrop(held()), { policy: removeAll });
    const position = fc.integer({ min: 0, max: whole.bytesSent });
    const accident = fc.tuple(position, fc.constantFrom('close' as const, 'reset' as const));
    await fc.assert(
      fc.asyncProperty(
        fc.array(accident, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(removeAll, { kind: 'leave' as const }),
        async (accidents, policy) => {
          const account = await newAccount();
          const drop = held();
          for (const [at, how] of accidents) {
            const delivery: Delivery = { kind: 'cut', at, how };
            await session(account, { ...maildrop(drop), delivery }, { policy });
            const here = new Set(account.store.read.all('SELECT 1 FROM mailbox').length === 0 ? [] : account.inbox());
            const left = new Set(asText(drop.values()));
            for (const text of asText(letters)) expect(here.has(text) || left.has(text)).toBe(true);
            account.restart();
          }
          expect((await session(account, maildrop(drop), { policy })).failure).toBeNull();
          expect(account.inbox()).toEqual(asText(letters));
          expect(drop.size).toBe(policy.kind === 'leave' ? letters.length : 0);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps the messages that came whole before it', async () => {
    const account = await newAccount();
    const cut = { override: (command: string) => (command === 'RETR 1' ? { bytes: '+OK\r\nSubject: o', close: true } : undefined) };
    const { failure, commands } = await session(account, maildrop(held(), { ...cut, capa: ['UIDL'] }), { policy: removeAll });
    expect(failure).toMatchObject({ kind: 'offline', reason: 'lost' });
    expect(account.inbox()).toEqual(asText(letters.slice(1)));
    expect(commands.filter((command) => /^(DELE|QUIT)/.test(command))).toEqual([]);
  });

  it('without an answer to QUIT does not count as removal', async () => {
    const account = await newAccount();
    const drop = held();
    const mute = { override: (command: string) => (command === 'QUIT' ? { bytes: null, close: true } : undefined) };
    const { failure, commands } = await session(account, maildrop(drop, mute), { policy: removeAll });
    expect(failure).toMatchObject({ kind: 'offline' });
    expect(commands).toContain('DELE 1');
    expect(listUidls(account.store.read).map((row) => [row.onServer, row.removalAskedAt])).toEqual([
      [true, null],
      [true, null],
      [true, null],
    ]);
    expect((await session(account, maildrop(drop), { policy: removeAll })).failure).toBeNull();
    expect(drop.size).toBe(0);
    expect(account.inbox()).toEqual(asText(letters));
  });

  it('at a QUIT that removes nothing is no failure', async () => {
    const account = await newAccount();
    const mute = { override: (command: string) => (command === 'QUIT' ? { bytes: null, close: true } : undefined) };
    expect((await session(account, maildrop(held(), mute))).failure).toBeNull();
    expect(readFact(account.store.read, 'maildrop-messages')).toBe(3);
  });

  it('when it is told to stop, without removing anything', async () => {
    const account = await newAccount();
    const stop = new AbortController();
    const stopping = {
      capa: ['UIDL'],
      override: (command: string) => {
        if (command === 'RETR 1') stop.abort();
        return undefined;
      },
    };
    const { failure, commands } = await session(account, maildrop(held(), stopping), { policy: removeAll, signal: stop.signal });
    expect(failure?.kind).toBe('cancelled');
    expect(commands).not.toContain('QUIT');
    expect(account.inbox().length).toBeLessThan(3);
    expect((await session(account, maildrop(held()))).failure).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
  });
});

describe('a message that the server does not hand over', () => {
  it('is named, and does not stop the others', async () => {
    const account = await newAccount();
    const drop = held();
    const broken = { override: (command: string) => (command === 'RETR 2' ? { bytes: '-ERR cannot read it\r\n' } : undefined) };
    expect((await session(account, maildrop(drop, broken), { policy: removeAll })).failure).toBeNull();
    const told = { kind: 'protocol', retry: 'later', text: expect.stringContaining('message 2'), server: 'cannot read it' };
    expect(account.notices).toMatchObject([told]);
    expect(account.inbox()).toEqual(asText([letter('one'), letter('three')]));
    expect([...drop.keys()]).toEqual(['uidl-2']);
    expect((await session(account, maildrop(drop), { policy: removeAll })).failure).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
  });

  it('nor does a refused removal stop the others', async () => {
    const account = await newAccount();
    const drop = held();
    const refused = { override: (command: string) => (command === 'DELE 2' ? { bytes: '-ERR not now\r\n' } : undefined) };
    expect((await session(account, maildrop(drop, refused), { policy: removeAll })).failure).toBeNull();
    expect([...drop.keys()]).toEqual(['uidl-2']);
    expect(readFact(account.store.read, 'maildrop-messages')).toBe(1);
  });
});

describe('what a server says of itself', () => {
  it('is kept as long as it says so: when it removes mail, and how often one may sign in', async () => {
    const account = await newAccount();
    const facts = () => (['expire-days', 'login-delay'] as const).map((name) => readFact(account.store.read, name));
    expect(facts()).toEqual([null, null]);
    await session(account, maildrop(held(), { capa: ['UIDL', 'EXPIRE 0', 'LOGIN-DELAY 900'] }));
    expect(facts()).toEqual([0, 900]);
    await session(account, maildrop(held(), { capa: ['UIDL', 'EXPIRE NEVER'] }));
    expect(facts()).toEqual([null, null]);
  });
});

describe('ids that identify nothing', () => {
  const noUidl = { capa: ['TOP'], override: (command: string) => (command === 'UIDL' ? { bytes: '-ERR unknown command\r\n' } : undefined) };
  it.each([
    ['no UIDL at all', noUidl],
    ['blank ones', idsAre('', '', '')],
    ['all alike', idsAre('same', 'same', 'same')],
  ])('%s: recognised by content, never removed, and gone for good when deleted here', async (_what, oddity) => {
    const account = await newAccount();
    expect((await session(account, maildrop(held(), oddity), { policy: removeAll })).failure).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
    account.deleteForEver(account.find('two'));
    for (let check = 0; check < 2; check++) {
      const { failure, commands } = await session(account, maildrop(held(), oddity), { policy: removeAll });
      expect(failure).toBeNull();
      expect(commands.filter((command) => command.startsWith('DELE'))).toEqual([]);
      expect(account.inbox()).toEqual(asText([letter('one'), letter('three')]));
    }
  });

  it('a server that renumbers everything: nothing is here twice, and the new ids count', async () => {
    const account = await newAccount();
    await session(account, maildrop(held()));
    await session(account, maildrop(held(), idsAre('new-1', 'new-2', 'new-3')));
    expect(account.inbox()).toEqual(asText(letters));
    const onServer = listUidls(account.store.read).filter((row) => row.onServer);
    expect(onServer.map(({ uidl }) => uidl).sort()).toEqual(['new-1', 'new-2', 'new-3']);
    const { commands } = await session(account, maildrop(held(), idsAre('new-1', 'new-2', 'new-3')));
    expect(commands.filter((command) => command.startsWith('RETR'))).toEqual([]);
  });
});
