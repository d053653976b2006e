import { addressListText } from './address-text.ts';
import type { Envelope } from './message.ts';

/** The text of an answer: who wrote when, and each line marked with `>`. Without the signature. `when`: date and time in words. */
export function quoteReply(envelope: Envelope, when: string, text: string): string {
  const [sender] = envelope.from;
  const writer = sender === undefined ? 'someone' : sender.name || sender.address || 'someone';
  const quoted = withoutSignature(text).split('\n').map(quoteLine).join('\n');
  return `On ${when}, ${writer} wrote:\n${quoted}\n`;
}

/** The text of a message that is passed on: its head in words, then all of it unchanged. */
export function quoteForward(envelope: Envelope, when: string, text: string): string {
  const head: readonly (readonly [string, string])[] = [
    ['From', addressListText(envelope.from)],
    ['Date', when],
    ['Subject', envelope.subject],
    ['To', addressListText(envelope.to)],
    ['Cc', addressListText(envelope.cc)],
  ];
  const lines = head.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  return ['---------- Forwarded message ----------', ...lines, '', text.trimEnd(), ''].join('\n');
}

/** Marks that stand together stay together: `>> ` is quoted twice, `> > ` is not. */
function quoteLine(line: string): string {
  if (line === '') return '>';
  return line.startsWith('>') ? `>${line}` : `> ${line}`;
}

/** RFC 3676 section 4.3: a line of two dashes and a space begins the signature. */
function withoutSignature(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const signature = lines.lastIndexOf('-- ');
  return (signature > 0 ? lines.slice(0, signature) : lines).join('\n').trimEnd();
}
