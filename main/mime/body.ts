import libmime from 'libmime';
import { decodeText } from './charset.ts';
import type { Leaf } from './part-kinds.ts';
import type { PartTree } from './part-tree.ts';
import { textFromHtml } from './text.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Text to show: a part may have it as HTML, as plain text, or as both (multipart/alternative). */
export interface Body {
  readonly html: string | null;
  readonly text: string | null;
}

/** Other forms of the same text, which we never show and which are no files either. */
const otherForms: ReadonlySet<string> = new Set(['text/x-amp-html', 'text/watch-html']);

const nothing: Body = { html: null, text: null };

/** The text of a message: of alternatives the best, of everything else all that is text, in its order. */
export function bodyOf(tree: PartTree): Body {
  return join(bodiesIn(tree));
}

/** The files of a message, in its order. */
export function filesIn(tree: PartTree, inAlternative = false): readonly Leaf[] {
  if (tree.kind === 'branch') return tree.children.flatMap((child) => filesIn(child, tree.subtype === 'alternative'));
  return tree.text !== null || (inAlternative && otherForms.has(tree.contentType)) ? [] : [tree];
}

function bodiesIn(tree: PartTree): readonly Body[] {
  if (tree.kind === 'leaf') return tree.text === null ? [] : [leafBody(tree, tree.text)];
  if (tree.children.length === 0) {
    // The boundary was never met: better the raw lines than nothing at all.
    const text = unixLines(decodeText(Buffer.concat(tree.bytes), null, 'plain'));
    return text.trim() === '' ? [] : [{ html: null, text }];
  }
  if (tree.subtype !== 'alternative') return tree.children.flatMap((child) => bodiesIn(child));
  const choices = tree.children.map((child) => join(bodiesIn(child)));
  // RFC 2046 section 5.1.4: the last is the best. Plain text comes from a choice that has nothing else.
  const html = choices.findLast((choice) => choice.html !== null)?.html ?? null;
  const plain = choices.filter((choice) => choice.text !== null);
  const text = (plain.findLast((choice) => choice.html === null) ?? plain.at(-1))?.text ?? null;
  return [{ html, text }];
}

/** Several texts as one. If any is HTML, all are shown as HTML; if any is plain, all can be read as plain text. */
function join(bodies: readonly Body[]): Body {
  const [first] = bodies;
  if (first === undefined) return nothing;
  if (bodies.length === 1) return first;
  const shown = bodies.filter(({ html, text }) => (html ?? text ?? '').trim() !== '');
  const html = shown.some((body) => body.html !== null) ? shown.map(asHtml).join('\n') : null;
  const text = shown.some((body) => body.text !== null) ? shown.map(asText).join('\n') : null;
  return { html, text };
}

function asHtml(body: Body): string {
  if (body.html !== null) return body.html;
  const escaped = (body.text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div style="white-space: pre-wrap">${escaped}</div>`;
}

function asText(body: Body): string {
  return body.text ?? textFromHtml(body.html ?? '');
}

function leafBody(leaf: Leaf, kind: 'plain' | 'html'): Body {
  const decoded = unixLines(decodeText(decodeTransfer(leaf.encoding, leaf.bytes), leaf.charset, kind));
  if (kind === 'html') return { html: decoded, text: null };
  return { html: null, text: leaf.flowed === 'no' ? decoded : libmime.decodeFlowed(decoded, leaf.flowed === 'delete-spaces') };
}

function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
