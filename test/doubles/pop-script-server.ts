import { createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import tls from 'node:tls';

/** How the bytes of the server reach the client: its whole output is one stream, positions count from the greeting on. */
export type Delivery =
  | { readonly kind: 'whole' }
  | { readonly kind: 'split'; readonly at: number }
  | { readonly kind: 'pieces'; readonly of: number }
  | { readonly kind: 'cut'; readonly at: number; readonly how: 'close' | 'reset' | 'stall' };

/** Bytes to answer with; null: silence. `startTls` is told to put TLS over the socket after these bytes. */
export interface ScriptedAnswer {
  readonly bytes: Buffer | string | null;
  readonly startTls?: boolean;
  /** Sent a little later, before TLS where that follows. */
  readonly thenInClear?: string;
  readonly close?: boolean;
}

export interface PopScript {
  readonly greeting: ScriptedAnswer;
  readonly answer: (command: string) => ScriptedAnswer;
  readonly delivery?: Delivery;
  /** For TLS: after STLS, or with `implicit` from the start. PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  readonly implicit?: boolean;
}

export interface PopScriptServer {
  readonly port: number;
  /** Commands as they came, over all connections, without line ends. */
  readonly commands: readonly string[];
  /** All bytes that came in clear. */
  readonly plainInput: () => string;
  /** Over all connections. */
  readonly bytesSent: () => number;
  /** Resolves when every connection so far is closed. */
  readonly allClosed: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A POP server on a free loopback port that says what a test wants, cut as the test wants. */
export async function startPopServer(script: PopScript): Promise<PopScriptServer> {
  const commands: string[] = [];
  const closing: Promise<void>[] = [];
  const sockets = new Set<Socket>();
  let plainInput = '';
  let bytesSent = 0;
  const server = createServer((raw) => {
    raw.setNoDelay(true);
    raw.on('error', () => {});
    sockets.add(raw);
    closing.push(new Promise((resolve) => raw.once('close', () => resolve())));
    if (script.implicit !== true) raw.on('data', (chunk) => (plainInput += chunk.toString('latin1')));
    void serve(script.implicit === true ? secured(raw, script) : raw, raw, script, commands, (count) => (bytesSent += count));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    port: address.port,
    commands,
    plainInput: () => plainInput,
    bytesSent: () => bytesSent,
    allClosed: async () => void (await Promise.all(closing)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function secured(socket: Socket, script: PopScript): Socket {
  if (script.certificate === undefined) throw new Error('a script with TLS needs a certificate');
  const secure = new tls.TLSSocket(socket, { isServer: true, ...script.certificate });
  // A client that leaves during the handshake would else be waited for.
  secure.on('end', () => socket.destroy());
  secure.on('error', () => socket.destroy());
  return secure;
}

async function serve(first: Socket, raw: Socket, script: PopScript, commands: string[], count: (bytes: number) => void): Promise<void> {
  const delivery = script.delivery ?? { kind: 'whole' };
  let socket = first;
  let sent = 0;
  let input = '';
  let working = false;
  const send = async (answer: ScriptedAnswer): Promise<void> => {
    const bytes = Buffer.from(answer.bytes ?? '');
    for (const piece of cutUp(bytes, sent, delivery)) {
      if (socket.destroyed) return;
      socket.write(piece);
      // Two turns: the client reads between two pieces, so they arrive as two.
      await nextTurn();
      await nextTurn();
    }
    sent += bytes.length;
    count(bytes.length);
    if (delivery.kind === 'cut' && sent >= delivery.at) {
      if (delivery.how === 'close') raw.end();
      if (delivery.how === 'reset') raw.resetAndDestroy();
    }
    if (answer.thenInClear !== undefined) raw.write(answer.thenInClear);
    if (answer.close === true) raw.end();
    if (answer.startTls === true) {
      raw.removeAllListeners('data');
      socket = secured(raw, script);
      socket.on('data', onData);
    }
  };
  const onData = (chunk: Buffer): void => {
    input += chunk.toString('utf8');
    void work();
  };
  const work = async (greeting?: ScriptedAnswer): Promise<void> => {
    if (working) return;
    working = true;
    if (greeting !== undefined) await send(greeting);
    for (let end = input.indexOf('\r\n'); end !== -1; end = input.indexOf('\r\n')) {
      const command = input.slice(0, end);
      input = input.slice(end + 2);
      commands.push(command);
      await send(script.answer(command));
    }
    working = false;
  };
  socket.on('data', onData);
  await work(script.greeting);
}

function cutUp(bytes: Buffer, sent: number, delivery: Delivery): Buffer[] {
  switch (delivery.kind) {
    case 'whole':
      return [bytes];
    case 'split': {
      const at = Math.min(Math.max(delivery.at - sent, 0), bytes.length);
      return [bytes.subarray(0, at), bytes.subarray(at)].filter((piece) => piece.length > 0);
    }
    case 'cut':
      return [bytes.subarray(0, Math.max(delivery.at - sent, 0))];
    case 'pieces': {
      const pieces: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += delivery.of) pieces.push(bytes.subarray(at, at + delivery.of));
      return pieces;
    }
  }
}
