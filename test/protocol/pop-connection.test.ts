import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import type { PopConnection } from '../../main/backends/pop/pop-connection.ts';
import type { PopServer } from '../../main/backends/pop/pop-server.ts';
import { maildropScript } from '../doubles/pop-maildrop-script.ts';
import { type PopScript, type PopScriptServer, type ScriptedAnswer, startPopServer } from '../doubles/pop-script-server.ts';

const nowhere = () => () => undefined;
const password = 'open sesame 7';
const message = Buffer.from('Subject: x\r\n\r\nHello\r\n');
const maildrop = maildropScript({ messages: [message, message, message] });

let server: PopScriptServer | undefined;
const connections: PopConnection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  await server?.close();
});

async function open(script: PopScript, changes: Partial<PopServer> = {}, secret = password): Promise<PopConnection> {
  server = await startPopServer(script);
  const address: PopServer = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann', ...changes };
  const connection = await openPopConnection(address, { kind: 'password', password: secret }, { timeouts: { greeting: 200, answer: 200 } });
  connections.push(connection);
  return connection;
}

/** The failure of a promise that has to reject with one; it never shows the password. */
async function failureFrom(promise: Promise<unknown>): Promise<MailFailure> {
  const error: unknown = await promise.then(
    () => expect.fail('it resolved'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof MailFailureError)) throw error;
  for (const shown of [JSON.stringify(error.failure), error.message, error.stack, inspect(error, { depth: 9 })])
    expect(shown).not.toContain(password);
  return error.failure;
}

function answering(override: (command: string) => ScriptedAnswer | undefined): PopScript {
  return maildropScript({ messages: [message, message, message], override });
}

describe('greeting', () => {
  it.each([
    { name: 'refused', greeting: { bytes: '-ERR go away\r\n' }, expected: { kind: 'busy', server: 'go away' } },
    {
      name: 'refused and closed',
      greeting: { bytes: '-ERR [SYS/TEMP] later\r\n', close: true },
      expected: { kind: 'busy', code: 'SYS/TEMP' },
    },
    { name: 'closed without a word', greeting: { bytes: null, close: true }, expected: { kind: 'offline', reason: 'lost' } },
    { name: 'none', greeting: { bytes: null }, expected: { kind: 'offline', reason: 'timeout' }, text: /does not begin as POP servers do/ },
    { name: 'half of one', greeting: { bytes: '+O' }, expected: { kind: 'offline', reason: 'timeout' } },
    {
      name: 'of an SMTP server',
      greeting: { bytes: '220 mx.example.org ESMTP\r\n' },
      expected: { kind: 'protocol' },
      text: /answers on port \d+, but not as a POP server/,
    },
    { name: 'of an IMAP server', greeting: { bytes: '* OK ready\r\n' }, expected: { kind: 'protocol', server: '* OK ready' } },
    { name: 'with something behind it', greeting: { bytes: '+OK\r\n+OK\r\n' }, expected: { kind: 'protocol' } },
  ])('$name', async ({ greeting, expected, text }) => {
    const found = await failureFrom(open({ ...maildrop, greeting }));
    expect(found).toMatchObject(expected);
    if (text !== undefined) expect(found.text).toMatch(text);
    expect(server?.commands).toEqual([]);
    await server?.allClosed();
  });

  it('reset', async () => {
    expect(await failureFrom(open({ ...maildrop, delivery: { kind: 'cut', at: 0, how: 'reset' } }))).toMatchObject({
      kind: 'offline',
      reason: 'lost',
    });
  });
});

describe('no connection', () => {
  const nobody = { security: 'none', userName: 'ann' } as const;

  it.each(['none', 'tls'] as const)('refused, security %s', async (security) => {
    const gone = await startPopServer(maildrop);
    await gone.close();
    const failure = await failureFrom(
      openPopConnection({ ...nobody, security, host: '127.0.0.1', port: gone.port }, { kind: 'password', password }),
    );
    expect(failure).toMatchObject({ kind: 'offline', reason: 'refused', text: `127.0.0.1 refuses connections on port ${gone.port}.` });
  });

  it.each(['none', 'tls'] as const)('unknown host, security %s', async (security) => {
    const failure = await failureFrom(
      openPopConnection({ ...nobody, security, host: 'pop.nowhere.invalid', port: 110 }, { kind: 'password', password }),
    );
    expect(failure).toMatchObject({ kind: 'offline', reason: 'unknown-host' });
  });

  it('a port that cannot be', async () => {
    expect(
      await failureFrom(openPopConnection({ ...nobody, host: '127.0.0.1', port: 70_000 }, { kind: 'password', password })),
    ).toMatchObject({
      kind: 'offline',
    });
  });
});

