/**
 * Direction overrides, embeddings, isolates and marks, and characters without width or shape. With them a sender's name or
 * a file's name can look like another one. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
 */
const disguises =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0001}-\u{e007f}]/gu;

/** Controls of both sets, and the separators that break a line. */
const lineBreaks = /[\p{Cc}\u2028\u2029 ]+/gu;

/** Nine lines of ten: words of plain ASCII with single blanks between them, which are fit as they are. */
const fit = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/**
 * Text from a stranger made fit for one line of a list: no controls, no direction tricks, blanks in a row as one space,
 * at most `longest` UTF-16 units.
 */
export function oneLine(text: string, longest = 1000): string {
  if (text.length <= longest && fit.test(text)) return text;
  const plain = text
    .slice(0, longest * 8)
    .replace(disguises, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(lineBreaks, ' ')
    .trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest);
  // A cut between the halves of a surrogate pair would leave half a character.
  return cut.replace(/[\ud800-\udbff]$/, '').trimEnd();
}
