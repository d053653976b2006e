/** A proxy between a worker and its server that notes every command, and when the server let the worker in. */
import { connect, createServer, type Socket } from 'node:net';
import { createCommandScanner } from './command-scanner.ts';
import { listenOnLoopback } from '../../doubles/listen.ts';

export interface CountingProxy {
  readonly port: number;
  /** The tagged commands of all connections so far, without their tags. */
  readonly commands: readonly string[];
  /** When the first connection was signed in; on the clock of performance.now(). */
  signedInAt(): number | null;
  stop(): Promise<void>;
}

/** Listens on a free loopback port and passes everything on to `target`. */
export async function startCountingProxy(target: number): Promise<CountingProxy> {
  const sockets = new Set<Socket>();
  const commands: string[] = [];
  let signedInAt: number | null = null;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let signIn: string | null = null;
    const scan = createCommandScanner(({ tag, text }) => {
      if (/^(login|authenticate)\b/i.test(text)) signIn = `${tag} OK`;
      commands.push(text);
    });
    client.on('data', scan);
    upstream.on('data', (bytes: Buffer) => {
      // Nothing else is said while signing in, so the answer is never cut far from its start.
      if (signIn === null || signedInAt !== null || !bytes.toString('latin1').includes(signIn)) return;
      signedInAt = performance.now();
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    commands,
    signedInAt: () => signedInAt,
    stop: async () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
