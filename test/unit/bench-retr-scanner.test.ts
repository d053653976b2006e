import { describe, expect, it } from 'vitest';
import { createRetrScanner } from '../bench/pop/retr-scanner.ts';

function scanned(pieces: readonly string[]): { readonly ended: readonly number[]; readonly bytes: number } {
  const scanner = createRetrScanner();
  const ended = pieces.map((piece) => scanner.take(Buffer.from(piece, 'latin1')));
  return { ended, bytes: scanner.bytes() };
}

const answers: readonly (readonly [about: string, content: string, onTheWire: string])[] = [
  ['a message', 'a: b\r\n\r\nc\r\n', '+OK 11 octets\r\na: b\r\n\r\nc\r\n.\r\n'],
  ['an empty one', '', '+OK\r\n.\r\n'],
  ['one that begins with a dot', '.\r\nb\r\n', '+OK\r\n..\r\nb\r\n.\r\n'],
  ['one of dots', '.\r\n..\r\n.\r\n', '+OK\r\n..\r\n...\r\n..\r\n.\r\n'],
  ['one with line ends that are none', 'a\r.b\n.c\r\n', '+OK\r\na\r.b\n.c\r\n.\r\n'],
];

describe('the answers to RETR', () => {
  it.each(answers)('%s', (_, content, onTheWire) => {
    expect(scanned([onTheWire])).toEqual({ ended: [1], bytes: content.length });
  });

  it('are counted the same wherever the bytes are cut', () => {
    const all = answers.map(([, , onTheWire]) => onTheWire).join('');
    const bytes = answers.reduce((sum, [, content]) => sum + content.length, 0);
    for (let first = 0; first <= all.length; first++) {
      for (let second = first; second <= all.length; second++) {
        const { ended, bytes: counted } = scanned([all.slice(0, first), all.slice(first, second), all.slice(second)]);
        expect([ended.reduce((sum, each) => sum + each, 0), counted], `cut at ${first} and ${second}`).toEqual([answers.length, bytes]);
      }
    }
    expect(scanned(all.split(''))).toMatchObject({ bytes });
  });

  it('are not taken for messages when the server refuses', () => {
    expect(() => scanned(['+OK\r\n.\r\n-ERR no such', ' message\r\n'])).toThrow('-ERR no such message');
  });
});
