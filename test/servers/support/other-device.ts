// A bare imapflow signed in to a user's mail, as another device would be.
import { ImapFlow } from 'imapflow';
import type { DovecotServer } from './dovecot.ts';

/** Whoever asks for it closes it. */
export async function otherDevice(server: DovecotServer, user: string, password: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.ports.imap,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
