// A proxy in front of any server that breaks the line at one byte: that byte and all after it never arrive.
import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './listen.ts';

/** How the line breaks. `stall`: nothing arrives any more, in either direction, and nobody hangs up. */
export const breaks = ['close', 'reset', 'stall'] as const;

/** So many bytes of one side still arrive, counted from the beginning of the connection. */
export interface ByteCut {
  readonly from: 'client' | 'server';
  readonly at: number;
  readonly how: (typeof breaks)[number];
}

export interface ByteCutProxy {
  readonly port: number;
  /** For the connections from now on; null: nothing is cut. Counts begin anew. */
  arm(cut: ByteCut | null): void;
  /** Bytes that arrived since `arm`. */
  arrived(): { readonly client: number; readonly server: number };
  /** Resolves when no connection is open. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** `arriving` is called with what a client said before the server hears it. */
export async function startByteCutProxy(target: number, arriving: (bytes: Buffer) => void = () => undefined): Promise<ByteCutProxy> {
  const sockets = new Set<Socket>();
  let closed: (() => void)[] = [];
  let armed: ByteCut | null = null;
  let arrived = { client: 0, server: 0 };

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const cut = armed;
    let broken = false;
    const breakLine = (how: ByteCut['how']): void => {
      broken = true;
      if (how === 'stall') return;
      for (const socket of [client, upstream]) {
        if (how === 'close') socket.end();
        else socket.resetAndDestroy();
      }
    };
    const join = (from: ByteCut['from'], source: Socket, other: Socket): void => {
      let count = 0;
      sockets.add(source);
      source.on('error', () => undefined);
      source.on('close', () => {
        sockets.delete(source);
        // What is on its way still arrives; over a line that stalls nobody hears of it.
        if (!broken || cut?.how === 'stall') other.end();
        else other.destroy();
        if (sockets.size === 0) closed.splice(0).forEach((each) => each());
      });
      source.on('data', (bytes) => {
        if (broken) return;
        const limit = cut?.from === from ? cut.at - count : Number.POSITIVE_INFINITY;
        const pass = bytes.subarray(0, Math.min(bytes.length, limit));
        count += pass.length;
        arrived[from] += pass.length;
        if (from === 'client') arriving(pass);
        other.write(pass);
        if (cut !== null && bytes.length > limit) breakLine(cut.how);
      });
    };
    join('client', client, upstream);
    join('server', upstream, client);
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    arm: (cut) => {
      armed = cut;
      arrived = { client: 0, server: 0 };
    },
    arrived: () => arrived,
    quiet: () => (sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => closed.push(resolve))),
    async stop() {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await stopped;
    },
  };
}
