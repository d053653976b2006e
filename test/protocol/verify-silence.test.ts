import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyServers } from '../../main/worker/verify-servers.ts';
import { freePorts } from '../servers/support/free-ports.ts';

const greetings = { imap: '* OK ready\r\n', pop: '+OK ready\r\n', smtp: '220 ready ESMTP\r\n' };

/** Greets, and never says another word. */
async function silentServer(greeting: string): Promise<number> {
  const [port = 0] = await freePorts(1);
  const server = createServer((socket) => void socket.on('error', () => undefined).write(greeting));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return port;
}

describe('signing in to servers that greet and fall silent', () => {
  it.each(['imap', 'pop'] as const)('%s: is told in words, and not as something that was stopped', async (kind) => {
    const server = { host: '127.0.0.1', security: 'none', userName: 'ann' } as const;
    const base = {
      identity: { name: '', address: 'ann@example.org' },
      incoming: { ...server, port: await silentServer(greetings[kind]) },
      outgoing: { ...server, port: await silentServer(greetings.smtp) },
      password: 'open sesame',
      keepPasswordWeakly: false,
    };
    const draft = kind === 'imap' ? { ...base, kind } : { ...base, kind, copies: { kind: 'leave' } as const };
    const silent = { kind: 'offline', reason: 'timeout', text: expect.stringContaining('fell silent') };
    expect(await verifyServers(draft, 400)).toMatchObject({ incoming: silent, outgoing: silent });
  });
});
