/** Plain text as HTML: every character escaped first, then links, quoted lines by depth, and the signature set back. */
import { LinkifyIt } from 'linkify-it';

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true });

export function plainTextHtml(text: string): string {
  const [body, signature] = splitSignature(text.replaceAll(/\r\n?/gu, '\n').trimEnd());
  const main = quoteBlocks(body.split('\n'), 0);
  return signature === null ? main : `${main}<div class="signature">${linked(signature)}</div>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** RFC 3676 section 4.3: the last "-- " on a line of its own; many programs lose the space. Quoted ones are left where they are. */
function splitSignature(text: string): readonly [string, string | null] {
  const lines = text.split('\n');
  const at = lines.findLastIndex((line) => line === '-- ' || line === '--');
  return at === -1 ? [text, null] : [lines.slice(0, at).join('\n'), lines.slice(at + 1).join('\n')];
}

/** Runs of quoted lines become one block each, nested by depth; deeper than six looks like six. */
function quoteBlocks(lines: readonly string[], depth: number): string {
  const parts: string[] = [];
  let run: string[] = [];
  let quoted = false;
  const flush = () => {
    if (run.length === 0) return;
    const inside = quoted
      ? quoteBlocks(
          run.map((line) => line.replace(/^> ?/u, '')),
          depth + 1,
        )
      : linked(run.join('\n'));
    parts.push(quoted ? `<blockquote>${inside}</blockquote>` : `<div class="text">${inside}</div>`);
    run = [];
  };
  for (const line of lines) {
    const isQuoted = depth < 6 && line.startsWith('>');
    if (isQuoted !== quoted) {
      flush();
      quoted = isQuoted;
    }
    run.push(line);
  }
  flush();
  return parts.join('');
}

function linked(text: string): string {
  let at = 0;
  let html = '';
  for (const match of linkify.match(text) ?? []) {
    if (!/^(?:https?|mailto):/iu.test(match.url)) continue;
    const target = escapeHtml(match.url);
    html += `${escapeHtml(text.slice(at, match.index))}<a href="${target}" title="${target}">${escapeHtml(match.text)}</a>`;
    at = match.lastIndex;
  }
  return html + escapeHtml(text.slice(at));
}
