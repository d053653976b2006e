import { type Result, type MailFailure, failed, ok } from '../../../shared/failure.ts';
import type { Sink } from './body-decoder.ts';
import type { PopCapabilities } from './capabilities.ts';
import { longestHead } from './head-print.ts';
import type { PopDialogue } from './dialogue.ts';
import { type MaildropSize, parseSizes, parseStat, parseUidls } from './parse-listings.ts';
import { askLines } from './ask-lines.ts';
import { retrieveInWindow, type Wanted } from './retrieve-in-window.ts';

/** It came whole, or why the server would not hand this one over. */
type Retrieved = Result<void>;

/**
 * An open maildrop (RFC 1939, TRANSACTION state). Numbers count for this session only. Every method rejects with
 * MailFailureError: of the command alone after an -ERR, of the whole session in all other cases, and then of each later
 * call too. Calls may overlap: they are sent in order, pipelined where the server allows it.
 */
export class PopConnection {
  readonly capabilities: PopCapabilities;
  readonly #dialogue: PopDialogue;

  constructor(dialogue: PopDialogue, capabilities: PopCapabilities) {
    this.#dialogue = dialogue;
    this.capabilities = capabilities;
  }

  async stat(): Promise<MaildropSize> {
    const said = await this.#accepted('STAT');
    return parseStat(said) ?? this.#unreadable(said);
  }

  /** Number -> size in bytes: a hint, never a test of wholeness. */
  async list(): Promise<ReadonlyMap<number, number>> {
    const lines = await this.#lines('LIST');
    return parseSizes(lines) ?? this.#unreadable(lines.join(' '));
  }

  /** Number -> UIDL. A missing id is the empty string, and two messages may have the same. */
  async uidl(): Promise<ReadonlyMap<number, string>> {
    const lines = await this.#lines('UIDL');
    return parseUidls(lines) ?? this.#unreadable(lines.join(' '));
  }

  /**
   * Hands the bytes of one message on as they come; they count only once this resolves. It asks a NOOP behind the message: where
   * the text of a message was taken for its end, its rest comes in place of that answer, and this rejects.
   */
  async retrieve(number: number, sink: Sink): Promise<void> {
    const message = this.#dialogue.ask(`RETR ${number}`, { body: sink });
    const proof = this.#dialogue.ask('NOOP');
    const answer = await message.done;
    await proof.status;
    if (!answer.ok) throw this.#dialogue.refusal(answer, 'command');
  }

  /**
   * Fetches many, in order, each into a sink of its own; the next ones are on their way while `onMessage` works, and wait for it. A message is handed on once
   * the answer behind it has begun where it should, so it is whole. A message that is refused does not stop the others.
   */
  async retrieveMany(
    messages: readonly Wanted[],
    sinkFor: (number: number) => Sink,
    onMessage: (number: number, retrieved: Retrieved) => void | Promise<void>,
  ): Promise<void> {
    await retrieveInWindow(this.#dialogue, messages, sinkFor, ({ number, answer }) =>
      onMessage(number, answer.ok ? ok(undefined) : failed(this.#dialogue.refusal(answer, 'command').failure)),
    );
  }

  /** Header and the first lines of the body, no more than `longestHead` bytes: some servers send the whole message. */
  async top(number: number, lines: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let room = longestHead;
    await this.#accepted(`TOP ${number} ${lines}`, (piece) => {
      if (room <= 0) return;
      pieces.push(piece.subarray(0, room));
      room -= piece.length;
    });
    return Buffer.concat(pieces);
  }

  /** Marks a message; it goes when `quit` succeeds, and stays when the session ends in any other way. */
  async delete(number: number): Promise<void> {
    await this.#accepted(`DELE ${number}`);
  }

  async noop(): Promise<void> {
    await this.#accepted('NOOP');
  }

  /** Rejects when the session has ended; any answer will do. */
  async prove(): Promise<void> {
    await this.#dialogue.ask('NOOP').status;
  }

  /** Resolves after +OK: only then the marked messages are gone. After a lost answer nobody knows; the next UIDL tells. */
  async quit(): Promise<void> {
    const answer = await this.#dialogue.ask('QUIT', { lastWord: true }).done;
    this.close();
    if (!answer.ok) throw this.#dialogue.refusal(answer, 'command');
  }

  /** If an answer is due: it has to go on within so many milliseconds, or the session ends. */
  hurry(milliseconds: number): void {
    this.#dialogue.hurry(milliseconds);
  }

  /** Ends the session without QUIT: nothing is removed. May be called twice. */
  close(): void {
    this.#dialogue.end(closedHere);
  }

  async #accepted(command: string, body?: Sink): Promise<string> {
    const answer = await this.#dialogue.ask(command, body === undefined ? {} : { body }).done;
    if (!answer.ok) throw this.#dialogue.refusal(answer, 'command');
    return answer.text;
  }

  async #lines(command: string): Promise<readonly string[]> {
    const { answer, lines } = await askLines(this.#dialogue, command);
    if (!answer.ok) throw this.#dialogue.refusal(answer, 'command');
    return lines;
  }

  #unreadable(said: string): never {
    throw this.#dialogue.unreadable(said);
  }
}

const closedHere: MailFailure = { kind: 'cancelled', retry: 'never', text: 'The session was closed.' };
