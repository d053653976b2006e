/** The yardstick in a process of its own. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { LineReader } from '../../doubles/line-reader.ts';
import type { BareFetch } from '../support/bare-fetch.ts';
import type { Login } from '../support/login.ts';
import { cpuSince, type MeasuredCalls, serveMeasured } from '../support/measured-side.ts';
import type { BareCalls } from './bare-calls.ts';
import { createRetrScanner } from './retr-scanner.ts';

/** RETR commands on the way. */
const window = 64;

async function retrieveAll({ port, user, password }: Login): Promise<BareFetch> {
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  const socket = connect(port, '127.0.0.1');
  const reader = new LineReader(socket);
  const ask = async (command: string): Promise<string> => {
    socket.write(`${command}\r\n`);
    const answer = await reader.line();
    if (!answer.startsWith('+OK')) throw new Error(`The test server said: ${answer}`);
    return answer;
  };
  try {
    await reader.line();
    await ask(`USER ${user}`);
    await ask(`PASS ${password}`);
    const count = Number((await ask('STAT')).split(' ')[1]);
    // Nothing is on the way now: from here on the bytes are not turned into text.
    socket.removeAllListeners('data');
    const scanner = createRetrScanner();
    let [asked, rows] = [0, 0];
    const fill = (): void => {
      const first = asked + 1;
      asked = Math.min(count, rows + window);
      const commands = Array.from({ length: asked - first + 1 }, (_, at) => `RETR ${first + at}\r\n`);
      if (commands.length > 0) socket.write(commands.join(''));
    };
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('The test server closed the connection.')));
      socket.on('data', (piece: Buffer) => {
        try {
          const ended = scanner.take(piece);
          rows += ended;
          if (ended > 0) fill();
          if (rows === count) resolve();
        } catch (thrown) {
          reject(thrown);
        }
      });
      fill();
    });
    const fetched = { ms: performance.now() - start, cpuMs: cpuSince(cpuBefore), rows, bytes: scanner.bytes() };
    socket.removeAllListeners('data');
    socket.write('QUIT\r\n');
    await once(socket, 'data');
    return fetched;
  } finally {
    socket.destroy();
  }
}

serveMeasured<BareCalls & MeasuredCalls, Record<string, never>>((_emit, measuring) => ({ ...measuring, retrieveAll }));
