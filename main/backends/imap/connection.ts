/**
 * How a connection comes about, and the only importer of imapflow. What must hold for every use of the library is seen to here, a listener
 * for `error` before anything can fail and STARTTLS never downgraded, and in session.ts: one user of the selected mailbox at a time, and
 * no `false`. Where imapflow tells a refusal only to its logger, the reason becomes a MailFailure.
 */
import { type ImapAttribute, ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Security } from '../../../shared/account.ts';
import { assertNever, cancelledFailure, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import { connectionLost } from '../socket-failure.ts';
import { isOff, takeOut } from './extensions-off.ts';
import { imapFailure } from './imap-failure.ts';
import type { ImapServer } from './imap-server.ts';
import { type Extension, factsFor, type ServerFacts, type ServerSigns } from './quirks.ts';
import { refusalLogger } from './refusal-logger.ts';
import { type ImapConnection, sessionOf } from './session.ts';
import { imapTransport } from './transport.ts';
import { useWholePaths } from './whole-paths.ts';

/** The library's client, and what its parser makes of an answer: for the files of this room that send a command of their own. */
export type ImapClient = ImapFlow;
export type { ImapAttribute };

/** Longer than a sync pauses between two commands. */
const autoIdleAfterMs = 1500;
const largestMessage = 256 * 1024 * 1024;

/** Dials, secures and signs in. Rejects with MailFailureError, and then nothing is left open. */
export async function openImapConnection(server: ImapServer, password: string, signal: AbortSignal): Promise<ImapConnection> {
  if (signal.aborted) throw new MailFailureError(cancelledFailure());
  let fatal: Error | null = null;
  const refusals = refusalLogger((error) => {
    fatal = error;
    // Not while the library is still busy with that answer.
    setImmediate(() => client.close());
  });
  const transport = imapTransport(server);
  const client = new ImapFlow({ ...optionsFor(server, password, transport), logger: refusals.logger });
  client.on('error', (error) => (fatal = error));
  const facts = (capabilities: ServerSigns['capabilities']): ServerFacts =>
    factsFor({ host: server.host, id: client.serverInfo?.name || null, greeting: client.greeting ?? null, capabilities });
  // Asked anew each time: who the server is may come out only after its first capabilities.
  const off = (told: ServerSigns['capabilities']): readonly Extension[] => [...(server.without ?? []), ...facts(told).untrusted];
  takeOut(client, off);
  const failure = (thrown: unknown): MailFailureError => {
    const direct = imapFailure(thrown, server);
    // Commands under way are only told that the connection is gone; why it went came as the event.
    const made = fatal !== null && direct.kind === 'offline' && direct.reason === 'lost' ? imapFailure(fatal, server) : direct;
    return new MailFailureError(withoutSecret(made, password), thrown);
  };
  const abort = (): void => client.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await client.connect();
  } catch (thrown) {
    client.close();
    throw signal.aborted ? new MailFailureError(cancelledFailure()) : failure(thrown);
  } finally {
    signal.removeEventListener('abort', abort);
  }
  const ending = (): MailFailure => {
    if (fatal !== null) return failure(fatal).failure;
    return { ...connectionLost(server), ...(client.byeReason === undefined ? {} : { server: client.byeReason }) };
  };
  useWholePaths(client);
  const { capabilities } = client;
  return sessionOf(client, {
    host: server.host,
    timeouts: server.timeouts,
    facts: facts(capabilities),
    isOff: (capability) => isOff(capability, off(capabilities)),
    failure,
    takeRefusal: refusals.take,
    ending,
    allowSilence: transport.allowSilence,
  });
}

function optionsFor(server: ImapServer, password: string, transport: ReturnType<typeof imapTransport>): ImapFlowOptions {
  const { timeouts } = server;
  return {
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    ...startTls(server.security),
    auth: { user: server.userName, pass: password },
    transport: { connect: transport.connect, upgrade: (socket, _options, onSecure) => transport.upgrade(socket, onSecure) },
    qresync: true,
    // False leaves a field out: a server needs no more of us than this.
    clientInfo: { name: 'Homing', version: server.version ?? false, vendor: false, 'support-url': false },
    connectionTimeout: timeouts.connect,
    socketTimeout: timeouts.silence,
    maxIdleTime: timeouts.idle,
    autoIdleDelay: autoIdleAfterMs,
    maxLiteralSize: largestMessage,
  };
}

/** Without `doSTARTTLS` imapflow would send the password in clear to a server that offers no STARTTLS. */
function startTls(security: Security): Pick<ImapFlowOptions, 'doSTARTTLS'> {
  switch (security) {
    case 'tls':
      return {};
    case 'starttls':
      return { doSTARTTLS: true };
    case 'none':
      return { doSTARTTLS: false };
    default:
      return assertNever(security);
  }
}

/** Some servers repeat a command line they did not like. */
function withoutSecret(failure: MailFailure, password: string): MailFailure {
  return failure.server === undefined || password === '' ? failure : { ...failure, server: failure.server.replaceAll(password, '…') };
}
