// A TCP proxy in front of a real server, for connections that are refused, fall silent or break.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

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
  stop(): Promise<void>;
}

/** Listens on a free loopback port and passes everything on to `target`. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const said: string[] = [];
  let connections = 0;
  let open = 0;
  let mostAtOnce = 0;
  let decide: (number: number) => Fate = () => 'open';
  const server = createServer((client) => {
    connections += 1;
    const number = connections;
    if (decide(number) === 'refused') return void client.destroy();
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    client.once('close', () => (open -= 1));
    createInterface(client).on('line', (line) => said.push(line.replace(/^\S+ (?=\S)/, '')));
    const upstream = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      if (decide(number) !== 'silent') client.write(bytes);
    });
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return {
    port: address.port,
    connections: () => connections,
    mostAtOnce: () => mostAtOnce,
    said,
    decide: (fate) => void (decide = fate),
    cut,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
