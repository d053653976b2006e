import type { MailFailure } from '../../../shared/failure.ts';
import { connectionLost, errorCode, socketFailure } from '../socket-failure.ts';
import { isTlsCode, tlsFailure } from '../tls-trust.ts';
import type { PopServer } from './pop-server.ts';

/** What ends a session below the level of commands. `said` is fit to be shown: see `quote`. */

/** An error event of the socket, or of the TLS layer over it. */
export function brokenConnection(error: unknown, server: PopServer): MailFailure {
  const code = errorCode(error);
  if (code !== undefined && isTlsCode(code)) return tlsFailure(code, undefined, server.host);
  return socketFailure(error, server) ?? { ...connectionLost(server), ...(code === undefined ? {} : { code }) };
}

/** Bytes that no command asked for. */
export function unaskedBytes(said: string, server: PopServer): MailFailure {
  // The usual farewell of a server whose patience with an idle session is over (RFC 1939 section 3).
  if (said.startsWith('-ERR')) return { ...connectionLost(server), text: `${server.host} ended the session.`, server: said };
  return { kind: 'protocol', retry: 'later', text: `${server.host} sent something that was not asked for.`, server: said };
}

/** The server waits for one more line of a sign-in, where none is due. */
export function challengeNotDue(said: string, server: PopServer): MailFailure {
  return { kind: 'protocol', retry: 'later', text: `${server.host} asked for a step of signing in that was not due.`, server: said };
}

/** An answer in no form that RFC 1939 knows. */
export function unreadableAnswer(said: string, server: PopServer): MailFailure {
  if (/^\+( |$)/.test(said)) return challengeNotDue(said, server);
  return { kind: 'protocol', retry: 'later', text: `${server.host} sent an answer that cannot be read.`, server: said };
}
