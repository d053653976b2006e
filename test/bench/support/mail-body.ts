/** Bodies: letters, newsletters with both halves, and letters with a file. */
import { encodeText } from './mail-charsets.ts';
import { base64Lines, quotedPrintable } from './mail-encodings.ts';
import { someText, someWords, type Tongue } from './mail-words.ts';
import { base64Letters, between, hexDigits, messageRandom, pick, type Random } from './seeded-choice.ts';

/** The fields that describe a body, an empty line, and the body. `length` is about how many characters its text has. */
export function letterBody(random: Random, tongue: Tongue, length: number): string {
  return textPart('plain', tongue, someText(random, tongue, length));
}

export function newsletterBody(random: Random, tongue: Tongue, length: number): string {
  const text = someText(random, tongue, length / 4);
  return multipart('alternative', hexDigits(random, 28), [
    textPart('plain', tongue, text),
    textPart('html', tongue, newsletterHtml(random, tongue, length)),
  ]);
}

type FileKind = readonly [name: string, type: string];

const files: readonly [FileKind, ...FileKind[]] = [
  ['scan.pdf', 'application/pdf'],
  ['photo.jpg', 'image/jpeg'],
  ['report.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['archive.zip', 'application/zip'],
];

/** `fileLength`: how many bytes the file takes in the message. */
export function letterWithFileBody(random: Random, tongue: Tongue, length: number, fileLength: number): string {
  const [name, type] = pick(random, files);
  const file = `Content-Type: ${type}; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${fileLines(random, fileLength)}`;
  return multipart('mixed', hexDigits(random, 28), [letterBody(random, tongue, length), file]);
}

function textPart(kind: 'plain' | 'html', { charset, encoding }: Tongue, text: string): string {
  const bytes = encodeText(text, charset);
  const head = `Content-Type: text/${kind}; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  switch (encoding) {
    case '7bit':
      return head + bytes.toString('latin1');
    case 'quoted-printable':
      return head + quotedPrintable(bytes);
    case 'base64':
      return head + base64Lines(bytes);
  }
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const inside = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inside}--${boundary}--\r\n`;
}

const cell = 'padding:18px 36px 0;font:15px/1.6 Helvetica,Arial,sans-serif;color:#43504e';

/** Tables, inline styles and addresses that count who clicks. */
function newsletterHtml(random: Random, tongue: Tongue, length: number): string {
  const rows: string[] = [];
  for (let size = 0; size < length; size += rows.at(-1)?.length ?? length) {
    const link = `https://click.bulk-sender.test/c/${base64Letters(random, between(random, 40, 160)).replaceAll(/[+/]/g, '-')}`;
    const text = someText(random, tongue, 260).replaceAll('\r\n\r\n', '\r\n<br><br>\r\n');
    rows.push(
      `<tr><td style="${cell}">\r\n<a href="${link}">${someWords(random, tongue, 3)}</a><p style="margin:0">${text}</p></td></tr>\r\n`,
    );
  }
  return `<!doctype html>\r\n<html><body style="margin:0;background-color:#eef1ee">\r\n<table role="presentation" width="100%" cellpadding="0">\r\n${rows.join('')}</table>\r\n</body></html>\r\n`;
}

const line = 78;
const filmLines = 60_000;
let film: string | undefined;

/** Base64 that does not compress, cut from one long piece: making three megabytes anew for each file would take most of the time. */
function fileLines(random: Random, length: number): string {
  film ??= base64Lines(noise(messageRandom(0, 0), filmLines * 57));
  const lines = Math.ceil(length / line);
  const from = Math.floor(random() * (filmLines - lines)) * line;
  return film.slice(from, from + lines * line);
}

function noise(random: Random, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(Math.floor(random() * 0x1_0000_0000), at);
  return bytes;
}
