/**
 * POP3 (RFC 1939) on the wire. Of node-pop3 only the dialling is used: its reading of answers loses the end of messages when
 * they are cut in unlucky places, and several errors of it cannot be caught. So its data listener goes before the first byte
 * can arrive, and framing, commands and deadlines are ours. Bytes in, bytes out; what they mean is decided in the plan.
 */
import type { Socket } from 'node:net';
import Pop3 from 'node-pop3';
import { cancelledFailure, failureOf, type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import { tlsOptions } from '../tls-trust.ts';
import { PopDialogue } from './dialogue.ts';
import { PopConnection } from './maildrop.ts';
import { type PopServer, type PopTimeouts, usualTimeouts } from './pop-server.ts';
import { hasControlCharacter } from './server-words.ts';
import { signIn } from './sign-in.ts';

/**
 * Dials, secures and signs in; rejects with MailFailureError, and then nothing is left open. The password is sent only under
 * the security that was asked for. An abort ends the session at any time, without QUIT.
 */
export async function openPopConnection(
  server: PopServer,
  password: string,
  { timeouts = usualTimeouts, signal }: { readonly timeouts?: PopTimeouts; readonly signal?: AbortSignal } = {},
): Promise<PopConnection> {
  if (signal?.aborted === true) throw new MailFailureError(cancelledFailure());
  for (const [what, text] of [['user name', server.userName] as const, ['password', password] as const]) {
    if (hasControlCharacter(text)) throw new MailFailureError(unsendable(what));
  }
  const secure = checkedByUs(server);
  const { socket, dialled } = dial(server, secure);
  const dialogue = new PopDialogue(socket, server, timeouts, password, signal);
  // It settles at the latest when the socket ends, of which the dialogue heard before: this is for what fails without an event.
  dialled.catch((error: unknown) => dialogue.broken(error));
  try {
    return new PopConnection(dialogue, await signIn(dialogue, server, password, secure));
  } catch (error) {
    throw dialogue.end(error instanceof MailFailureError ? error : new MailFailureError(failureOf(error), error));
  }
}

// Sent as it is, a line end in it would begin a command of its own.
function unsendable(what: string): MailFailure {
  return { kind: 'rejected', retry: 'never', text: `The ${what} contains a line break or another character that cannot be sent.` };
}

// The certificate is judged in the dialogue, right after the handshake: only there one that is refused can be shown.
function checkedByUs({ host, ca }: PopServer) {
  return { ...tlsOptions({ host, ca }), rejectUnauthorized: false };
}

function dial(
  { host, port, security }: PopServer,
  secure: ReturnType<typeof checkedByUs>,
): { readonly socket: Socket; readonly dialled: Promise<void> } {
  const client = new Pop3({ user: '', password: '', host, port, tls: security === 'tls', tlsOptions: secure });
  const dialled = client.connect();
  const socket = client._socket;
  if (socket === null) throw new Error('node-pop3 makes its socket before connect() returns');
  socket.removeAllListeners('data');
  return { socket, dialled };
}
