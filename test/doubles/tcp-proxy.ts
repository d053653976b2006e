// A TCP proxy in front of a real server, for connections that are refused, fall silent or break.
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { createLineCut, type CutWhen, type LineCut } from './line-cut.ts';
import { listenOnLoopback } from './listen.ts';

/** `silent`: what the server says no longer arrives. `refused`: hung up at once. */
type Fate = 'open' | 'silent' | 'refused';

export interface TcpProxy {
  readonly port: number;
  /** How many connections came so far. */
  connections(): number;
  /** How many were open at the same time. */
  mostAtOnce(): number;
  /** What clients said, line by line, without the number of the connection or the tag. */
  readonly said: readonly string[];
  /** What happens to connections from now on; `number` counts from 1. Those that are open share the fate `silent`. */
  decide(fate: (number: number) => Fate): void;
  /** Ends all connections that are open. */
  cut(): void;
  /**
   * Ends one connection at the nth line that clients say from now on, those of open connections included. Returns whether that has come
   * about. A later call takes the place of an earlier one.
   */
  cutAtLine(nth: number, when: CutWhen): () => boolean;
  stop(): Promise<void>;
}

/** What passed through a connection, and which way; what was swallowed on its way is told, too. */
type Passing = (connection: number, from: 'client' | 'server', bytes: Buffer) => void;

/** Listens on a free loopback port and passes everything on to `target`. */
export async function startTcpProxy(target: number, passing: Passing = () => undefined): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const said: string[] = [];
  let connections = 0;
  let open = 0;
  let mostAtOnce = 0;
  let decide: (number: number) => Fate = () => 'open';
  let armed: (() => LineCut) | null = null;
  const server = createServer((client) => {
    connections += 1;
    const number = connections;
    client.on('error', () => undefined);
    if (decide(number) === 'refused') return void client.destroy();
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    client.once('close', () => (open -= 1));
    const lines = createInterface(client).on('line', (line) => said.push(line.replace(/^\S+ (?=\S)/, '')));
    // It tells of its socket's errors as its own.
    lines.on('error', () => undefined);
    const upstream = connect(target, '127.0.0.1');
    upstream.on('error', () => undefined);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    let cutting: { readonly by: () => LineCut; readonly cut: LineCut } | null = null;
    const lineCut = (): LineCut | null => {
      if (armed !== null && cutting?.by !== armed) cutting = { by: armed, cut: armed() };
      return cutting?.cut ?? null;
    };
    client.on('data', (bytes) => {
      passing(number, 'client', bytes);
      const { pass, end } = lineCut()?.fromClient(bytes) ?? { pass: bytes, end: false };
      if (end) upstream.end(pass, () => client.destroy());
      else upstream.write(pass);
    });
    upstream.on('data', (bytes) => {
      passing(number, 'server', bytes);
      const { pass, end } = cutting?.cut.fromServer(bytes) ?? { pass: bytes, end: false };
      if (decide(number) !== 'silent') client.write(pass);
      if (!end) return;
      client.end();
      upstream.destroy();
    });
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const port = await listenOnLoopback(server);
  return {
    port,
    connections: () => connections,
    mostAtOnce: () => mostAtOnce,
    said,
    decide: (fate) => void (decide = fate),
    cut,
    cutAtLine: (nth, when) => {
      let isMet = false;
      armed = createLineCut(nth, when, () => (isMet = true));
      return () => isMet;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
