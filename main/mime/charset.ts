import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import libmime from 'libmime';

/** How far into an HTML part its <meta> may name the charset; the HTML standard looks at 1024 bytes, newsletters need more. */
const metaReach = 4096;

/**
 * A text part's bytes as text. The header's label counts first, then for HTML its <meta>, then the bytes themselves: UTF-8
 * if they are strictly that, else windows-1252. No TextDecoder but for UTF-8: Node 20 reads windows-1252 wrongly with it.
 */
export function decodeText(bytes: Buffer, label: string | null, kind: 'plain' | 'html'): string {
  const charset = usable(label) ?? (kind === 'html' ? usable(metaCharset(bytes)) : null);
  return decodeAs(bytes, charset)
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '');
}

function decodeAs(bytes: Buffer, charset: string | null): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8');
  if (charset === null) return isStrictUtf8(bytes) ? bytes.toString('utf8') : windows1252(bytes);
  if (charset !== 'UTF-8') return decodeNamed(bytes, charset);
  const text = bytes.toString('utf8');
  return isMostlyBroken(text) ? windows1252(bytes) : text;
}

/** iconv-lite's tables, plus the Japanese charsets that libmime adds to them. */
function decodeNamed(bytes: Buffer, charset: string): string {
  if (!/^jis|^iso-?2022-?jp|^euc-?jp/i.test(charset)) return iconv.decode(bytes, charset);
  // libmime decodes a word as if it stood in a header: its base64 form takes any bytes.
  return libmime.decodeWord(charset, 'B', bytes.toString('base64'));
}

/** The charset's canonical name, or null for no label, an unknown one, and `us-ascii`, which says nothing about bytes above 127. */
function usable(label: string | null): string | null {
  if (label === null || /ascii|^ansi_x3/i.test(label)) return null;
  // UTF-7 is refused by libmime on purpose: it smuggles markup past readers.
  const { charset, supported } = libmime.createDecodeStream(label.trim());
  return supported ? charset : null;
}

/** The label in `<meta charset=...>` or `<meta http-equiv=content-type content="...charset=...">`. */
function metaCharset(bytes: Buffer): string | null {
  const start = bytes.subarray(0, metaReach).toString('latin1');
  const label = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(start)?.[1] ?? null;
  // It was just read as ASCII, so it cannot be UTF-16 whatever it says (HTML standard, "prescan").
  return label !== null && /^(utf-?16|ucs|utf-?32)/i.test(label) ? 'utf-8' : label;
}

function isStrictUtf8(bytes: Buffer): boolean {
  if (isAscii(bytes)) return true;
  try {
    // `stream` lets the text end in the middle of a character: a long part is cut at its limit.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Labelled UTF-8, but most of what is not ASCII is not UTF-8 either: the label lies. */
function isMostlyBroken(text: string): boolean {
  if (!text.includes('\ufffd')) return false;
  const broken = text.split('\ufffd').length - 1;
  const other = text.replace(/[\0-\x7f\ufffd]/g, '').length;
  return broken > other;
}

function windows1252(bytes: Buffer): string {
  return iconv.decode(bytes, 'windows-1252');
}
