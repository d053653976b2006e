import { describe, expect, it } from 'vitest';
import { usual } from '../bench/imap/options.ts';
import { readOptions } from '../bench/support/bench-options.ts';

describe('the options of bench:imap', () => {
  it('measures everything with a large mailbox unless told', () => {
    expect(readOptions([], usual)).toEqual(usual);
  });

  it('takes numbers and names', () => {
    const args = ['--messages', '2000', '--seed', '7', '--repeats', '1', '--only', 'heads,flags'];
    expect(readOptions(args, usual)).toEqual({ messages: 2000, seed: 7, repeats: 1, only: ['heads', 'flags'] });
  });

  it.each([
    [['--messages', '10'], '--messages wants a whole number from 1000 on, not "10".'],
    [['--repeats', 'two'], '--repeats wants a whole number from 1 on, not "two".'],
    [['--only', 'speed'], 'There is no measurement "speed"'],
    [['--fast'], '--fast'],
  ])('refuses %j', (args, words) => {
    expect(() => readOptions(args, usual)).toThrow(words);
  });
});
