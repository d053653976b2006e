import { afterEach, describe, expect, it } from 'vitest';
import { MailFailureError } from '../../shared/failure.ts';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import { maildropScript, withLastLineEnd } from '../doubles/pop-maildrop-script.ts';
import { type Delivery, type PopScriptServer, startPopServer } from '../doubles/pop-script-server.ts';
import { oddMessages } from '../doubles/odd-messages.ts';

const messages = oddMessages.map(({ bytes }) => bytes);
const wholeMessages = new Map(messages.map((bytes, index) => [index + 1, withLastLineEnd(bytes, '\r\n').toString('latin1')]));
const few = messages.slice(0, 2);
const timeouts = { greeting: 5000, answer: 5000 };
const pipelined = ['TOP', 'UIDL', 'PIPELINING'];
const oneByOne = ['TOP', 'UIDL'];

let server: PopScriptServer | undefined;
afterEach(() => server?.close());

interface Seen {
  readonly uidls: ReadonlyMap<number, string>;
  readonly received: Map<number, string>;
  ended: 'quit' | MailFailureError;
}

/** A whole session as a download makes it; what was handed over counts even when the session fails later. */
async function session(count: number, port: number, answer = timeouts.answer): Promise<Seen> {
  const received = new Map<number, string>();
  const coming = new Map<number, Buffer[]>();
  let uidls: ReadonlyMap<number, string> = new Map();
  try {
    const address = { host: '127.0.0.1', port, security: 'none', userName: 'ann' } as const;
    const connection = await openPopConnection(
      address,
      { kind: 'password', password: 'secret' },
      { timeouts: { greeting: answer, answer } },
    );
    expect((await connection.stat()).messages).toBe(count);
    const sizes = await connection.list();
    uidls = await connection.uidl();
    await connection.retrieveMany(
      [...sizes].map(([number, size]) => ({ number, size })),
      (number) => {
        const pieces: Buffer[] = [];
        coming.set(number, pieces);
        return (piece) => pieces.push(piece);
      },
      (number, retrieved) => {
        if (!retrieved.ok) throw new MailFailureError(retrieved.failure);
        received.set(number, Buffer.concat(coming.get(number) ?? []).toString('latin1'));
      },
    );
    const again: Buffer[] = [];
    await connection.retrieve(1, (piece) => again.push(Buffer.from(piece)));
    expect(Buffer.concat(again).toString('latin1')).toBe(wholeMessages.get(1));
    expect((await connection.top(2, 0)).toString('latin1')).toBe(wholeMessages.get(2));
    await connection.delete(1);
    await connection.quit();
    return { uidls, received, ended: 'quit' };
  } catch (error) {
    if (error instanceof MailFailureError) return { uidls, received, ended: error };
    throw error;
  }
}

async function serve(maildrop: readonly Buffer[], capa: readonly string[], delivery: Delivery): Promise<PopScriptServer> {
  await server?.close();
  server = await startPopServer({ ...maildropScript({ messages: maildrop, capa }), delivery });
  return server;
}

/** How many bytes the server sends in the session when nothing is cut. */
async function lengthOfSession(maildrop: readonly Buffer[], capa: readonly string[]): Promise<number> {
  const counted = await serve(maildrop, capa, { kind: 'whole' });
  expect((await session(maildrop.length, counted.port)).ended).toBe('quit');
  return counted.bytesSent();
}

describe.each([
  { name: 'pipelined', capa: pipelined },
  { name: 'one at a time', capa: oneByOne },
])('a session over a socket, $name', ({ capa }) => {
  it('gives the same bytes wherever it is split', async () => {
    const length = await lengthOfSession(few, capa);
    for (let at = 1; at < length; at += 1) {
      const { port } = await serve(few, capa, { kind: 'split', at });
      const { received, uidls, ended } = await session(few.length, port);
      expect([at, ended]).toEqual([at, 'quit']);
      expect([...received]).toEqual([...wholeMessages].slice(0, few.length));
      expect([...uidls]).toEqual(few.map((_, index) => [index + 1, `id-${index + 1}`]));
    }
  });

  it.each([1, 2, 3, 5, 7, 1448])('gives the same bytes in pieces of %i', async (of) => {
    const { port } = await serve(messages, capa, { kind: 'pieces', of });
    const { received, ended } = await session(messages.length, port);
    expect(ended).toBe('quit');
    expect(received).toEqual(wholeMessages);
  });

  it.each(['close', 'reset'] as const)('is whole or an error wherever it is cut (%s), and hands no truncated message on', async (how) => {
    const length = await lengthOfSession(few, capa);
    for (let at = 0; at < length; at += 1) {
      const { port } = await serve(few, capa, { kind: 'cut', at, how });
      const { received, ended } = await session(few.length, port);
      expect([at, ended instanceof MailFailureError && ended.failure]).toMatchObject([at, { kind: 'offline', reason: 'lost' }]);
      for (const [number, bytes] of received) expect([at, bytes]).toEqual([at, wholeMessages.get(number)]);
    }
  });

  it('does not wait for ever wherever the server falls silent', async () => {
    const length = await lengthOfSession(few, capa);
    for (let at = 0; at < length; at += 7) {
      const { port } = await serve(few, capa, { kind: 'cut', at, how: 'stall' });
      const { received, ended } = await session(few.length, port, 30);
      expect([at, ended instanceof MailFailureError && ended.failure]).toMatchObject([at, { kind: 'offline', reason: 'timeout' }]);
      for (const [number, bytes] of received) expect([at, bytes]).toEqual([at, wholeMessages.get(number)]);
    }
  });
});
