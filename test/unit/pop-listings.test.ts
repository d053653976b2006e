import { describe, expect, it } from 'vitest';
import { parseCapabilities } from '../../main/backends/pop/capabilities.ts';
import { parseSizes, parseStat, parseUidls } from '../../main/backends/pop/parse-listings.ts';
import { quote } from '../../main/backends/pop/server-words.ts';

describe('listings', () => {
  it.each([
    ['2 320', { messages: 2, bytes: 320 }],
    ['2   320 more words', { messages: 2, bytes: 320 }],
    ['0 0', { messages: 0, bytes: 0 }],
    ['', null],
    ['two 320', null],
    ['2', null],
    ['-1 5', null],
  ])('STAT %j', (text, expected) => {
    expect(parseStat(text)).toEqual(expected);
  });

  it.each([
    [
      ['1 120', '3  200'],
      [
        [1, 120],
        [3, 200],
      ],
    ],
    [['1\t120 octets'], [[1, 120]]],
    [
      ['1 ?', '2'],
      [
        [1, 0],
        [2, 0],
      ],
    ],
    [[], []],
  ])('LIST %j', (lines, expected) => {
    expect([...(parseSizes(lines) ?? [])]).toEqual(expected);
  });

  it.each([[['x 1']], [['0 5']], [['1 5', 'odd']]])('LIST %j cannot be read', (lines) => {
    expect(parseSizes(lines)).toBeNull();
    expect(parseUidls(lines)).toBeNull();
  });

  it.each([
    [
      ['1 abc', '2 \t def '],
      [
        [1, 'abc'],
        [2, 'def'],
      ],
    ],
    [
      ['1 same', '2 same'],
      [
        [1, 'same'],
        [2, 'same'],
      ],
    ],
    [
      ['1', '2 '],
      [
        [1, ''],
        [2, ''],
      ],
    ],
  ])('UIDL %j', (lines, expected) => {
    expect([...(parseUidls(lines) ?? [])]).toEqual(expected);
  });
});

describe('capabilities', () => {
  it.each([
    [
      ['TOP', 'UIDL', 'STLS'],
      { top: true, uidl: true, stls: true, pipelining: false, respCodes: false, expireDays: null, loginDelaySeconds: null },
    ],
    [['expire 0', 'Login-Delay 30 USER', 'resp-codes'], { expireDays: 0, loginDelaySeconds: 30, respCodes: true, uidl: false }],
    [['SASL plain XOAUTH2', 'sasl LOGIN'], { sasl: ['PLAIN', 'XOAUTH2', 'LOGIN'], differsByUser: false }],
    [['LOGIN-DELAY 0 user', 'UIDL'], { sasl: [], loginDelaySeconds: 0, differsByUser: true }],
    [['EXPIRE 31 USER', 'EXPIRATION 5'], { expireDays: 31, loginDelaySeconds: null, differsByUser: true }],
    [['EXPIRE NEVER', 'PIPELINING', 'LOGIN-DELAY'], { expireDays: null, pipelining: true, loginDelaySeconds: null }],
  ])('%j', (lines, expected) => {
    expect(parseCapabilities(lines)).toMatchObject(expected);
  });
});

describe('what a server said', () => {
  it.each([
    ['no such user', 'no such user'],
    ['you said hunter22!', 'you said ***!'],
    ['hunter22 hunter22', '*** ***'],
    ['you said hunt', 'you said ***'],
    ['a\r\nb\u0007', 'a  b'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('%j is shown as %j', (said, shown) => {
    expect(quote(said, ['hunter22'])).toBe(shown);
  });

  it.each([
    ['cut off in the middle: hunter22-or-n is too long', 'cut off in the middle: *** is too long'],
    ['repeated as PASS HUNTER22-OR-NOT', 'repeated as PASS ***'],
    ['AUTH PLAIN AGFubgBodW50ZXIyMi1vci1ub3Q=', 'AUTH PLAIN ***'],
    ['bad response AGFubgBodW50Z.', 'bad response ***.'],
    ['hunter2 is no such thing', 'hunter2 is no such thing'],
    ['all bytes of it: AGFub', 'all bytes of it: ***'],
  ])('%j is shown as %j where it knows the secret in two forms', (said, shown) => {
    expect(quote(said, ['hunter22-or-not', 'AGFubgBodW50ZXIyMi1vci1ub3Q='])).toBe(shown);
  });

  it('hides the longer of two secrets that begin alike', () => {
    expect(quote('it was secret99-and-more', ['secret99', 'secret99-and-more'])).toBe('it was ***');
  });

  it('is left alone where there is no secret', () => {
    expect(quote('all of it', [''])).toBe('all of it');
  });
});
