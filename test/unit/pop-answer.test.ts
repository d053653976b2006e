import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenExchange } from '../../main/backends/pop/exchange.ts';
import { stuffed, withLastLineEnd } from '../doubles/pop-maildrop-script.ts';
import { oddMessages } from '../doubles/odd-messages.ts';

/** What one answer gives when it comes in these pieces; the rest is what lies behind its end. */
function read(pieces: readonly Buffer[]): { body: Buffer; whole: boolean; rest: Buffer } {
  const body: Buffer[] = [];
  const exchange = new OpenExchange('RETR 1', { body: (piece) => body.push(Buffer.from(piece)) });
  for (const [index, piece] of pieces.entries()) {
    const step = exchange.take(piece);
    if (step.kind === 'foreign') throw new Error(`foreign: ${step.said}`);
    if (step.kind === 'whole')
      return { body: Buffer.concat(body), whole: true, rest: Buffer.concat([piece.subarray(step.used), ...pieces.slice(index + 1)]) };
  }
  return { body: Buffer.concat(body), whole: false, rest: Buffer.alloc(0) };
}

function piecesOf(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

const lineEnds = ['\r\n', '\n'] as const;

describe.each(lineEnds)('an answer with line ends %j', (lineEnd) => {
  const answerOf = (message: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`+OK ${message.length} octets${lineEnd}`), stuffed(message, lineEnd)]);
  const messages = oddMessages.map(({ name, bytes }) => ({ name, bytes: lineEnd === '\n' ? inBareLf(bytes) : bytes }));

  it.each(messages)('gives the exact bytes wherever it is split: $name', ({ bytes }) => {
    const answer = answerOf(bytes);
    const expected = withLastLineEnd(bytes, lineEnd).toString('latin1');
    const behind = Buffer.from('+OK next');
    for (let at = 0; at <= answer.length; at += 1) {
      const { body, whole, rest } = read([answer.subarray(0, at), Buffer.concat([answer.subarray(at), behind])]);
      expect([at, body.toString('latin1'), whole, rest.toString()]).toEqual([at, expected, true, '+OK next']);
    }
  });

  it.each(messages)('is not whole before its last byte: $name', ({ bytes }) => {
    const answer = answerOf(bytes);
    for (let at = 0; at < answer.length; at += 1) expect([at, read([answer.subarray(0, at)]).whole]).toEqual([at, false]);
  });

  it.each([1, 2, 3, 5, 7, 1448])('gives the exact bytes in pieces of %i', (size) => {
    for (const { bytes } of messages) {
      const { body, whole } = read(piecesOf(answerOf(bytes), size));
      expect(whole).toBe(true);
      expect(body.equals(withLastLineEnd(bytes, lineEnd))).toBe(true);
    }
  });

  it('gives the exact bytes of any text in any pieces', () => {
    const byte = constantFrom(0x2e, 0x0d, 0x0a, 0x61, 0xe9);
    assert(
      property(array(byte, { maxLength: 60 }), array(nat(80), { maxLength: 8 }), (tail, cuts) => {
        // The first line end tells how the server ends lines: a header line, as in every message.
        const message = Buffer.concat([Buffer.from(`A: b${lineEnd}`), Buffer.from(tail)]);
        const answer = answerOf(message);
        const at = [0, ...cuts.toSorted((a, b) => a - b), answer.length];
        const { body, whole, rest } = read(at.slice(1).map((end, index) => answer.subarray(at[index], end)));
        expect(whole).toBe(true);
        expect(rest).toHaveLength(0);
        expect(body.toString('latin1')).toBe(withLastLineEnd(message, lineEnd).toString('latin1'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('answers of odd servers', () => {
  it.each([
    { name: 'status line with CRLF, text with bare LF', answer: '+OK\r\nA: b\n\n..\n.\r\n', body: 'A: b\n\n.\n' },
    { name: 'the same, dot with bare LF', answer: '+OK\r\nA: b\n\n..c\n.\n', body: 'A: b\n\n.c\n' },
    { name: 'dots not stuffed', answer: '+OK\r\nA: b\r\n.c\r\n.\r\n', body: 'A: b\r\n.c\r\n' },
    { name: 'dot and CR in the text, not stuffed', answer: '+OK\r\nA: b\r\n.\rc\r\n.\r\n', body: 'A: b\r\n.\rc\r\n' },
    { name: 'LF . CRLF inside a text with CRLF', answer: '+OK\r\nA: b\r\nc\n.\r\nd\r\n.\r\n', body: 'A: b\r\nc\n.\r\nd\r\n' },
    { name: 'nothing but the dot, bare LF', answer: '+OK\r\n.\n', body: '' },
    { name: 'lower case', answer: '+ok\r\nx\r\n.\r\n', body: 'x\r\n' },
  ])('$name', ({ answer, body }) => {
    expect(read([Buffer.from(answer)])).toMatchObject({ whole: true, body: Buffer.from(body) });
    expect(read(piecesOf(Buffer.from(answer), 1))).toMatchObject({ whole: true, body: Buffer.from(body) });
  });

  it.each(['220 mail.example.org ESMTP', '* OK IMAP4rev1', 'HTTP/1.1 400 Bad Request', '\u0015\u0003\u0001', '+OKAY', '-ERROR', 'x'])(
    'is no POP: %j',
    (said) => {
      expect(new OpenExchange(null, {}).take(Buffer.from(said))).toMatchObject({ kind: 'foreign', said });
    },
  );

  it('is no POP: a line without end', () => {
    expect(new OpenExchange(null, {}).take(Buffer.from(`+OK ${'x'.repeat(9000)}`)).kind).toBe('foreign');
  });

  it('takes a large message in time that grows with its size only, and keeps nothing of it', () => {
    let bytes = 0;
    const exchange = new OpenExchange('RETR 1', { body: (piece) => (bytes += piece.length) });
    exchange.take(Buffer.from('+OK\r\n'));
    const line = Buffer.from(`${'x'.repeat(76)}\r\n`);
    const chunk = Buffer.concat(Array.from({ length: 840 }, () => line));
    const started = performance.now();
    for (let count = 0; count < 1000; count += 1) exchange.take(chunk);
    expect(exchange.take(Buffer.from('.\r\n')).kind).toBe('whole');
    expect(bytes).toBe(chunk.length * 1000);
    // 64 MB: a tenth of a second when linear, half a minute when quadratic.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

function inBareLf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
