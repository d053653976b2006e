// An honest POP3 server with a maildrop that outlives sessions (RFC 1939): DELE marks, and only QUIT removes. Switches make it misbehave.
import { createServer, type Socket } from 'node:net';
import { stuffed, withLastLineEnd } from './pop-maildrop-script.ts';
import { listenOnLoopback } from './listen.ts';

export interface Kept {
  readonly uidl: string;
  readonly raw: Buffer;
}

/** What it does otherwise than it should; everything else is as it should be. */
export interface PopOddities {
  readonly capa?: readonly string[];
  /** The ids it tells, one for each message in this order; undefined: no line for that message. Null: no UIDL at all. */
  readonly uidls?: ((messages: readonly Kept[], session: number) => readonly (string | undefined)[]) | null;
  readonly listSize?: (bytes: number, number: number) => number;
  /** What it answers in place of its own answer, and does not do. `hangUp`: its last word. */
  readonly instead?: (command: string, raw: Buffer | undefined) => { readonly say: Buffer | string; readonly hangUp?: boolean } | undefined;
  /** Which of the marked messages QUIT leaves where they are; it answers -ERR then (RFC 1939 section 6). */
  readonly keepsAtQuit?: (message: Kept) => boolean;
}

export interface PopMaildropServer {
  readonly port: number;
  /** Oldest first. */
  readonly messages: readonly Kept[];
  /** Commands as they came. */
  readonly commands: readonly string[];
  /** How many are open. */
  connections(): number;
  /** A message without a last line end is given one. */
  deliver(raw: Buffer, uidl?: string): void;
  /** Another program empties the maildrop. */
  empty(): void;
  misbehave(oddities: PopOddities): void;
  stop(): Promise<void>;
}

export async function startPopMaildropServer(): Promise<PopMaildropServer> {
  let messages: Kept[] = [];
  let oddities: PopOddities = {};
  let delivered = 0;
  let sessions = 0;
  const commands: string[] = [];
  const sockets = new Set<Socket>();

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    sessions += 1;
    const session = openSession(messages, oddities, sessions, (gone) => {
      messages = messages.filter((message) => !gone.has(message));
    });
    let input = '';
    socket.write('+OK\r\n');
    socket.on('data', (chunk) => {
      const lines = `${input}${chunk.toString('latin1')}`.split('\r\n');
      input = lines.pop() ?? '';
      for (const line of lines) {
        if (socket.writableEnded) return;
        commands.push(line);
        const { say, hangUp } = session(line);
        socket.write(say);
        if (hangUp) socket.end();
      }
    });
    socket.on('end', () => socket.end());
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    get messages() {
      return messages;
    },
    commands,
    connections: () => sockets.size,
    deliver: (raw, uidl = `u${(delivered += 1)}`) => void (messages = [...messages, { uidl, raw: withLastLineEnd(raw, '\r\n') }]),
    empty: () => void (messages = []),
    misbehave: (next) => void (oddities = next),
    async stop() {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await stopped;
    },
  };
}

/** With the empty line that ends it, and nothing of the body: as `TOP n 0`. */
function headOf(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n');
  return end === -1 ? raw : raw.subarray(0, end + 4);
}

type Answer = { readonly say: Buffer | string; readonly hangUp: boolean };

/** Numbers count in this list; what arrives meanwhile is seen by the next session. */
function openSession(
  listed: readonly Kept[],
  oddities: PopOddities,
  session: number,
  remove: (gone: ReadonlySet<Kept>) => void,
): (command: string) => Answer {
  const marked = new Set<Kept>();
  const {
    capa = ['UIDL', 'PIPELINING'],
    uidls = (all: readonly Kept[]) => all.map(({ uidl }) => uidl),
    listSize = (bytes: number) => bytes,
  } = oddities;
  const listing = (lines: readonly (string | undefined)[]): string =>
    ['+OK', ...lines.flatMap((line, at) => (line === undefined ? [] : `${at + 1} ${line}`)), '.', ''].join('\r\n');
  const unlessMarked = (id: string | undefined, message: Kept | undefined): string | undefined =>
    message !== undefined && marked.has(message) ? undefined : id;
  const answer = (word: string, message: Kept | undefined): Buffer | string => {
    switch (word) {
      case 'CAPA':
        return ['+OK', ...capa, '.', ''].join('\r\n');
      case 'USER':
      case 'PASS':
      case 'NOOP':
        return '+OK\r\n';
      case 'LIST':
        return listing(listed.map((each, at) => (marked.has(each) ? undefined : String(listSize(each.raw.length, at + 1)))));
      case 'UIDL':
        return uidls === null ? '-ERR unknown command\r\n' : listing(uidls(listed, session).map((id, at) => unlessMarked(id, listed[at])));
      case 'RETR':
        if (message === undefined || marked.has(message)) return '-ERR no such message\r\n';
        return Buffer.concat([Buffer.from('+OK\r\n'), stuffed(message.raw, '\r\n')]);
      case 'TOP':
        if (message === undefined || marked.has(message)) return '-ERR no such message\r\n';
        return Buffer.concat([Buffer.from('+OK\r\n'), stuffed(headOf(message.raw), '\r\n')]);
      case 'DELE':
        if (message === undefined || marked.has(message)) return '-ERR no such message\r\n';
        marked.add(message);
        return '+OK\r\n';
      case 'QUIT': {
        const gone = new Set([...marked].filter((each) => oddities.keepsAtQuit?.(each) !== true));
        remove(gone);
        return gone.size === marked.size ? '+OK\r\n' : '-ERR some deleted messages not removed\r\n';
      }
      default:
        return '-ERR unknown command\r\n';
    }
  };
  return (command) => {
    const [word = '', number] = command.split(' ');
    const message = listed[Number(number) - 1];
    const instead = oddities.instead?.(command, message?.raw);
    return { say: instead?.say ?? answer(word, message), hangUp: instead?.hangUp ?? word === 'QUIT' };
  };
}
