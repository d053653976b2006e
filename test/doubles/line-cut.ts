/** Where in a conversation of lines a connection breaks; used by tcp-proxy.ts. */

/**
 * - `unheard`: the server does not get the line
 * - `unanswered`: the server does what it says, and the client hears nothing of it
 * - `half-answered`: the client has a part of the answer
 * - `answered`: the client has the whole answer, and can say nothing more
 */
export type CutWhen = 'unheard' | 'unanswered' | 'half-answered' | 'answered';

/** What of some bytes still gets through, and whether that was the end. */
interface Passed {
  readonly pass: Buffer;
  readonly end: boolean;
}

/** One connection's part in a cut. */
export interface LineCut {
  fromClient(bytes: Buffer): Passed;
  fromServer(bytes: Buffer): Passed;
}

/** A cut at the `nth` line from now on, of all connections together: that line's connection breaks. `met` is called then. */
export function createLineCut(nth: number, when: CutWhen, met: () => void): () => LineCut {
  let said = 0;
  return () => {
    let tag = '';
    let isMet = false;
    let heard = '';
    return {
      fromClient: (bytes) => {
        if (isMet) return { pass: when === 'unheard' ? Buffer.alloc(0) : bytes, end: false };
        for (let from = 0, end = bytes.indexOf(10); end !== -1; from = end + 1, end = bytes.indexOf(10, from)) {
          said += 1;
          tag = /^([A-Z0-9]+) [A-Z]/i.exec(bytes.toString('latin1', from, end))?.[1] ?? tag;
          if (said !== nth) continue;
          isMet = true;
          met();
          return { pass: bytes.subarray(0, when === 'unheard' ? from : bytes.length), end: when === 'unheard' };
        }
        return { pass: bytes, end: false };
      },
      fromServer: (bytes) => {
        if (!isMet) return { pass: bytes, end: false };
        if (when === 'half-answered') return { pass: bytes.subarray(0, bytes.length / 2), end: true };
        heard = `${heard}${bytes.toString('latin1')}`.slice(-4000);
        // A server that asks for the rest of a command has done nothing yet, and will not.
        const isAnswered = new RegExp(`(^|\\n)(\\+ .*|${tag} (OK|NO|BAD) .*)\\r\\n`).test(heard);
        return { pass: when === 'answered' ? bytes : Buffer.alloc(0), end: isAnswered };
      },
    };
  };
}
