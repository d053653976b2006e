/**
 * POP3 (RFC 1939) on the wire. Of node-pop3 only the dialling is used: its reading of answers loses the end of messages when
 * they are cut in unlucky places, and several errors of it cannot be caught. So its data listener goes before the first byte
 * can arrive, and framing, commands and deadlines are ours. Bytes in, bytes out; what they mean is decided in the plan.
 */
import type { Socket } from 'node:net';
import Pop3 from 'node-pop3';
import { cancelledFailure, failureOf, type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import type { SignedIn } from './authenticate.ts';
import { tlsOptions as usualTls } from '../tls-trust.ts';
import type { PopCapabilities } from './capabilities.ts';
import { type PopCredential, secretOf } from './credential.ts';
import { PopDialogue } from './dialogue.ts';
import { PopConnection } from './pop-connection.ts';
import { type PopServer, type PopTimeouts, usualTimeouts } from './pop-server.ts';
import { hasControlCharacter } from './server-words.ts';
import { signIn } from './sign-in.ts';

interface ConnectionSettings {
  readonly timeouts?: PopTimeouts;
  readonly signal?: AbortSignal;
  /** See `SignInOptions`. */
  readonly terms?: (capabilities: PopCapabilities) => void;
}

/**
 * Dials, secures and signs in; rejects with MailFailureError, and then nothing is left open. Password or token are sent only under
 * the security that was asked for. An abort ends the session at any time, without QUIT.
 */
export async function openPopConnection(
  server: PopServer,
  credential: PopCredential,
  settings: ConnectionSettings = {},
): Promise<PopConnection> {
  const secret = secretOf(credential);
  for (const [what, text] of [['user name', server.userName] as const, [credential.kind, secret] as const]) {
    if (hasControlCharacter(text)) throw new MailFailureError(unsendable(what));
  }
  const opened = await attempt(server, credential, settings, false);
  if (opened.kind === 'open') return opened.connection;
  // Some servers hang up on whoever tries APOP in vain, the right password in hand (MailKit#539).
  const again = await attempt(server, credential, settings, true);
  if (again.kind === 'open') return again.connection;
  throw again.refusal;
}

type Attempt = { readonly kind: 'open'; readonly connection: PopConnection } | Extract<SignedIn, { kind: 'hung-up' }>;

async function attempt(
  server: PopServer,
  credential: PopCredential,
  { timeouts = usualTimeouts, signal, terms = () => undefined }: ConnectionSettings,
  withoutApop: boolean,
): Promise<Attempt> {
  if (signal?.aborted === true) throw new MailFailureError(cancelledFailure());
  const tlsOptions = checkedByUs(server);
  const { socket, dialled } = dial(server, tlsOptions);
  const dialogue = new PopDialogue(socket, server, timeouts, signal);
  // It settles at the latest when the socket ends, of which the dialogue heard before: this is for what fails without an event.
  dialled.catch((error: unknown) => dialogue.broken(error));
  try {
    const signedIn = await signIn(dialogue, { server, credential, tlsOptions, withoutApop, terms });
    if (signedIn.kind === 'hung-up') return signedIn;
    return { kind: 'open', connection: new PopConnection(dialogue, signedIn.capabilities) };
  } catch (error) {
    // A refusal counts, also from a server that hung up right after it: else a wrong password would be sent again and again.
    const reason = error instanceof MailFailureError ? error : new MailFailureError(failureOf(error), error);
    dialogue.end(reason);
    throw reason;
  }
}

// Sent as it is, a line end in it would begin a command of its own.
function unsendable(what: string): MailFailure {
  return { kind: 'rejected', retry: 'never', text: `The ${what} contains a line break or another character that cannot be sent.` };
}

// The certificate is judged in the dialogue, right after the handshake: only there one that is refused can be shown.
function checkedByUs({ host, ca }: PopServer) {
  return { ...usualTls({ host, ca }), rejectUnauthorized: false };
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
