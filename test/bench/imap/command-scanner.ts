/** Finds the commands in what an IMAP client sends. Pure but for what it remembers between two pieces. */

export interface Command {
  readonly tag: string;
  /** Its first line without the tag and without secrets. */
  readonly text: string;
}

/** Returns a function that takes the bytes of one connection as they come. */
export function createCommandScanner(found: (command: Command) => void): (bytes: Buffer) => void {
  let buffered = '';
  /** Bytes of a literal that are still to come. */
  let literal = 0;
  /** This line goes on with a command that began before a literal. */
  let inside = false;
  return (bytes) => {
    buffered += bytes.toString('latin1');
    for (;;) {
      const skipped = Math.min(literal, buffered.length);
      buffered = buffered.slice(skipped);
      literal -= skipped;
      const end = literal > 0 ? -1 : buffered.indexOf('\r\n');
      if (end < 0) return;
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      const command = inside ? null : commandIn(line);
      if (command !== null) found(command);
      // RFC 9051 section 4.3: {n} or {n+} at the end of a line announces bytes, after which the command goes on.
      const announced = /\{(\d+)\+?\}$/.exec(line)?.[1];
      literal = announced === undefined ? 0 : Number(announced);
      inside = announced !== undefined;
    }
  };
}

/** Null for what is no command: DONE, and the lines of an authentication. */
function commandIn(line: string): Command | null {
  const [, tag, text] = /^([A-Za-z0-9.]+) ([A-Za-z].*)$/.exec(line) ?? [];
  if (tag === undefined || text === undefined) return null;
  return { tag, text: /^(login|authenticate)\b/i.exec(text)?.[0] ?? text };
}
