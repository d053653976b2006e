/** How text that is not ASCII travels: RFC 2045 for bodies, RFC 2047 for header fields. */
import { type Charset, encodeText } from './mail-charsets.ts';

/** Base64 in lines of 76, each with its CRLF. */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{1,76}/g, '$&\r\n');
}

const hex = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);

/** Quoted-printable of bytes whose lines end in CRLF. */
export function quotedPrintable(bytes: Buffer): string {
  const pieces: string[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 13 && bytes[at + 1] === 10) {
      pieces.push('\r\n');
      length = 0;
      at += 1;
      continue;
    }
    const plain = (byte > 32 && byte < 127 && byte !== 61) || (byte === 32 && bytes[at + 1] !== 13);
    const piece = plain ? String.fromCodePoint(byte) : (hex[byte] ?? '');
    if (length + piece.length > 75) {
      pieces.push('=\r\n');
      length = 0;
    }
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.join('');
}

/** What an encoded word may hold of text: whole characters, so that each word can be decoded alone. */
const lettersInWord = 14;

/** A header text as it stands there: plain, or in encoded words that are folded onto lines of their own. */
export function headerText(text: string, charset: Charset): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const encoding = charset === 'utf-8' || charset.startsWith('iso-8859') || charset === 'windows-1252' ? 'Q' : 'B';
  const letters = Array.from(text);
  const words = [];
  for (let at = 0; at < letters.length; at += lettersInWord) {
    const bytes = encodeText(letters.slice(at, at + lettersInWord).join(''), charset);
    words.push(`=?${charset}?${encoding}?${encoding === 'B' ? bytes.toString('base64') : wordQ(bytes)}?=`);
  }
  return words.join('\r\n ');
}

function wordQ(bytes: Buffer): string {
  return [...bytes].map((byte) => (byte === 32 ? '_' : isWordLetter(byte) ? String.fromCodePoint(byte) : (hex[byte] ?? ''))).join('');
}

/** What RFC 2047 section 5 (3) allows in a phrase: also good in a subject. */
function isWordLetter(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
