// A server that must hear nothing.
import { createServer } from 'node:net';

export interface Canary {
  readonly port: number;
  /** The first line of whatever arrived; empty where somebody only opened a connection. */
  readonly heard: string[];
  stop(): void;
}

export async function startCanary(): Promise<Canary> {
  const heard: string[] = [];
  const server = createServer((socket) => {
    const at = heard.push('') - 1;
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      heard[at] = data.toString('latin1').split('\r\n', 1)[0] ?? '';
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the canary has no port');
  return { port: address.port, heard, stop: () => server.close() };
}
