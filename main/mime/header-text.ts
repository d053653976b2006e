import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import libmime from 'libmime';

/** A field's value as text on one line: unfolded, bytes above 127 read as UTF-8 or else as windows-1252. RFC 2047 words stay. */
export function unfold(value: Buffer): string {
  return eightBitText(value)
    .replace(/\r?\n(?=[ \t])/g, '')
    .trim();
}

/** Like `unfold`, with RFC 2047 words decoded: for unstructured fields such as the subject. */
export function headerText(value: Buffer): string {
  return decodeWords(unfold(value));
}

/** RFC 2047 words decoded. Never throws: text it cannot decode stays as it is. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  try {
    return libmime.decodeWords(text);
  } catch {
    return text;
  }
}

function eightBitText(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : iconv.decode(bytes, 'windows-1252');
}
