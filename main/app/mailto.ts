import type { ComposeRequest } from '../../shared/ipc.ts';

const longest = { line: 2000, text: 100_000 };

/**
 * RFC 6068, reduced to what a stranger may fill in: recipients, subject and plain text. Other fields are ignored, `attach`
 * above all: a link must not choose files of the person who follows it. Null when it is no mailto: address.
 */
export function parseMailto(link: string): ComposeRequest | null {
  const match = /^mailto:([^?#]*)(?:\?([^#]*))?(?:#.*)?$/isu.exec(link);
  if (match === null) return null;
  const to = [decode(match[1] ?? '')];
  const cc: string[] = [];
  const bcc: string[] = [];
  const subject: string[] = [];
  const text: string[] = [];
  const fields: ReadonlyMap<string, string[]> = new Map([
    ['to', to],
    ['cc', cc],
    ['bcc', bcc],
    ['subject', subject],
    ['body', text],
  ]);
  for (const [name, value] of fieldsOf(match[2] ?? '')) fields.get(name)?.push(value);
  return { to: addresses(to), cc: addresses(cc), bcc: addresses(bcc), subject: oneLine(subject[0] ?? ''), text: body(text) };
}

function fieldsOf(query: string): readonly (readonly [name: string, value: string])[] {
  return query.split('&').map((field) => {
    const at = field.indexOf('=');
    return at < 0 ? [decode(field).toLowerCase(), ''] : [decode(field.slice(0, at)).toLowerCase(), decode(field.slice(at + 1))];
  });
}

/** RFC 6068 section 5: a plus sign is a plus sign, only %XX is decoded. What is no UTF-8 stays as it was written. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function addresses(parts: readonly string[]): string {
  return parts
    .map(oneLine)
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, longest.line);
}

/** A line break in a header would begin another header. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longest.line);
}

/** Line breaks are %0D%0A in the link (RFC 6068 section 5) and \n in a text field. */
function body(parts: readonly string[]): string {
  return parts
    .join('\n')
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .slice(0, longest.text);
}
