const LF = 0x0a;
const CR = 0x0d;
const DOT = 0x2e;

const dot = Buffer.from('.');
const dotAndCr = Buffer.from('.\r');
const lineEndAndDot = Buffer.from('\n.');

/** Receives a piece of a body. The piece is a view of a larger chunk: copy it to keep it long. */
export type Sink = (piece: Buffer) => void;

/**
 * Finds the end of a multi-line answer and undoes its dot-stuffing (RFC 1939 section 3), in whatever pieces the bytes come.
 * Everything else passes through unchanged: line ends as they were sent, 8-bit bytes, a CR alone, the last line end.
 *
 * Some servers end lines with a bare LF, which in a text with proper line ends is an ordinary byte: so the first line end
 * of an answer decides what a line is in the rest of it. Taking both would end a message at an innocent `LF . CRLF` inside.
 */
export class BodyDecoder {
  ended = false;
  /** Unknown (null) until the first line end. */
  #bareLf: boolean | null;
  #at: 'line-start' | 'dot' | 'dot-cr' | 'in-line' = 'line-start';
  /** The last byte of the chunk before was a CR inside a line. */
  #crBefore = false;
  readonly #sink: Sink;

  constructor(statusHadBareLf: boolean, sink: Sink) {
    this.#bareLf = statusHadBareLf ? true : null;
    this.#sink = sink;
  }

  /** Decodes as much of the chunk as belongs to this answer, and says how many bytes that was. */
  take(chunk: Buffer): number {
    let sent = 0;
    let index = 0;
    while (index < chunk.length) {
      const byte = chunk[index];
      switch (this.#at) {
        case 'line-start':
          if (byte !== DOT) {
            this.#at = 'in-line';
            break;
          }
          this.#pass(chunk, sent, index);
          index += 1;
          sent = index;
          this.#at = 'dot';
          break;
        case 'dot':
          if (byte === CR) {
            index += 1;
            sent = index;
            this.#at = 'dot-cr';
          } else if (byte === LF && this.#bareLf !== false) {
            return this.#end(index);
          } else {
            // A second dot: the first was stuffing. Anything else: a server that does not stuff, and the dot is text.
            if (byte !== DOT) this.#sink(dot);
            else index += 1;
            this.#at = 'in-line';
          }
          break;
        case 'dot-cr':
          if (byte === LF) return this.#end(index);
          this.#sink(dotAndCr);
          this.#at = 'in-line';
          break;
        case 'in-line':
          index = this.#restOfLine(chunk, index);
          break;
      }
    }
    this.#pass(chunk, sent, chunk.length);
    return chunk.length;
  }

  /** Index behind the next line end of interest, or behind the chunk: of lines that begin without a dot there are too many to stop at each. */
  #restOfLine(chunk: Buffer, from: number): number {
    const found = chunk.indexOf(this.#bareLf === null ? LF : lineEndAndDot, from);
    const end = found === -1 && chunk[chunk.length - 1] === LF ? chunk.length - 1 : found;
    if (end === -1) {
      this.#crBefore = chunk[chunk.length - 1] === CR;
      return chunk.length;
    }
    const bareLf = !(end === 0 ? this.#crBefore : chunk[end - 1] === CR);
    this.#crBefore = false;
    this.#bareLf ??= bareLf;
    if (this.#bareLf || !bareLf) this.#at = 'line-start';
    return end + 1;
  }

  #pass(chunk: Buffer, from: number, to: number): void {
    if (to > from) this.#sink(chunk.subarray(from, to));
  }

  #end(index: number): number {
    this.ended = true;
    return index + 1;
  }
}
