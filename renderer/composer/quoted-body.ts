import type { MessageBody } from '../../shared/message.ts';

/** The text to quote; null when the message is not on this computer. */
export function quotedBody(body: MessageBody): string | null {
  switch (body.state) {
    case 'missing':
      return null;
    case 'unreadable':
      return body.text;
    case 'here':
      return body.text ?? (body.html === null ? '' : textOfHtml(body.html));
  }
}

const lineBreakers = 'p, div, br, tr, li, h1, h2, h3, h4, h5, h6, blockquote, pre, table';

/** Words and line breaks of a message without a text part. The parsed document runs no script and loads nothing. */
function textOfHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const hidden of page.querySelectorAll('style, script, head, title, template')) hidden.remove();
  for (const text of textNodes(page)) text.data = text.data.replaceAll(/\s+/gu, ' ');
  for (const breaker of page.querySelectorAll(lineBreakers)) breaker.before('\n');
  for (const paragraph of page.querySelectorAll('p')) paragraph.after('\n');
  return (page.body.textContent ?? '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}

function textNodes(page: Document): readonly Text[] {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode() !== null) if (walker.currentNode instanceof Text) found.push(walker.currentNode);
  return found;
}
