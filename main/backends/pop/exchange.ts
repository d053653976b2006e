import { BodyDecoder, type Sink } from './body-decoder.ts';
import { type StatusLine, StatusLineReader } from './status-line.ts';
import type { MailFailure } from '../../../shared/failure.ts';

/** One command on its way. Both promises reject when the session ends first; -ERR is an answer, not a rejection. */
export interface Exchange {
  /** The first line of the answer is here. */
  readonly status: Promise<StatusLine>;
  /** The whole answer is here. */
  readonly done: Promise<StatusLine>;
}

export interface ExchangeOptions {
  /** A multi-line body follows +OK and goes here, unstuffed. What it throws ends the session. */
  readonly body?: Sink;
  /** A line of a sign-in: the server may answer it with a challenge. */
  readonly challenge?: boolean;
  /** The session ends with this answer (QUIT): what follows it is of no interest. */
  readonly lastWord?: boolean;
  /** What it means when bytes follow the answer that nobody asked for. */
  readonly ifMoreFollows?: MailFailure;
}

export type AnswerStep =
  | { readonly kind: 'more' }
  /** `used` bytes of the chunk belonged to this answer. */
  | { readonly kind: 'whole'; readonly used: number }
  | { readonly kind: 'foreign'; readonly said: string };

/** A command whose answer is not complete yet: takes the bytes of the answer in whatever pieces they come. */
export class OpenExchange implements Exchange {
  /** Null for the greeting, which answers no command. */
  readonly command: string | null;
  readonly options: ExchangeOptions;
  readonly status: Promise<StatusLine>;
  readonly done: Promise<StatusLine>;
  sent = false;

  readonly #statusReader: StatusLineReader;
  #answer: { readonly line: StatusLine; readonly body: BodyDecoder | null } | null = null;
  readonly #status = pending<StatusLine>();
  readonly #done = pending<StatusLine>();

  constructor(command: string | null, options: ExchangeOptions) {
    this.command = command;
    this.options = options;
    this.#statusReader = new StatusLineReader(options.challenge === true);
    this.status = this.#status.promise;
    this.done = this.#done.promise;
    // Whoever waits for one of the two does not hear of the other; that is no unhandled rejection.
    this.status.catch(() => {});
    this.done.catch(() => {});
  }

  /** Its first line is here, and its body is not yet. */
  get inBody(): boolean {
    return this.#answer?.body != null;
  }

  /** The answer is an -ERR. */
  get isRefused(): boolean {
    return this.#answer !== null && !this.#answer.line.ok && !this.#answer.line.challenge;
  }

  take(chunk: Buffer): AnswerStep {
    let used = 0;
    if (this.#answer === null) {
      const step = this.#statusReader.take(chunk);
      if (step.kind !== 'line') return step;
      used = step.used;
      const sink = step.line.ok ? this.options.body : undefined;
      this.#answer = { line: step.line, body: sink === undefined ? null : new BodyDecoder(step.line.bareLf, sink) };
      this.#status.resolve(step.line);
    }
    const { body } = this.#answer;
    if (body === null) return { kind: 'whole', used };
    used += body.take(chunk.subarray(used));
    return body.ended ? { kind: 'whole', used } : { kind: 'more' };
  }

  /** The answer is whole, and what follows it is in order. */
  finish(): void {
    if (this.#answer !== null) this.#done.resolve(this.#answer.line);
  }

  fail(reason: Error): void {
    this.#status.reject(reason);
    this.#done.reject(reason);
  }
}

interface Pending<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
}

// Promise.withResolvers is not in Node 20.
function pending<T>(): Pending<T> {
  let settle: Omit<Pending<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('a promise runs its executor at once');
  return { promise, ...settle };
}
