/** What bench:pop knows without a server: its options, what mpop made, and its large message. */
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../main/mime/parse.ts';
import { childTimes } from '../bench/pop/child-times.ts';
import { deliveredHashes } from '../bench/pop/delivered-hashes.ts';
import { usual } from '../bench/pop/options.ts';
import { readOptions } from '../bench/support/bench-options.ts';
import { largeMessage } from '../bench/support/large-message.ts';

describe('the options of bench:pop', () => {
  it('are its own measurements', () => {
    expect(readOptions(['--only', 'second-check', '--repeats', '1'], usual)).toEqual({ ...usual, repeats: 1, only: ['second-check'] });
    expect(() => readOptions(['--only', 'bodies'], usual)).toThrow('There is no measurement "bodies"; there are download, second-check');
  });
});

describe('the times that a shell tells', () => {
  it.each([
    ['dash', '0m0.00s 0m0.01s\n0m1.20s 0m0.34s\n', 1540],
    ['bash, with minutes', '0m0.002s 0m0.001s\n1m2.003s 0m0.500s\n', 62_503],
    ['below other words', 'mpop said this\n0m0.00s 0m0.00s\n0m0.00s 0m0.05s\n', 50],
  ])('%s', (_, output, ms) => {
    expect(childTimes(output)).toBe(ms);
  });

  it('are not made up', () => {
    expect(() => childTimes('sh: times: not found')).toThrow('no times');
  });
});

describe('what mpop delivered', () => {
  const read = (...messages: readonly string[]) => deliveredHashes({ read: () => messages.map((text) => message(text)) });
  const message = (text: string) => ({ raw: Buffer.from(text, 'latin1'), flags: [], date: 0, subject: '' });

  it('is each message once, with the line ends of Unix', () => {
    const wanted = read('a: b\r\n\r\n\xff\r\n', 'c: d\r\n\r\n');
    const taken = ['a: b\n\n\xff\n', 'a: b\n\n\xff\n', 'c: d\n\n', 'e: f\n\n'].map((text) => wanted.takes(Buffer.from(text, 'latin1')));
    expect(taken).toEqual([true, false, true, false]);
  });

  it('is not a message with other bytes', () => {
    expect(read('a: b\r\n\r\n').takes(Buffer.from('a: b\r\n\r\n'))).toBe(false);
  });

  it('is twice what is there twice', () => {
    const wanted = read('a\r\n', 'a\r\n');
    expect([1, 2, 3].map(() => wanted.takes(Buffer.from('a\n')))).toEqual([true, true, false]);
  });
});

describe('the large message', () => {
  it('has the size that was asked for, short lines, and one file', async () => {
    const { raw } = largeMessage(2_000_000);
    expect(raw.length - 2_000_000).toBeGreaterThanOrEqual(0);
    expect(raw.length - 2_000_000).toBeLessThan(78);
    const lines = raw.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false);
    expect(JSON.stringify(await parseMessage(raw))).toContain('film.mp4');
  });
});
