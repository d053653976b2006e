import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startScriptedServer, type ScriptedServer, type Step } from './scripted-server.ts';

let server: ScriptedServer;
afterEach(() => server.stop());

describe('a scripted server', () => {
  it('plays a conversation with tags, a literal and skipped lines', async () => {
    const client = await start([
      { send: '* OK hello\r\n' },
      { expect: /(\w+) APPEND INBOX \{(\d+)\}/ },
      { send: '+ go\r\n' },
      { read: ([, , size]) => Number(size) },
      { skipTo: /(\w+) NOOP/ },
      { send: ([, tag]) => `${tag} OK\r\n` },
    ]);
    client.socket.write('a1 APPEND INBOX {4}\r\nab\r\n\r\nx\r\na2 NOOP\r\n');
    await client.until('a2 OK\r\n');
    expect(client.text()).toBe('* OK hello\r\n+ go\r\na2 OK\r\n');
    client.socket.end();
    await server.finished();
  });

  it('sends in pieces of the asked size', async () => {
    const client = await start([{ send: 'abcdefg', chunkBytes: 2, delayMs: 5 }, 'cut']);
    await client.closed;
    expect(client.text()).toBe('abcdefg');
    expect(client.pieces.length).toBeGreaterThan(1);
    await server.finished();
  });

  it('breaks off, or says nothing', async () => {
    const broken = await start(['reset'], ['stall']);
    expect(await broken.closed).toMatchObject({ code: 'ECONNRESET' });
    const stalled = connectTo(server.port);
    stalled.socket.end('anything\r\n');
    await server.finished();
    expect(stalled.text()).toBe('');
  });

  it.each<readonly [string, readonly Step[], string, RegExp]>([
    ['another line', [{ expect: 'QUIT' }], 'NOOP\r\n', /connection 1, step 1 of 1: expected QUIT, the client sent "NOOP"/],
    ['a line that only begins right', [{ expect: /QUIT/ }], 'QUIT now\r\n', /expected \/QUIT\//],
    ['too little', [{ expect: 'USER a' }, { expect: 'PASS b' }], 'USER a\r\n', /step 2 of 2: the client closed the connection/],
    ['too much', [{ expect: 'QUIT' }], 'QUIT\r\nNOOP\r\n', /after its last step: the client still sent "NOOP/],
  ])('notices %s', async (_, script, said, why) => {
    const client = await start(script);
    client.socket.end(said);
    await expect(server.finished()).rejects.toThrow(why);
  });

  it('notices a connection too many', async () => {
    await start(['cut']);
    const second = connectTo(server.port);
    await second.closed;
    await expect(server.finished()).rejects.toThrow('connection 2 came, but the script has 1');
  });
});

interface Client {
  readonly socket: Socket;
  readonly pieces: readonly string[];
  readonly text: () => string;
  /** With the error, if one closed it. */
  readonly closed: Promise<unknown>;
  readonly until: (end: string) => Promise<void>;
}

async function start(...scripts: readonly (readonly Step[])[]): Promise<Client> {
  server = await startScriptedServer(...scripts);
  return connectTo(server.port);
}

function connectTo(port: number): Client {
  const socket = connect(port, '127.0.0.1');
  const pieces: string[] = [];
  const text = (): string => pieces.join('');
  let error: unknown;
  socket.on('data', (chunk: Buffer) => pieces.push(chunk.toString()));
  socket.on('error', (thrown) => (error = thrown));
  return {
    socket,
    pieces,
    text,
    closed: new Promise((resolve) => socket.once('close', () => resolve(error))),
    until: (end) => new Promise((resolve) => socket.on('data', () => text().endsWith(end) && resolve())),
  };
}
