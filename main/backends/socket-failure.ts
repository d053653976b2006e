import type { MailFailure, OfflineReason } from '../../shared/failure.ts';

/** Where a connection goes; both appear in the sentences. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

type OfflineFailure = Extract<MailFailure, { kind: 'offline' }>;

const reasons: ReadonlyMap<string, OfflineReason> = new Map([
  ['ENOTFOUND', 'unknown-host'],
  ['ENODATA', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['EAI_NODATA', 'unknown-host'],
  ['EAI_NONAME', 'unknown-host'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['ESOCKETTIMEDOUT', 'timeout'],
  ['ECONNRESET', 'lost'],
  ['ECONNABORTED', 'lost'],
  ['EPIPE', 'lost'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'lost'],
  ['ERR_STREAM_DESTROYED', 'lost'],
]);

/** What a socket error of Node means for the person; null when the error is not about the network. */
export function socketFailure(thrown: unknown, server: HostAndPort): MailFailure | null {
  const code = errorCode(thrown);
  const reason = code === undefined ? undefined : reasons.get(code);
  if (code === undefined || reason === undefined) return null;
  // A resolver that does not answer is not proof that the name is wrong.
  if (code === 'EAI_AGAIN') return { ...offline(reason, server), text: `The name ${server.host} could not be looked up.`, code };
  return { ...offline(reason, server), code };
}

/** The other side closed the connection without a word. */
export function connectionLost(server: HostAndPort): MailFailure {
  return offline('lost', server);
}

/** No connection came about in time. */
export function connectTimedOut(server: HostAndPort): MailFailure {
  return offline('timeout', server);
}

/** The server was there, and then no byte came for the time we wait for an answer. */
export function stoppedAnswering(server: HostAndPort): MailFailure {
  return { ...offline('timeout', server), text: `${server.host} stopped answering.` };
}

/** Connected, but no greeting: a busy server, or one that waits for the client to begin, as TLS and HTTP servers do. */
export function silentServer(server: HostAndPort, protocol: string): MailFailure {
  return {
    ...offline('timeout', server),
    text: `${server.host} takes the connection on port ${server.port}, but does not begin as ${protocol} servers do. Check the port and the security setting.`,
  };
}

/** Something else lives on that port. `said` is the start of what it sent, without secrets. */
export function notThisProtocol(server: HostAndPort, protocol: string, said: string): MailFailure {
  return {
    kind: 'protocol',
    retry: 'never',
    text: `${server.host} answers on port ${server.port}, but not as ${protocol} server. Check the port and the security setting.`,
    server: said,
  };
}

/** Node's `code` of whatever was thrown. */
export function errorCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

function offline(reason: OfflineReason, { host, port }: HostAndPort): OfflineFailure {
  const sentences: Readonly<Record<OfflineReason, string>> = {
    'unknown-host': `There is no server called ${host}.`,
    refused: `${host} refuses connections on port ${port}.`,
    unreachable: `${host} cannot be reached from here.`,
    timeout: `${host} does not answer on port ${port}.`,
    lost: `The connection to ${host} was lost.`,
    'switched-off': 'Working offline.',
  };
  return { kind: 'offline', retry: 'later', reason, text: sentences[reason] };
}
