// A TCP server that plays a script: for servers that misbehave at a chosen line. Doubles stop at the wire, so the client is the real one.
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { LineReader } from './line-reader.ts';
import { listenOnLoopback } from './listen.ts';

/** What came in: the whole line without its CRLF, and the groups of the regular expression that expected it. */
type Expected = RegExpMatchArray;

/**
 * One step of a connection's script.
 * - `expect`: the next line from the client, by its text or by a regular expression for all of it.
 * - `skipTo`: lines from the client up to and including one that fits, such as a message up to its dot.
 * - `read`: that many bytes from the client, such as a literal; a function is given the line last expected.
 * - `send`: bytes to the client, given to the socket `chunkBytes` at a time, with `delayMs` between; a function is given the line last
 *   expected, so that an answer can carry its tag.
 * - `cut`: end the connection in order. `reset`: break it off. `stall`: keep it open and say nothing until the client goes.
 */
export type Step =
  | { readonly expect: string | RegExp }
  | { readonly skipTo: string | RegExp }
  | { readonly read: number | ((expected: Expected) => number) }
  | {
      readonly send: string | Uint8Array | ((expected: Expected) => string | Uint8Array);
      readonly chunkBytes?: number;
      readonly delayMs?: number;
    }
  | 'cut'
  | 'reset'
  | 'stall';

export interface ScriptedServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /**
   * Resolves when every connection of the script has been played to its end and the client has gone. Rejects at the first line that
   * differs from the script, and after 10 s with the step at which each connection stands.
   */
  finished(): Promise<void>;
  /** Ends the server and every connection. */
  stop(): Promise<void>;
}

const patienceMs = 10_000;

/** Listens on a free loopback port; the first connection plays the first script, the second the second, and so on. */
export async function startScriptedServer(...scripts: readonly (readonly Step[])[]): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const standing = scripts.map(() => 'not connected yet');
  let connections = 0;
  const over = scripts.map(() => withResolvers());
  const surplus = withResolvers();

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const at = connections;
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that breaks off is noticed by the step that waits for it.
    socket.on('error', () => undefined);
    const script = scripts[at];
    if (script === undefined) {
      socket.destroy();
      surplus.reject(new Error(`connection ${connections} came, but the script has ${scripts.length}`));
      return;
    }
    play(socket, script, (where) => (standing[at] = where)).then(
      () => over[at]?.resolve(),
      (error: unknown) => {
        // The client sees a lost connection, not a wait without end.
        socket.destroy();
        over[at]?.reject(new Error(`connection ${at + 1}, ${standing[at]}: ${error instanceof Error ? error.message : String(error)}`));
      },
    );
  });
  const port = await listenOnLoopback(server);
  return {
    host: '127.0.0.1',
    port,
    async finished() {
      const giveUp = new AbortController();
      const late = delay(patienceMs, undefined, { signal: giveUp.signal }).then(() => {
        throw new Error(
          `the script was not played to its end: ${standing.map((where, at) => `connection ${at + 1}: ${where}`).join('; ')}`,
        );
      });
      late.catch(() => undefined);
      await Promise.race([surplus.promise, Promise.all(over.map(({ promise }) => promise)), late]).finally(() => giveUp.abort());
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** As Promise.withResolvers of later Node versions; a rejection nobody waits for yet is not an error of the process. */
function withResolvers(): Deferred {
  let resolve: (() => void) | undefined;
  let reject: ((error: Error) => void) | undefined;
  const promise = new Promise<void>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  promise.catch(() => undefined);
  return { promise, resolve: () => resolve?.(), reject: (error) => reject?.(error) };
}

async function play(socket: Socket, script: readonly Step[], stand: (where: string) => void): Promise<void> {
  const reader = new LineReader(socket);
  let expected: Expected = [''];
  for (const [at, step] of script.entries()) {
    stand(`step ${at + 1} of ${script.length}`);
    if (step === 'cut') return void socket.end();
    if (step === 'reset') return void socket.resetAndDestroy();
    if (step === 'stall') return reader.ended();
    if ('expect' in step) expected = fits(step.expect, await reader.line()) ?? differ(step.expect, reader.last);
    else if ('skipTo' in step) expected = await skipTo(reader, step.skipTo);
    else if ('read' in step) await reader.bytes(typeof step.read === 'number' ? step.read : step.read(expected));
    else await send(socket, typeof step.send === 'function' ? step.send(expected) : step.send, step.chunkBytes, step.delayMs);
  }
  stand('after its last step');
  // A script that does not cut leaves the closing to the client, who must have nothing more to say.
  await reader.endedInSilence();
}

async function skipTo(reader: LineReader, wanted: string | RegExp): Promise<Expected> {
  for (;;) {
    const found = fits(wanted, await reader.line());
    if (found) return found;
  }
}

function fits(wanted: string | RegExp, line: string): Expected | undefined {
  if (typeof wanted === 'string') return wanted === line ? [line] : undefined;
  const match = wanted.exec(line);
  return match?.[0] === line ? match : undefined;
}

function differ(wanted: string | RegExp, line: string): never {
  throw new Error(`expected ${String(wanted)}, the client sent ${JSON.stringify(line)}`);
}

async function send(socket: Socket, content: string | Uint8Array, chunkBytes?: number, delayMs = 0): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const size = chunkBytes ?? Math.max(bytes.length, 1);
  for (let from = 0; from < bytes.length; from += size) {
    await new Promise<void>((resolve) => socket.write(bytes.subarray(from, from + size), () => resolve()));
    if (delayMs > 0) await delay(delayMs);
  }
}
