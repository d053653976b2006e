/** Finds the ends of the answers to RETR in what a POP server sends. Pure but for what it remembers between two pieces. */

export interface RetrScanner {
  /** Takes bytes as they come; returns how many answers ended in them. Throws when the server refuses one. */
  take(piece: Buffer): number;
  /** Bytes of all messages so far, without the dots that were put before other dots (RFC 1939 section 3). */
  bytes(): number;
}

const dot = 0x2e;
const empty: Buffer = Buffer.alloc(0);

export function createRetrScanner(): RetrScanner {
  /** What may be the beginning of something that the next piece decides. */
  let held = empty;
  let inside = false;
  let bytes = 0;

  /** Returns where the content begins: with the CRLF of the status line, so that a dot in the first line is found like any other. */
  const status = (buffer: Buffer, at: number): number | null => {
    const end = buffer.indexOf('\r\n', at);
    if (end < 0) return null;
    const line = buffer.toString('latin1', at, end);
    if (!line.startsWith('+OK')) throw new Error(`The test server said: ${line}`);
    bytes -= 2;
    return end;
  };

  return {
    bytes: () => bytes,
    take: (piece) => {
      const buffer = held.length === 0 ? piece : Buffer.concat([held, piece]);
      held = empty;
      let ended = 0;
      let at = 0;
      for (;;) {
        if (!inside) {
          const content = status(buffer, at);
          if (content === null) {
            held = buffer.subarray(at);
            return ended;
          }
          at = content;
          inside = true;
        }
        const found = buffer.indexOf('\r\n.', at);
        const whole = found < 0 ? buffer.length - lineEndLength(buffer, at) : found;
        bytes += whole - at;
        if (found < 0 || found + 4 > buffer.length || (buffer[found + 3] !== dot && found + 5 > buffer.length)) {
          held = buffer.subarray(whole);
          return ended;
        }
        bytes += 2;
        if (buffer[found + 3] === dot) {
          at = found + 3;
        } else {
          at = found + 5;
          inside = false;
          ended += 1;
        }
      }
    },
  };
}

/** How many bytes at the end of a buffer may be the beginning of a line end and a dot. */
function lineEndLength(buffer: Buffer, from: number): number {
  const end = buffer.toString('latin1', Math.max(from, buffer.length - 2));
  return end.endsWith('\r\n') ? 2 : end.endsWith('\r') ? 1 : 0;
}
