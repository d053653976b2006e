import type { PopScript, ScriptedAnswer } from './pop-script-server.ts';

export interface ScriptedMaildrop {
  readonly messages: readonly Buffer[];
  readonly capa?: readonly string[] | null;
  /** Line end of the server's own lines, and of the dot. */
  readonly lineEnd?: '\r\n' | '\n';
  readonly override?: (command: string) => ScriptedAnswer | undefined;
}

/** A correct POP3 server for these messages, which are sent as they are but for the stuffing; `override` makes it odd. */
export function maildropScript({
  messages,
  capa = ['TOP', 'UIDL', 'PIPELINING', 'RESP-CODES'],
  lineEnd = '\r\n',
  override,
}: ScriptedMaildrop): PopScript {
  const plus = (text = ''): string => `+OK ${text}${lineEnd}`;
  const listing = (lines: readonly string[]): string => plus('follows') + [...lines, '.', ''].join(lineEnd);
  const message = (numberText: string | undefined): Buffer | string => {
    const bytes = messages[Number(numberText) - 1];
    return bytes === undefined
      ? `-ERR no such message${lineEnd}`
      : Buffer.concat([Buffer.from(plus('message follows')), stuffed(bytes, lineEnd)]);
  };
  const answer = (line: string): Buffer | string => {
    const [command = '', argument] = line.split(' ');
    switch (command) {
      case 'CAPA':
        return capa === null ? `-ERR unknown command${lineEnd}` : listing(capa);
      case 'STAT':
        return plus(`${messages.length} ${messages.reduce((sum, bytes) => sum + bytes.length, 0)}`);
      case 'LIST':
        return listing(messages.map((bytes, index) => `${index + 1} ${bytes.length}`));
      case 'UIDL':
        return listing(messages.map((_, index) => `${index + 1} id-${index + 1}`));
      case 'RETR':
      case 'TOP':
        return message(argument);
      case 'USER':
      case 'PASS':
      case 'NOOP':
      case 'DELE':
      case 'QUIT':
        return plus(command);
      default:
        return `-ERR unknown command${lineEnd}`;
    }
  };
  return { greeting: { bytes: plus('ready') }, answer: (line) => override?.(line) ?? { bytes: answer(line), close: line === 'QUIT' } };
}

/** RFC 1939 section 3: a dot at the start of a line is doubled; a lone dot ends. A text without a last line end is given one. */
export function stuffed(message: Buffer, lineEnd: '\r\n' | '\n'): Buffer {
  const text = message.toString('latin1');
  const lines = text.split(lineEnd).map((line) => (line.startsWith('.') ? `.${line}` : line));
  const whole = text === '' || text.endsWith(lineEnd) ? lines.join(lineEnd) : lines.join(lineEnd) + lineEnd;
  return Buffer.from(`${whole}.${lineEnd}`, 'latin1');
}

/** What `stuffed` delivers: a message ends with a line end. */
export function withLastLineEnd(message: Buffer, lineEnd: '\r\n' | '\n'): Buffer {
  return message.length === 0 || message.toString('latin1').endsWith(lineEnd) ? message : Buffer.concat([message, Buffer.from(lineEnd)]);
}
