/**
 * Text as FTS5 can find it, used for what is indexed and for what is asked. unicode61 folds accents but neither ß nor words
 * of languages without spaces: a Japanese sentence would be one token. So runs of such scripts are split into words here.
 */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

export function searchable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replace(unspaced, (run) => ` ${Array.from(segmenter.segment(run), (piece) => piece.segment).join(' ')} `);
}

/**
 * Typed text as an FTS5 phrase; its last token is the beginning of one, unless the phrase is `whole`. Null when there is nothing to look
 * for. Quotes make it inert.
 */
export function matchPhrase(typed: string, whole: boolean): string | null {
  const text = searchable(typed).replaceAll('"', ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  return whole ? `"${text}"` : `"${text}"*`;
}