describe('sign-in', () => {
  it.each([
    { pass: '-ERR [AUTH] wrong password\r\n', kind: 'auth' },
    { pass: `-ERR no, not ${password}\r\n`, kind: 'auth', server: 'no, not ***' },
    { pass: '-ERR [IN-USE] locked\r\n', kind: 'busy' },
    { pass: '-ERR maildrop already locked\r\n', kind: 'busy' },
    { pass: '-ERR [LOGIN-DELAY] wait\r\n', kind: 'busy' },
    { pass: '-ERR [SYS/PERM] no POP for you\r\n', kind: 'rejected' },
    { pass: `what is ${password}?\r\n`, kind: 'protocol' },
    { pass: `+OK\r\nPASS ${password}\r\n`, kind: 'protocol' },
  ])('$pass', async ({ pass, ...failure }) => {
    const script = answering((command) => (command.startsWith('PASS') ? { bytes: pass } : undefined));
    expect(await failureFrom(open(script))).toMatchObject(failure);
    await server?.allClosed();
  });

  it.each([
    { what: 'user name', userName: 'ann\r\nDELE 1', secret: password },
    { what: 'password', userName: 'ann', secret: `${password}\nDELE 1` },
    { what: 'password', userName: 'ann', secret: `${password}\0` },
    { what: 'user name', userName: 'a\u007fnn', secret: password },
  ])('a control character in the $what is never sent', async ({ what, userName, secret }) => {
    const failure = await failureFrom(open(maildrop, { userName }, secret));
    expect(failure).toMatchObject({ kind: 'rejected', text: expect.stringContaining(what) });
    expect(server?.plainInput()).toBe('');
  });

  it('reads what the server can do', async () => {
    const script = maildropScript({ messages: [], capa: ['TOP', 'uidl', 'PIPELINING', 'EXPIRE 60 USER', 'LOGIN-DELAY 900', 'RESP-CODES'] });
    const { capabilities } = await open(script);
    expect(capabilities).toEqual({
      top: true,
      uidl: true,
      stls: false,
      sasl: [],
      pipelining: true,
      respCodes: true,
      expireDays: 60,
      loginDelaySeconds: 900,
      differsByUser: true,
    });
  });

  it('goes on without CAPA, one command at a time', async () => {
    const connection = await open(maildropScript({ messages: [message], capa: null }));
    expect(connection.capabilities).toMatchObject({ uidl: true, top: true, pipelining: false });
    expect([...(await connection.uidl())]).toEqual([[1, 'id-1']]);
  });

  it('stops when told to, at any time', async () => {
    const controller = new AbortController();
    server = await startPopServer(answering((command) => (command === 'STAT' ? { bytes: null } : undefined)));
    const address: PopServer = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' };
    const connection = await openPopConnection(address, { kind: 'password', password }, { signal: controller.signal });
    const waiting = failureFrom(connection.stat());
    controller.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled' });
    expect(await failureFrom(openPopConnection(address, { kind: 'password', password }, { signal: controller.signal }))).toMatchObject({
      kind: 'cancelled',
    });
    await server.allClosed();
  });
});

