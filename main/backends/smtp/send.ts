/**
 * Sending: one connection for each mail, the bytes as they are, the envelope as it is given. Of nodemailer only the SMTP
 * connection is used, never its composer: so no address of a header and no file of this computer can get into it here.
 */
import { isAscii } from 'node:buffer';
import { Readable } from 'node:stream';
import tls from 'node:tls';
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import type { ServerAddress } from '../../../shared/account.ts';
import type { DeliveryReport, SmtpEnvelope } from '../../../shared/draft.ts';
import { cancelledFailure, type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import type { Submitter } from '../backend.ts';
import { connectionLost } from '../socket-failure.ts';
import { peerFailure, tlsOptions } from '../tls-trust.ts';
import { replyWords } from './reply-words.ts';
import { isRefusedMessage, maybeSent, smtpFailure, strayReply } from './smtp-failure.ts';

/** Milliseconds. */
export interface SmtpTimeouts {
  readonly connect: number;
  readonly greeting: number;
  /** Without a byte in either direction. */
  readonly idle: number;
  /** How long an abort waits for the answer to a message that was handed over whole. */
  readonly farewell: number;
}

interface SubmitterOptions {
  readonly timeouts?: SmtpTimeouts | undefined;
  /** PEM of authorities in place of the built-in ones; for tests. */
  readonly ca?: string | undefined;
}

const usualTimeouts: SmtpTimeouts = { connect: 30_000, greeting: 30_000, idle: 120_000, farewell: 5_000 };

/** What is given to the socket at once; small, so that what was handed over is close to what was sent. */
const sliceSize = 16 * 1024;

/** The outgoing side of an account. An empty user name means a server that wants no sign-in. */
export function createSubmitter(server: ServerAddress, password: string, options: SubmitterOptions = {}): Submitter {
  const inSession = async <T>(signal: AbortSignal, work: (session: SmtpSession) => Promise<T>): Promise<T> => {
    if (signal.aborted) throw new MailFailureError(cancelledFailure());
    const session = new SmtpSession(server, password, options, signal);
    try {
      await session.open();
      const value = await work(session);
      session.quit();
      return value;
    } catch (thrown) {
      session.close();
      // Without `cause`: the library's error repeats the server's words, secrets included.
      throw new MailFailureError(smtpFailure(thrown, server, session.words));
    }
  };
  return {
    submit: (raw, envelope, signal) => inSession(signal, (session) => session.deliver(raw, envelope)),
    verify: (signal) => inSession(signal, () => Promise.resolve()),
  };
}

class SmtpSession {
  readonly #connection: SMTPConnection;
  readonly #server: ServerAddress;
  readonly #password: string;
  readonly #options: SubmitterOptions;
  readonly #timeouts: SmtpTimeouts;
  /** Rejects when the session ends in any way; steps of it race against this. */
  readonly #ended: Promise<never>;
  #stopListening: () => void = () => {};
  /** The last byte of a message was given to the socket's stream: from here on the server may have all of it. */
  #handedOver = false;
  #signedIn = false;

  constructor(server: ServerAddress, password: string, options: SubmitterOptions, signal: AbortSignal) {
    this.#server = server;
    this.#password = password;
    this.#options = options;
    this.#timeouts = options.timeouts ?? usualTimeouts;
    this.#connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.security === 'tls',
      // Without it a server, or somebody on the way, could talk us out of encryption.
      requireTLS: server.security === 'starttls',
      ignoreTLS: server.security === 'none',
      // The certificate is judged in `open`: only so one that is refused can be shown.
      tls: { ...tlsOptions({ host: server.host, ca: options.ca }), rejectUnauthorized: false },
      // RFC 5321 section 4.1.4 wants an address; which one this computer has is nobody's business.
      name: '[127.0.0.1]',
      connectionTimeout: this.#timeouts.connect,
      greetingTimeout: this.#timeouts.greeting,
      socketTimeout: this.#timeouts.idle,
    });
    this.#ended = new Promise((_resolve, reject) => {
      // Stays for good: an error without a listener ends the process.
      this.#connection.on('error', reject);
      this.#connection.once('end', () => reject(new MailFailureError(connectionLost(server))));
      const abort = (): void => {
        if (!this.#handedOver) reject(new MailFailureError(cancelledFailure()));
        else setTimeout(() => reject(new MailFailureError(cancelledFailure())), this.#timeouts.farewell).unref();
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#stopListening = () => signal.removeEventListener('abort', abort);
    });
    this.#ended.catch(() => {});
  }

  /** Connects, judges the certificate, signs in. */
  async open(): Promise<void> {
    const connection = this.#connection;
    await this.#step<void>((resolve, reject) => connection.connect((error) => (error === undefined ? resolve() : reject(error))));
    const failure = this.#distrust();
    if (failure !== null) throw new MailFailureError(failure);
    const { host, userName } = this.#server;
    if (userName !== '' && !connection.allowsAuth) {
      const text = `${host} does not offer signing in on port ${this.#server.port}. Check the port and the security setting.`;
      throw new MailFailureError({ kind: 'unsupported', retry: 'never', text });
    }
    if (userName !== '') {
      await this.#step<void>((resolve, reject) => {
        connection.login({ user: userName, pass: this.#password }, (error) => (error === null ? resolve() : reject(error)));
      });
    }
    this.#signedIn = true;
  }

  /** Hands one message over and reads the answer for every recipient. */
  async deliver(raw: Buffer, { mailFrom, rcptTo }: SmtpEnvelope): Promise<DeliveryReport> {
    const message = Readable.from(slices(raw));
    // Emitted before the library writes the final dot, and only when the socket has taken what came before: without it the
    // server cannot have the whole message.
    message.once('end', () => (this.#handedOver = true));
    const envelope = { from: mailFrom, to: [...rcptTo], size: raw.length, use8BitMime: !isAscii(raw) };
    try {
      const info = await this.#step<SMTPConnectionSendInfo>((resolve, reject) => {
        this.#connection.send(envelope, message, (error, answer) => {
          if (error !== null) return reject(error);
          if (this.#handedOver) return resolve(answer);
          // A reply too many was taken for the answer to a message that is still on its way.
          reject(new MailFailureError(strayReply(this.#server)));
          this.close();
        });
      });
      const errors = new Map((info.rejectedErrors ?? []).map((error) => [error.recipient, error.response ?? '']));
      return {
        accepted: info.accepted,
        rejected: info.rejected.map((address) => ({ address, server: this.words(errors.get(address) ?? '') })),
      };
    } catch (thrown) {
      if (this.#handedOver && !isRefusedMessage(thrown)) throw new MailFailureError(maybeSent(this.#server));
      throw thrown;
    }
  }

  /** Says goodbye without waiting for the answer: the mail is out, and that is what counts. */
  quit(): void {
    this.#stopListening();
    const timer = setTimeout(() => this.#connection.close(), this.#timeouts.farewell);
    this.#connection.once('end', () => clearTimeout(timer));
    this.#connection.quit();
  }

  close(): void {
    this.#stopListening();
    this.#connection.close();
  }

  /** What the server said, without secrets. */
  readonly words = (said: string): string =>
    replyWords(said, { userName: this.#server.userName, password: this.#password }, !this.#signedIn);

  #step<T>(start: (resolve: (value: T) => void, reject: (error: Error) => void) => void): Promise<T> {
    return Promise.race([new Promise<T>(start), this.#ended]);
  }

  #distrust(): MailFailure | null {
    const { host, trustedCertificate, security } = this.#server;
    if (security === 'none') return null;
    const socket = this.#connection._socket;
    if (socket instanceof tls.TLSSocket) return peerFailure(socket, { host, trustedCertificate, ca: this.#options.ca });
    return { kind: 'tls', retry: 'after-user', text: `No encrypted connection to ${host} came about.` };
  }
}

function* slices(raw: Buffer): Generator<Buffer> {
  for (let from = 0; from < raw.length; from += sliceSize) yield raw.subarray(from, from + sliceSize);
}
