import type { Socket } from 'node:net';
import tls from 'node:tls';
import { bugFailure, cancelledFailure, failureOf, type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import { connectionLost, connectTimedOut, notThisProtocol, silentServer, stoppedAnswering } from '../socket-failure.ts';
import { peerFailure } from '../tls-trust.ts';
import { Deadline } from './deadline.ts';
import { type AnswerStep, type Exchange, type ExchangeOptions, OpenExchange } from './exchange.ts';
import { popFailure, type PopPhase } from './pop-failure.ts';
import type { PopServer, PopTimeouts } from './pop-server.ts';
import { hasControlCharacter, quote } from './server-words.ts';
import type { StatusLine } from './status-line.ts';
import { brokenConnection, challengeNotDue, unaskedBytes, unreadableAnswer } from './wire-failure.ts';

/**
 * Commands and answers over one socket, in order. Every way a connection can go wrong ends the session once, with one
 * MailFailureError that each waiting and each later command is rejected with. Bytes that nobody asked for end it too: what
 * came before them was then perhaps not what it seemed.
 */
export class PopDialogue {
  readonly greeting: Exchange;
  /** Commands are sent without waiting for the answers before them (RFC 2449 section 6.6). */
  pipelining = false;

  readonly #server: PopServer;
  readonly #timeouts: PopTimeouts;
  readonly #deadline = new Deadline();
  readonly #signal: AbortSignal | undefined;
  #secrets: readonly string[] = [];
  #socket: Socket;
  #queue: OpenExchange[] = [];
  /** Lines that go out at the end of this turn. */
  #saying = '';
  #ended: MailFailureError | null = null;
  #whenEnded: (reason: Error) => void = () => {};

  constructor(socket: Socket, server: PopServer, timeouts: PopTimeouts, signal?: AbortSignal) {
    this.#socket = socket;
    this.#server = server;
    this.#timeouts = timeouts;
    this.#signal = signal;
    const greeting = new OpenExchange(null, {});
    greeting.sent = true;
    this.#queue.push(greeting);
    this.greeting = greeting;
    this.#listen(socket);
    this.#deadline.start(timeouts.greeting, () => this.end(this.#noGreeting()));
    signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** Takes these out of everything the server says from now on, in case it repeats what it was told: before they are sent. */
  hide(secrets: readonly string[]): void {
    this.#secrets = [...this.#secrets, ...secrets];
  }

  /** Sends a line now, or when its turn comes. */
  ask(command: string, options: ExchangeOptions = {}): Exchange {
    const exchange = new OpenExchange(command, options);
    if (this.#ended !== null) exchange.fail(this.#ended);
    // A line end inside would be a second command.
    else if (hasControlCharacter(command)) exchange.fail(new MailFailureError(bugFailure('control character in a command')));
    else {
      this.#queue.push(exchange);
      this.#sendDue();
    }
    return exchange;
  }

  /** Puts TLS over the socket. Resolves once the certificate was judged, before anything is sent through it. */
  async startTls(options: tls.ConnectionOptions): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners('data');
    this.#deadline.start(this.#timeouts.greeting, () => this.end(connectTimedOut(this.#server)));
    await new Promise<void>((resolve, reject) => {
      this.#whenEnded = reject;
      if (this.#ended !== null) return reject(this.#ended);
      const secure = tls.connect({ ...options, socket: plain });
      this.#socket = secure;
      this.#listen(secure);
      secure.once('secureConnect', resolve);
    });
    this.#deadline.stop();
  }

  /** If an answer is due: it has to go on within so many milliseconds, or the session ends. */
  hurry(milliseconds: number): void {
    this.#deadline.hurry(milliseconds);
  }

  /** The failure for an -ERR. */
  refusal(answer: StatusLine, phase: PopPhase): MailFailureError {
    return new MailFailureError(popFailure(this.#words(answer.text), phase, this.#server.host));
  }

  /** Ends the session for an answer that cannot be read. */
  unreadable(said: string): MailFailureError {
    return this.end(unreadableAnswer(this.#words(said), this.#server));
  }

  /** Ends the session for a challenge (`+ `) where none is due. */
  challengeNotDue(said: string): MailFailureError {
    return this.end(challengeNotDue(this.#words(said), this.#server));
  }

  /** Ends the session, unless it has ended already; returns what ended it. */
  end(failure: MailFailure | MailFailureError): MailFailureError {
    if (this.#ended !== null) return this.#ended;
    const reason = failure instanceof MailFailureError ? failure : new MailFailureError(failure);
    this.#ended = reason;
    this.#deadline.stop();
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#socket.destroy();
    for (const exchange of this.#queue.splice(0)) exchange.fail(reason);
    this.#whenEnded(reason);
    return reason;
  }

  /** Ends the session for an error of the socket, or of the TLS layer over it. */
  broken(error: unknown): void {
    this.end(brokenConnection(error, this.#server));
  }

  readonly #abort = (): void => {
    this.end(cancelledFailure());
  };

  // Listeners stay for good, also on a socket that TLS was put over: an error without a listener ends the process.
  #listen(socket: Socket): void {
    const ifCurrent = (failure: () => MailFailure) => () => {
      if (socket === this.#socket) this.end(failure());
    };
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error) => this.broken(error));
    socket.on(
      'end',
      ifCurrent(() => connectionLost(this.#server)),
    );
    socket.on(
      'close',
      ifCurrent(() => connectionLost(this.#server)),
    );
    if (socket instanceof tls.TLSSocket) {
      socket.once('secureConnect', () => {
        const failure = peerFailure(socket, this.#server);
        if (failure !== null) this.end(failure);
      });
    }
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 && this.#ended === null) {
      const exchange = this.#queue[0];
      if (exchange?.sent !== true) return void this.end(this.#unasked(rest));
      const step = this.#taken(exchange, rest);
      // A line has to be here in time as a whole, the greeting too; a body only has to go on.
      if (step.kind === 'whole' || exchange.inBody) this.#deadline.extend();
      if (step.kind === 'more') return;
      if (step.kind === 'foreign') return void this.end(this.#foreign(exchange, step.said));
      rest = exchange.options.lastWord === true ? rest.subarray(rest.length) : rest.subarray(step.used);
      if (rest.length > 0 && this.#queue[1]?.sent !== true) {
        // A refusal is whole with its line. Of anything else, the text perhaps went on behind what seemed its end.
        if (exchange.isRefused) exchange.finish();
        return void this.end(exchange.options.ifMoreFollows ?? this.#unasked(rest));
      }
      this.#queue.shift();
      exchange.finish();
      this.#sendDue();
    }
  }

  #taken(exchange: OpenExchange, chunk: Buffer): AnswerStep {
    try {
      return exchange.take(chunk);
    } catch (error) {
      this.end(error instanceof MailFailureError ? error : new MailFailureError(failureOf(error), error));
      return { kind: 'more' };
    }
  }

  #sendDue(): void {
    for (let place = this.#queue.findLastIndex(({ sent }) => sent) + 1; place === 0 || this.pipelining; place += 1) {
      const exchange = this.#queue[place];
      if (exchange === undefined) break;
      exchange.sent = true;
      this.#write(`${exchange.command}\r\n`);
    }
    if (this.#queue.length === 0) this.#deadline.stop();
    else if (!this.#deadline.running) this.#deadline.start(this.#timeouts.answer, () => this.end(stoppedAnswering(this.#server)));
  }

  /** What is said in one turn goes out in one piece. */
  #write(line: string): void {
    if (this.#saying === '') process.nextTick(() => this.#say());
    this.#saying += line;
  }

  #say(): void {
    if (this.#ended === null) this.#socket.write(this.#saying);
    this.#saying = '';
  }

  #noGreeting(): MailFailure {
    const mute = this.#socket.connecting || this.#socket instanceof tls.TLSSocket;
    return mute ? connectTimedOut(this.#server) : silentServer(this.#server, 'POP');
  }

  #foreign(exchange: OpenExchange, said: string): MailFailure {
    const words = this.#words(said);
    return exchange.command === null ? notThisProtocol(this.#server, 'a POP', words) : unreadableAnswer(words, this.#server);
  }

  #unasked(bytes: Buffer): MailFailure {
    return unaskedBytes(this.#words(bytes.toString('utf8', 0, 1000)), this.#server);
  }

  #words(said: string): string {
    return quote(said, this.#secrets);
  }
}
