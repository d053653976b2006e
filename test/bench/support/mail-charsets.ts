import iconv from 'iconv-lite';

export type Charset = 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'iso-2022-jp' | 'koi8-r' | 'gb18030';

/** Text as the bytes of a charset. For ISO-2022-JP it may hold ASCII, kana and `、。ー` only. */
export function encodeText(text: string, charset: Charset): Buffer {
  return charset === 'iso-2022-jp' ? encodeKana(text) : iconv.encode(text, charset);
}

const toJapanese = '\x1b$B';
const toAscii = '\x1b(B';

/** RFC 1468. iconv-lite does not know it, and for kana it is arithmetic: rows 4 and 5 of JIS X 0208 are in the order of Unicode. */
function encodeKana(text: string): Buffer {
  let bytes = '';
  let japanese = false;
  for (const letter of text) {
    const code = jisCode(letter);
    if ((code !== null) !== japanese) bytes += japanese ? toAscii : toJapanese;
    japanese = code !== null;
    bytes += code ?? letter;
  }
  return Buffer.from(japanese ? bytes + toAscii : bytes, 'latin1');
}

function jisCode(letter: string): string | null {
  const point = letter.codePointAt(0) ?? 0;
  if (point >= 0x3041 && point <= 0x3093) return String.fromCodePoint(0x24, 0x21 + point - 0x3041);
  if (point >= 0x30a1 && point <= 0x30f6) return String.fromCodePoint(0x25, 0x21 + point - 0x30a1);
  return { '、': '!"', '。': '!#', ー: '!<' }[letter] ?? null;
}
