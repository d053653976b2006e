/**
 * Strangers' CSS, reduced to what may format text: an allow list of properties and of value functions. What is written out
 * consists only of accepted pieces, each without braces, escapes, at-signs or angle brackets, so that a trick which fools
 * this parser still cannot open a rule, end the <style> element or name an address. `remote` counts addresses left out.
 */
export interface CleanCss {
  readonly css: string;
  readonly remote: number;
}

const properties =
  /^(?:(?:min-|max-)?(?:width|height)|(?:margin|padding)(?:-\w+)*|border(?:-[a-z]+)*|background(?:-(?:color|position|repeat|size|clip|origin))?|color|font(?:-[a-z]+)*|text-(?:align|decoration|indent|transform|overflow|shadow|wrap)(?:-[a-z]+)*|line-height|letter-spacing|word-(?:break|spacing|wrap)|overflow-wrap|white-space|vertical-align|display|float|clear|visibility|opacity|overflow(?:-[xy])?|table-layout|caption-side|empty-cells|list-style(?:-type|-position)?|direction|unicode-bidi|hyphens|quotes|outline(?:-[a-z]+)*|box-(?:sizing|shadow)|flex(?:-[a-z]+)*|order|gap|row-gap|column-gap|columns?|column-count|(?:align|justify|place)-(?:content|items|self)|grid(?:-[a-z]+)*|tab-size)$/u;
const functions = new Set([
  'rgb',
  'rgba',
  'hsl',
  'hsla',
  'calc',
  'min',
  'max',
  'clamp',
  'linear-gradient',
  'radial-gradient',
  'repeat',
  'minmax',
  'fit-content',
]);
const forbidden = /[\\<>{}@;]/u;
const condition = /^@(?:media|supports)[\w\s():,.%/-]*$/u;

/** The inside of a style attribute or of one rule. */
export function cleanDeclarations(text: string): CleanCss {
  const kept: string[] = [];
  let remote = 0;
  for (const declaration of splitOutsideStrings(withoutComments(text), ';')) {
    const colon = declaration.indexOf(':');
    if (colon === -1) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (namesAddress(value)) remote += 1;
    else if (properties.test(property) && isPlainValue(value)) kept.push(`${property}:${value}`);
  }
  return { css: kept.join(';'), remote };
}

/** The inside of a <style> element: plain rules, and plain rules inside @media and @supports. All other at-rules go. */
export function cleanStylesheet(text: string): CleanCss {
  return cleanRules(withoutComments(text).replaceAll(/<!--|-->/gu, ''), 2);
}

function cleanRules(text: string, depth: number): CleanCss {
  const kept: string[] = [];
  let remote = 0;
  let rest = text;
  while (rest.trim() !== '') {
    const open = rest.search(/[{;]/u);
    if (open === -1 || rest[open] === ';') {
      const statement = open === -1 ? rest : rest.slice(0, open);
      if (/@import/iu.test(statement) || namesAddress(statement)) remote += 1;
      rest = open === -1 ? '' : rest.slice(open + 1);
      continue;
    }
    const prelude = rest.slice(0, open).trim();
    const end = closingBrace(rest, open);
    const inside = rest.slice(open + 1, end);
    rest = rest.slice(end + 1);
    const clean = prelude.startsWith('@') ? cleanGroup(prelude, inside, depth) : cleanRule(prelude, inside);
    remote += clean.remote;
    if (clean.css !== '') kept.push(clean.css);
  }
  return { css: kept.join('\n'), remote };
}

function cleanRule(selector: string, inside: string): CleanCss {
  const { css, remote } = cleanDeclarations(inside);
  const usable = css !== '' && !forbidden.test(selector.replaceAll('>', ' ')) && balanced(selector);
  return { css: usable ? `${selector}{${css}}` : '', remote };
}

function cleanGroup(prelude: string, inside: string, depth: number): CleanCss {
  if (depth === 0 || !condition.test(prelude) || !balanced(prelude)) return { css: '', remote: namesAddress(inside) ? 1 : 0 };
  const { css, remote } = cleanRules(inside, depth - 1);
  return { css: css === '' ? '' : `${prelude}{${css}}`, remote };
}

function isPlainValue(value: string): boolean {
  if (value === '' || forbidden.test(value) || !balanced(value)) return false;
  return [...value.matchAll(/([\w-]*)\s*\(/gu)].every(([, name]) => functions.has((name ?? '').toLowerCase()));
}

/** Also through escapes: `u\72l(` and `\75 rl(` are url( to a browser. */
function namesAddress(text: string): boolean {
  const plain = text.replaceAll(/\\([0-9a-f]{1,6})\s?/giu, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
  return /(?:url|src|image|image-set|element|cross-fade|paint)\s*\(/iu.test(plain.replaceAll('\\', ''));
}

/** Quotes and round and square brackets close; no line ends inside quotes. */
function balanced(text: string): boolean {
  const bare = text.replaceAll(/"[^"\n\r\f]*"|'[^'\n\r\f]*'/gu, '');
  if (/["']/u.test(bare)) return false;
  let depth = 0;
  for (const character of bare) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?(?:\*\/|$)/gu, ' ');
}

function splitOutsideStrings(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quote = '';
  for (const character of text) {
    if (quote === '' && character === separator) {
      pieces.push(piece);
      piece = '';
      continue;
    }
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    piece += character;
  }
  return [...pieces, piece];
}

/** Index of the brace that closes the one at `open`, or the end of the text. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
