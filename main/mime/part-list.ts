import type { Part } from '../../shared/message.ts';
import { filesIn } from './body.ts';
import { fileNameOf } from './part-kinds.ts';
import type { PartTree } from './part-tree.ts';

/**
 * The files of a message. Inline are those that its HTML points to, and only those: programs put real attachments into
 * multipart/related too, with a Content-ID that nothing points to.
 */
export function partsOf(tree: PartTree, html: string | null): readonly Part[] {
  const files = filesIn(tree);
  const shown = html === null || files.every(({ contentId }) => contentId === null) ? new Set<string>() : contentIdsIn(html);
  return files.map((leaf) => {
    const { partId, contentType, size, contentId } = leaf;
    return { partId, fileName: fileNameOf(leaf), contentType, size, contentId, inline: contentId !== null && shown.has(contentId) };
  });
}

/** The ids in `cid:` links (RFC 2392), as they stand and percent-decoded. */
function contentIdsIn(html: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, link] of html.matchAll(/cid:([^"'\s<>)]{1,998})/gi)) {
    const plain = (link ?? '').replaceAll('&amp;', '&');
    ids.add(plain).add(percentDecoded(plain));
  }
  return ids;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
