// An SMTP server that keeps what it gets, and fails in the ways a test asks for.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { serverCertificate, type CertificateKind } from './certificates.ts';
import { freePorts } from './free-ports.ts';

/** One message as the server got it. */
interface SunkMessage {
  readonly mailFrom: string;
  readonly rcptTo: readonly string[];
  /** The user that logged in, if one did. */
  readonly user: string | undefined;
  readonly raw: Buffer;
}

/** `cut-after-data`: the connection breaks after the message and before the answer; the server has it, the client cannot know. */
type SmtpBehaviour =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse-recipients'; readonly addresses: readonly string[]; readonly code?: number; readonly text?: string }
  | { readonly kind: 'refuse-message'; readonly code: number; readonly text: string }
  | { readonly kind: 'cut-after-data' };

export interface SmtpSinkOptions {
  readonly certificate?: CertificateKind;
  /** Who may log in, user to password. Without it everyone may send, logged in as anybody or not at all. */
  readonly users?: Readonly<Record<string, string>>;
}

export interface SmtpSink {
  readonly host: '127.0.0.1';
  /** `smtp` is plain with STARTTLS, `smtps` is TLS from the start. */
  readonly ports: { readonly smtp: number; readonly smtps: number };
  readonly ca: string;
  readonly messages: readonly SunkMessage[];
  /** From now on, for both ports. */
  behave(behaviour: SmtpBehaviour): void;
  /** Resolves when the server holds that many messages. */
  waitForMessages(count: number): Promise<readonly SunkMessage[]>;
  /** Ends the server; what it got stays readable. */
  stop(): Promise<void>;
  /** After `stop`: listens again on the same ports. */
  start(): Promise<void>;
}

/** Starts the sink on free loopback ports. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const certificate = await serverCertificate(options.certificate ?? 'good');
  const [smtp = 0, smtps = 0] = await freePorts(2);
  const messages: SunkMessage[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let behaviour: SmtpBehaviour = { kind: 'accept' };
  let servers: readonly SMTPServer[] = [];
  // By the client's port, which a session names too.
  const sockets = new Map<number, Socket>();

  const keep = (message: SunkMessage): void => {
    messages.push(message);
    for (const waiter of waiting) if (messages.length >= waiter.count) waiter.resolve();
  };
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error) => void): Promise<void> => {
    const raw = await receive(stream);
    if (behaviour.kind === 'refuse-message') return done(replyError(behaviour.code, behaviour.text));
    keep(sunkMessage(session, raw));
    if (behaviour.kind === 'cut-after-data') sockets.get(session.remotePort)?.destroy();
    else done();
  };
  const serverOptions = (secure: boolean): SMTPServerOptions => ({
    secure,
    key: certificate.key,
    cert: certificate.cert,
    authOptional: options.users === undefined,
    // Real servers forbid it; the setting without TLS needs a server to be tested against.
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => {
      const known = options.users === undefined || (auth.username !== undefined && options.users[auth.username] === auth.password);
      if (known) done(null, { user: auth.username });
      else done(replyError(535, 'Authentication credentials invalid'));
    },
    onRcptTo: (address, _session, done) => done(refusal(behaviour, address)),
    onData: (stream, session, done) => void take(stream, session, done),
  });

  const start = async (): Promise<void> => {
    servers = [new SMTPServer(serverOptions(false)), new SMTPServer(serverOptions(true))];
    await Promise.all(
      servers.map(async (server, at) => {
        // A client that refuses the certificate or breaks off is what some tests do; it is not this server's error.
        server.on('error', () => undefined);
        const listening = server.listen(at === 0 ? smtp : smtps, '127.0.0.1');
        listening.on('connection', (socket) => {
          const port = socket.remotePort ?? 0;
          sockets.set(port, socket);
          socket.once('close', () => sockets.delete(port));
        });
        await once(listening, 'listening');
      }),
    );
  };
  await start();
  return {
    host: '127.0.0.1',
    ports: { smtp, smtps },
    ca: certificate.ca,
    messages,
    behave: (wanted) => void (behaviour = wanted),
    async waitForMessages(count) {
      if (messages.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return messages;
    },
    async stop() {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      for (const socket of sockets.values()) socket.destroy();
      await Promise.all(closed);
    },
    start,
  };
}

async function receive(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function sunkMessage({ envelope, user }: SMTPServerSession, raw: Buffer): SunkMessage {
  return {
    mailFrom: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    rcptTo: envelope.rcptTo.map((recipient) => recipient.address),
    user: typeof user === 'string' ? user : undefined,
    raw,
  };
}

function refusal(behaviour: SmtpBehaviour, { address }: SMTPServerAddress): Error | null {
  if (behaviour.kind !== 'refuse-recipients' || !behaviour.addresses.includes(address)) return null;
  return replyError(behaviour.code ?? 550, behaviour.text ?? 'No such user here');
}

function replyError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
