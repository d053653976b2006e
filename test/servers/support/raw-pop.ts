import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A POP3 client of a few lines, so that the server is judged by its words and not by a library. */
export interface RawPop {
  send(text: string): void;
  /** The next line without its CRLF. */
  line(): Promise<string>;
  /** Sends a command, gives the line that answers it. */
  ask(command: string): Promise<string>;
  /** Sends a command, gives the lines after its +OK up to the dot, with dot-stuffing undone. */
  multiline(command: string): Promise<readonly string[]>;
  /** After the +OK to STLS. */
  startTls(ca: string): Promise<void>;
}

/** Connects to a port on loopback; the greeting is the first line. */
export async function connectPop(port: number): Promise<RawPop> {
  let socket: Socket = connect(port, '127.0.0.1');
  let lines = readLines(socket);
  await once(socket, 'connect');

  const send = (text: string): void => void socket.write(text);
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error('the server closed the connection');
    return next.value;
  };
  const ask = (command: string): Promise<string> => {
    send(`${command}\r\n`);
    return line();
  };
  return {
    send,
    line,
    ask,
    async multiline(command) {
      const answer = await ask(command);
      if (!answer.startsWith('+OK')) throw new Error(`${command}: ${answer}`);
      const content: string[] = [];
      for (let next = await line(); next !== '.'; next = await line()) content.push(next.startsWith('.') ? next.slice(1) : next);
      return content;
    },
    async startTls(ca) {
      socket.removeAllListeners('data');
      const secured = connectTls({ socket, ca, servername: 'localhost' });
      await once(secured, 'secureConnect');
      socket = secured;
      lines = readLines(secured);
    },
  };
}

async function* readLines(socket: Socket): AsyncGenerator<string, void> {
  let text = '';
  const arrived: string[] = [];
  let wake: (() => void) | undefined;
  let closed = false;
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    const complete = text.split('\r\n');
    text = complete.pop() ?? '';
    arrived.push(...complete);
    wake?.();
  });
  socket.once('close', () => {
    closed = true;
    wake?.();
  });
  for (;;) {
    const next = arrived.shift();
    if (next !== undefined) yield next;
    else if (closed) return;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