describe('an open maildrop', () => {
  it.each([
    {
      name: 'unasked farewell',
      bytes: '+OK\r\n-ERR idle too long\r\n',
      expected: { kind: 'offline', text: '127.0.0.1 ended the session.', server: '-ERR idle too long' },
    },
    { name: 'unasked bytes', bytes: '+OK\r\nHello\r\n', expected: { kind: 'protocol' } },
    { name: 'no answer of POP', bytes: 'NO\r\n', expected: { kind: 'protocol' } },
    { name: 'silence', bytes: null, expected: { kind: 'offline', reason: 'timeout' } },
    { name: 'half a line', bytes: '+OK no en', expected: { kind: 'offline', reason: 'timeout' } },
  ])('ends at: $name', async ({ bytes, expected }) => {
    const connection = await open(answering((command) => (command === 'DELE 1' ? { bytes } : undefined)));
    const first = await failureFrom(connection.delete(1));
    expect(first).toMatchObject(expected);
    // It stays ended: nothing later is taken for an answer, and QUIT does not carry out what was marked.
    expect(await failureFrom(connection.quit())).toEqual(first);
    expect(server?.commands).not.toContain('QUIT');
    await server?.allClosed();
  });

  it('rejects a text that goes on after its end, and hands nothing of it on', async () => {
    const script = answering((command) => (command === 'RETR 2' ? { bytes: '+OK\r\nA: b\r\n\r\n.\r\nthe rest\r\n.\r\n' } : undefined));
    const connection = await open(script);
    const received: number[] = [];
    const wanted = [1, 2, 3].map((number) => ({ number, size: 10 }));
    const failure = await failureFrom(connection.retrieveMany(wanted, nowhere, (number) => void received.push(number)));
    expect(failure.kind).toBe('protocol');
    expect(received).toEqual([1]);
  });

  it('rejects such a text also when its rest comes late', async () => {
    const script = maildropScript({
      messages: [message],
      capa: [],
      override: (command) =>
        command === 'RETR 1'
          ? { bytes: '+OK\r\nA: b\r\n\r\n.\r\n' }
          : command === 'NOOP'
            ? { bytes: 'the rest\r\n.\r\n+OK\r\n' }
            : undefined,
    });
    const connection = await open(script);
    expect((await failureFrom(connection.retrieve(1, () => {}))).kind).toBe('protocol');
    await server?.close();
    const another = await open(script);
    const received: number[] = [];
    expect((await failureFrom(another.retrieveMany([{ number: 1, size: 10 }], nowhere, (number) => void received.push(number)))).kind).toBe(
      'protocol',
    );
    expect(received).toEqual([]);
  });

  it('keeps of a head no more than any honest one has, where the server sends the whole message for it', async () => {
    const long = Buffer.from(`Subject: x\r\n\r\n${'A line.\r\n'.repeat(200_000)}`);
    const connection = await open(maildropScript({ messages: [long, message] }));
    const [first, second] = await Promise.all([connection.top(1, 0), connection.top(2, 0)]);
    expect(first.length).toBe(256 * 1024);
    expect(first.equals(long.subarray(0, first.length))).toBe(true);
    expect(second).toEqual(message);
  });

  it('skips a message the server will not hand over, and says so', async () => {
    const connection = await open(answering((command) => (command === 'RETR 2' ? { bytes: '-ERR cannot read it\r\n' } : undefined)));
    const outcomes: [number, string][] = [];
    const wanted = [1, 2, 3].map((number) => ({ number, size: 10 }));
    const pieces = new Map<number, Buffer[]>(wanted.map(({ number }) => [number, []]));
    const sinkFor = (number: number) => (piece: Buffer) => void pieces.get(number)?.push(piece);
    await connection.retrieveMany(wanted, sinkFor, (number, retrieved) => {
      outcomes.push([number, retrieved.ok ? Buffer.concat(pieces.get(number) ?? []).toString() : retrieved.failure.kind]);
    });
    expect(outcomes).toEqual([
      [1, message.toString()],
      [2, 'protocol'],
      [3, message.toString()],
    ]);
    expect(await failureFrom(connection.retrieve(2, () => {}))).toMatchObject({ kind: 'protocol', server: 'cannot read it' });
    expect(await connection.stat()).toEqual({ messages: 3, bytes: message.length * 3 });
  });

  it('keeps a window of commands on the way, bounded by size, and waits for a slow receiver', async () => {
    const connection = await open(maildrop);
    const wanted = [1, 2, 3].map((number) => ({ number, size: 5 * 1024 * 1024 }));
    const commandsSeen: number[] = [];
    await connection.retrieveMany(wanted, nowhere, async () => {
      await connection.noop();
      commandsSeen.push(server?.commands.filter((command) => command.startsWith('RETR')).length ?? 0);
    });
    // Two of 5 MB are more than the window takes; so each is asked for when the one before it is here.
    expect(commandsSeen).toEqual([2, 3, 3]);
  });

  it('passes on what the receiver throws', async () => {
    const connection = await open(maildrop);
    const full = new MailFailureError({ kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    const wanted = [1, 2, 3].map((number) => ({ number, size: 10 }));
    expect(await failureFrom(connection.retrieveMany(wanted, nowhere, () => Promise.reject(full)))).toBe(full.failure);
    const throwing = connection.retrieve(1, () => {
      throw full;
    });
    expect(await failureFrom(throwing)).toBe(full.failure);
  });

  it('shows blank and equal ids as they are', async () => {
    const listing = '+OK\r\n1 same\r\n2  \t same\r\n3\r\n4 \xe9\r\n.\r\n';
    const connection = await open(answering((command) => (command === 'UIDL' ? { bytes: Buffer.from(listing, 'latin1') } : undefined)));
    expect([...(await connection.uidl())]).toEqual([
      [1, 'same'],
      [2, 'same'],
      [3, ''],
      [4, '\xe9'],
    ]);
  });

  it.each(['LIST', 'UIDL', 'STAT'])('does not guess at an unreadable %s', async (which) => {
    const connection = await open(
      answering((command) => (command === which ? { bytes: which === 'STAT' ? '+OK many\r\n' : '+OK\r\nx y\r\n.\r\n' } : undefined)),
    );
    const ask = { LIST: () => connection.list(), UIDL: () => connection.uidl(), STAT: () => connection.stat() }[which];
    expect((await failureFrom(ask?.() ?? Promise.resolve())).kind).toBe('protocol');
  });

  it('says that QUIT was done only when it was', async () => {
    const done = await open(answering((command) => (command === 'QUIT' ? { bytes: '+OK bye\r\nand more', close: true } : undefined)));
    await done.quit();
    await server?.close();
    const lost = await open(answering((command) => (command === 'QUIT' ? { bytes: null, close: true } : undefined)));
    expect(await failureFrom(lost.quit())).toMatchObject({ kind: 'offline', reason: 'lost' });
    await server?.close();
    const partly = await open(answering((command) => (command === 'QUIT' ? { bytes: '-ERR some not removed\r\n' } : undefined)));
    expect(await failureFrom(partly.quit())).toMatchObject({ server: 'some not removed' });
  });

  it('closes without QUIT, more than once', async () => {
    const connection = await open(maildrop);
    connection.close();
    connection.close();
    expect(await failureFrom(connection.stat())).toMatchObject({ kind: 'cancelled' });
    await server?.allClosed();
    expect(server?.commands).not.toContain('QUIT');
  });
});
