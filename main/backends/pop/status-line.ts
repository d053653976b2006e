const LF = 0x0a;
const CR = 0x0d;

/** RFC 2449 section 4 allows 512 bytes; some servers write essays. Beyond this it is something else than POP. */
const longestLine = 8192;

/** The first line of an answer. */
export interface StatusLine {
  readonly ok: boolean;
  /** Neither: the server waits for another line of the sign-in (`+ `, RFC 5034 section 4). Only where a challenge was allowed. */
  readonly challenge: boolean;
  /** What follows +OK, -ERR or the plus sign. Bytes that are not UTF-8 become replacement characters. */
  readonly text: string;
  /** The line ended with a lone LF, so the rest of this answer will too. */
  readonly bareLf: boolean;
}

type StatusStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'line'; readonly line: StatusLine; readonly used: number }
  | { readonly kind: 'foreign'; readonly said: string };

/** Collects the bytes of one status line, in whatever pieces they come. One object for each line. */
export class StatusLineReader {
  readonly #challengeAllowed: boolean;
  #held: Buffer = Buffer.alloc(0);

  constructor(challengeAllowed = false) {
    this.#challengeAllowed = challengeAllowed;
  }

  /** `used` counts the bytes of this chunk that belong to the line, with its end. `foreign`: this is not POP. */
  take(chunk: Buffer): StatusStep {
    const end = chunk.indexOf(LF);
    const piece = end === -1 ? chunk : chunk.subarray(0, end + 1);
    this.#held = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    const line = this.#held;
    const challenge = this.#challengeAllowed && isChallenge(line);
    if (!couldBeStatus(line, challenge)) return { kind: 'foreign', said: line.toString('utf8', 0, 1000) };
    if (end === -1) return { kind: 'more' };
    const bareLf = line[line.length - 2] !== CR;
    const text = line.toString('utf8', 0, line.length - (bareLf ? 1 : 2));
    const ok = !challenge && text.startsWith('+');
    const words = text.slice(challenge ? 1 : ok ? 3 : 4).trim();
    return { kind: 'line', line: { ok, challenge, text: words, bareLf }, used: end + 1 };
  }
}

// Decided as early as the bytes allow: a server of another kind may send no line end at all.
function couldBeStatus(line: Buffer, challenge: boolean): boolean {
  const start = line.toString('latin1', 0, 5).toUpperCase();
  if (line.length > longestLine) return false;
  if (challenge) return true;
  return ['+OK', '-ERR'].some((word) => (start.length < word.length ? word.startsWith(start) : /^(\+OK|-ERR)(?![A-Z])/.test(start)));
}

/** Whether these are the first bytes of a challenge. Some servers leave out the blank behind the plus sign of an empty one. */
function isChallenge(bytes: Buffer): boolean {
  return /^\+[ \r\n]/.test(bytes.toString('latin1', 0, 2));
}
