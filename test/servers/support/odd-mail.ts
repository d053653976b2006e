// Messages of many shapes, each once: sizes and oddities by a seed.
import { between, mostlySmall, pick, type Random } from '../../bench/support/seeded-choice.ts';
import { oddMessages } from '../../doubles/odd-messages.ts';
import { withLastLineEnd } from '../../doubles/pop-maildrop-script.ts';

const lines = ['.', '..', '. .', 'Hello', '+OK', '-ERR', '', 'From x', '\xe9\xff', 'x'.repeat(998)] as const;

/** With proper line ends: what a server keeps as it is. `name` is in it, so no two are alike. */
export function letterOf(name: string, random: Random, most = 60_000): Buffer {
  const size = mostlySmall(random, 20, most);
  const head = `Subject: ${name}\r\nMessage-ID: <${name}@example.org>\r\n\r\n`;
  let body = '';
  while (body.length < size) body += `${pick(random, lines).repeat(between(random, 1, 2))}\r\n`;
  return Buffer.from(head + body, 'latin1');
}

/** Any bytes that POP can carry. */
export function oddMailOf(name: string, random: Random): Buffer {
  const odd = oddMessages[between(random, 0, oddMessages.length * 2)];
  if (odd === undefined) return letterOf(name, random);
  return withLastLineEnd(Buffer.concat([Buffer.from(`X: ${name}\r\n`), odd.bytes]), '\r\n');
}
