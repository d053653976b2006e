import { Tokenizer } from 'htmlparser2';

/** Elements whose content nobody reads. The tokenizer knows which of them hold no markup. */
const unread: ReadonlySet<string> = new Set(['script', 'style', 'title', 'template', 'noframes', 'object', 'svg', 'select']);

/** Elements that stand on lines of their own. */
const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ' +
    'nav ol p pre section table tbody tfoot thead tr ul'
  ).split(' '),
);
const cells: ReadonlySet<string> = new Set(['td', 'th']);
/** Blocks with an empty line around them. */
const paragraphs: ReadonlySet<string> = new Set(['p', 'blockquote', 'pre', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/**
 * The words of an HTML text, for search, preview and quoting: no markup, no styles, one line per block. Stops after about
 * `most` characters. Linear for any input: it looks at tokens, since htmlparser2's own element stack can be made quadratic.
 */
export function textFromHtml(html: string, most = Number.POSITIVE_INFINITY): string {
  const lines = new LineWriter();
  let hidden: string | null = null;
  let preformatted = 0;
  const nameOf = (start: number, end: number): string => (end - start > 12 ? '' : html.slice(start, end).toLowerCase());
  const addText = (text: string): void => {
    if (hidden !== null) return;
    lines.add(text, preformatted > 0);
    if (lines.length > most) tokenizer.pause();
  };

  const tokenizer: Tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        if (hidden !== null) return;
        const name = nameOf(start, end);
        if (unread.has(name)) hidden = name;
        else if (name === 'pre') preformatted++;
        lines.breakAt(name);
        if (name === 'li') lines.add('- ', true);
      },
      onclosetag(start, end) {
        const name = nameOf(start, end);
        if (hidden !== null) {
          if (name === hidden) hidden = null;
          return;
        }
        if (name === 'pre' && preformatted > 0) preformatted--;
        if (name !== 'br') lines.breakAt(name);
      },
      ontext: (start, end) => addText(html.slice(start, end)),
      ontextentity: (codePoint) => addText(String.fromCodePoint(codePoint)),
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
    },
  );
  tokenizer.write(html);
  if (tokenizer.running) tokenizer.end();
  return lines.text();
}

function ignore(): void {}

/** Collects words as a browser lays them out: blanks in a row are one, blocks begin a line, never two empty lines in a row. */
class LineWriter {
  length = 0;
  readonly #pieces: string[] = [];
  #breaks = 0;
  #endsInSpace = true;

  add(text: string, keepsBlanks: boolean): void {
    const words = keepsBlanks ? text.replace(/\r\n?/g, '\n') : text.replace(/[ \t\r\n\f]+/g, ' ');
    const piece = this.#endsInSpace && !keepsBlanks && words.startsWith(' ') ? words.slice(1) : words;
    if (piece === '') return;
    if (this.#breaks > 0 && this.length > 0) this.#push('\n'.repeat(this.#breaks));
    this.#breaks = 0;
    this.#push(piece);
    this.#endsInSpace = /[ \n]$/.test(piece);
  }

  breakAt(element: string): void {
    if (cells.has(element) && this.#breaks === 0 && !this.#endsInSpace) this.add(' ', true);
    if (!blocks.has(element)) return;
    // Each <br> is a line end; of other blocks that meet, the widest gap counts.
    const wanted = element === 'br' ? this.#breaks + 1 : Math.max(this.#breaks, paragraphs.has(element) ? 2 : 1);
    this.#breaks = Math.min(wanted, 2);
    this.#endsInSpace = true;
  }

  text(): string {
    // Not by one regular expression over all of it: a run of blanks without a line end would take quadratic time.
    return this.#pieces
      .join('')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim();
  }

  #push(piece: string): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }
}
