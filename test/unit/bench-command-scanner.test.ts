import { describe, expect, it } from 'vitest';
import { createCommandScanner } from '../bench/imap/command-scanner.ts';

function commandsIn(...pieces: readonly string[]): string[] {
  const found: string[] = [];
  const scan = createCommandScanner(({ tag, text }) => found.push(`${tag}: ${text}`));
  for (const piece of pieces) scan(Buffer.from(piece, 'latin1'));
  return found;
}

describe('the commands a client sends', () => {
  it.each([
    ['one', ['1 NOOP\r\n'], ['1: NOOP']],
    ['two in one piece', ['1 NOOP\r\n2 CAPABILITY\r\n'], ['1: NOOP', '2: CAPABILITY']],
    ['one in three pieces', ['1 UID FE', 'TCH 1:* (UID)\r', '\n'], ['1: UID FETCH 1:* (UID)']],
    ['the end of IDLE is none', ['1 IDLE\r\n', 'DONE\r\n', '2 NOOP\r\n'], ['1: IDLE', '2: NOOP']],
    ['a password is not kept', ['1 LOGIN "ann" "secret"\r\n'], ['1: LOGIN']],
    ['nor the lines of an authentication', ['1 AUTHENTICATE PLAIN\r\n', 'AGFubgBzZWNyZXQ=\r\n'], ['1: AUTHENTICATE']],
    ['a literal is no command', ['1 APPEND a {8}\r\n', '9 NOOP\r\n', '\r\n2 NOOP\r\n'], ['1: APPEND a {8}', '2: NOOP']],
    [
      'nor one that is not waited for, cut anywhere',
      ['1 APPEND a {8+}\r\n9 NO', 'OP\r\n', '\r\n2 NOOP\r\n'],
      ['1: APPEND a {8+}', '2: NOOP'],
    ],
    ['what follows a literal belongs to it', ['1 SEARCH TEXT {3+}\r\nabc ALL\r\n2 NOOP\r\n'], ['1: SEARCH TEXT {3+}', '2: NOOP']],
  ])('%s', (_, pieces, commands) => {
    expect(commandsIn(...pieces)).toEqual(commands);
  });
});
