import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openImapConnection } from '../../main/backends/imap/connection.ts';
import { usualTimeouts } from '../../main/backends/imap/imap-server.ts';
import { LineReader } from '../doubles/line-reader.ts';
import { serverCertificate } from '../servers/support/certificates.ts';

interface Heard {
  readonly plain: string[];
  readonly secure: string[];
}

let server: Server;
let heard: Heard;
const sockets = new Set<Socket>();

/** In clear somebody says more than the server, which tells its own capabilities behind TLS. */
const inClear = 'IMAP4rev1 STARTTLS MOVE UIDPLUS X-GM-EXT-1 AUTH=PLAIN';
const behindTls = 'IMAP4rev1 NAMESPACE UIDPLUS';

async function serve(socket: Socket, certificate: { readonly cert: string; readonly key: string }): Promise<void> {
  socket.write(`* OK [CAPABILITY ${inClear}] ready\r\n`);
  const reader = new LineReader(socket);
  const line = await reader.line();
  heard.plain.push(line);
  const [tag = ''] = line.split(' ');
  socket.removeAllListeners('data');
  socket.write(`* CAPABILITY ${inClear}\r\n* NAMESPACE (("evil/" "/")) NIL NIL\r\n${tag} OK begin\r\n`);
  const secured = new tls.TLSSocket(socket, { isServer: true, ...certificate });
  secured.on('error', () => undefined);
  const lines = new LineReader(secured);
  for (;;) {
    const command = await lines.line();
    const [its = '', name = ''] = command.split(' ');
    heard.secure.push(name);
    if (name === 'CAPABILITY') secured.write(`* CAPABILITY ${behindTls}\r\n`);
    if (name === 'NAMESPACE') secured.write('* NAMESPACE (("" "/")) NIL NIL\r\n');
    secured.write(`${its} OK done\r\n`);
  }
}

beforeEach(async () => {
  const certificate = await serverCertificate('good');
  heard = { plain: [], secure: [] };
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    // It ends when the client goes.
    serve(socket, certificate).catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

describe('what was said before encryption', () => {
  it('is dropped: capabilities are asked for again, and nothing of ours was in clear but STARTTLS', async () => {
    const { ca } = await serverCertificate('good');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const connection = await openImapConnection(
      { host: 'localhost', port, security: 'starttls', userName: 'ann', ca, timeouts: usualTimeouts },
      'open sesame',
      new AbortController().signal,
    );
    const known = await connection.alone((session) =>
      Promise.resolve({ move: session.offers('MOVE'), uidplus: session.offers('UIDPLUS'), namespaces: session.namespaces }),
    );
    expect(known).toEqual({ move: false, uidplus: true, namespaces: [{ kind: 'personal', prefix: '', delimiter: '/' }] });
    expect(connection.facts.mailboxesAreLabels).toBe(false);
    expect(heard.plain).toEqual([expect.stringMatching(/^\S+ STARTTLS$/)]);
    expect(heard.secure.slice(0, 2)).toEqual(['CAPABILITY', 'LOGIN']);
    await connection.close();
  });
});
