// A proxy in front of a real IMAP server that cuts the line at a chosen place, and can take capabilities out of what the server says.
import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './listen.ts';

/**
 * Where the line breaks, counted from `arm` on.
 * - `asked`: after so many lines of the client the server has done what it was asked, and nobody hears its answer.
 * - `told`: after so many lines of the server.
 */
export interface Cut {
  readonly after: 'asked' | 'told';
  readonly lines: number;
}

export interface CuttingProxy {
  readonly port: number;
  /** From now on lines count; null: nothing is cut. */
  arm(cut: Cut | null): void;
  /** Whether the line was cut since `arm`. */
  wasCut(): boolean;
  stop(): Promise<void>;
}

/** How long the server may take to do what it was asked last. */
const patienceMs = 400;

/** `without`: MOVE and UIDPLUS are not offered, and UIDPLUS answers not given. */
export async function startCuttingProxy(target: number, without: readonly ('MOVE' | 'UIDPLUS')[] = []): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let armed: Cut | null = null;
  let asked = 0;
  let told = 0;
  let cut = false;

  const edit = (line: string): string => {
    const words = /CAPABILITY/.test(line) ? without.reduce((said, word) => said.replace(` ${word}`, ''), line) : line;
    return without.includes('UIDPLUS') ? words.replace(/\[(COPYUID|APPENDUID) [^\]]*\] /, '') : words;
  };

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
    let deaf = false;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    const endAfterAnswer = (): void => {
      cut = true;
      deaf = true;
      setTimeout(end, patienceMs);
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
    }
    client.on(
      'data',
      byLines((line) => {
        if (deaf) return;
        upstream.write(line, 'latin1');
        asked += 1;
        if (armed?.after === 'asked' && asked === armed.lines) endAfterAnswer();
      }),
    );
    upstream.on(
      'data',
      byLines((line) => {
        // Done, and nobody hears of it; a server that asks for more is not done.
        if (deaf) return /^(\+|[A-Z0-9]+ (OK|NO|BAD))/.test(line) ? end() : undefined;
        client.write(edit(line), 'latin1');
        told += 1;
        if (armed?.after === 'told' && told === armed.lines) {
          cut = true;
          client.end();
          upstream.destroy();
        }
      }),
    );
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    arm: (next) => {
      armed = next;
      [asked, told, cut] = [0, 0, false];
    },
    wasCut: () => cut,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function byLines(each: (line: string) => void): (bytes: Buffer) => void {
  let rest = '';
  return (bytes) => {
    const lines = `${rest}${bytes.toString('latin1')}`.split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith('\n') === false ? (lines.pop() ?? '') : '';
    for (const line of lines) if (line !== '') each(line);
  };
}
