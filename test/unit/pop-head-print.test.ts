import { describe, expect, it } from 'vitest';
import { headPrintOf } from '../../main/backends/pop/head-print.ts';

const lines = ['Received: from a by b; Tue, 3 Mar 2026 14:05:00 +0100', 'X-Spam-Status: No', 'Subject: x', 'Message-ID: <1@a>'];
const hashOf = (text: string): string | undefined => headPrintOf(Buffer.from(text, 'latin1'))?.hash.toString('hex');
const usual = hashOf(`${lines.join('\r\n')}\r\n\r\nText\r\n`);

describe('the hash of a head', () => {
  it.each([
    ['another text', `${lines.join('\r\n')}\r\n\r\nOther\r\n`],
    ['the head alone', `${lines.join('\r\n')}\r\n\r\n`],
    ['the head without the empty line', `${lines.join('\r\n')}\r\n`],
    ['line ends without CR', `${lines.join('\n')}\n\nText\n`],
    ['a status that the server wrote', `Status: RO\r\n${lines.join('\r\n')}\r\n\r\nText\r\n`],
    ['one at its end', `${lines.join('\r\n')}\r\nX-Status: A\r\n\r\nText\r\n`],
    ['one with another line end than the rest', `${lines.join('\r\n')}\r\nx-uidl: 17\n\r\nText\r\n`],
    ['an id that the server wrote, without CR', `${lines.join('\n')}\nX-UID: 17\n\nText\n`],
  ])('is the same with %s', (_, text) => {
    expect(hashOf(text)).toBe(usual);
  });

  it.each([
    ['another subject', lines.join('\r\n').replace('x', 'y')],
    ['another way through the net', lines.join('\r\n').replace('from a', 'from c')],
    ['a status that is not the server’s', lines.join('\r\n').replace('No', 'Yes')],
    ['one line less', lines.slice(0, 3).join('\r\n')],
  ])('is another with %s', (_, head) => {
    expect(hashOf(`${head}\r\n\r\nText\r\n`)).not.toBe(usual);
  });

  it('is none where there is no head', () => {
    expect(hashOf('')).toBeUndefined();
    expect(hashOf('Status: RO\r\n\r\nText\r\n')).toBeUndefined();
  });

  it.each([
    ['an id', 'Message-ID: <1@a>', true],
    ['the way it came', 'received: from a by b', true],
    ['an id in its text only', 'Subject: x\r\n\r\nMessage-ID: <1@a>', false],
    ['neither', 'Subject: Received: x', false],
  ])('names one message by %s', (_, text, names) => {
    expect(headPrintOf(Buffer.from(`${text}\r\n\r\n`))?.names).toBe(names);
  });

  it('looks at no more than the beginning of a head without an end', () => {
    const endless = `${lines.join('\r\n')}\r\n${'X-More: y\r\n'.repeat(30_000)}`;
    expect(hashOf(`${endless}X-Last: 1\r\n`)).toBe(hashOf(`${endless}X-Last: 2\r\n`));
  });
});
