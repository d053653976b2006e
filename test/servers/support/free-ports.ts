import { createServer } from 'node:net';

/** As many different loopback ports as asked for that nobody listens on right now. All are held at once, so none is given twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => hold()));
  await Promise.all(held.map((port) => port.release()));
  return held.map((port) => port.number);
}

interface HeldPort {
  readonly number: number;
  readonly release: () => Promise<void>;
}

function hold(): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
      resolve({ number: address.port, release: () => new Promise((released) => void server.close(() => released())) });
    });
  });
}
