// What a sanitiser that failed would let through: every way known to us in which a message calls out without a script or a click.
import type { FrameLocator, Page } from 'playwright-core';

/** Puts a frame like the message's own into a page, above everything else; resolves when it is loaded. */
export async function showFrame(target: Page, html: string): Promise<FrameLocator> {
  await target.evaluate((content) => {
    document.querySelector('#hostile')?.remove();
    const frame = document.createElement('iframe');
    frame.id = 'hostile';
    frame.setAttribute('sandbox', '');
    frame.style.cssText = 'position:fixed;inset:0;width:600px;height:400px;z-index:2147483647;pointer-events:auto';
    frame.srcdoc = content;
    const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }));
    document.documentElement.append(frame);
    return loaded;
  }, html);
  return target.frameLocator('#hostile');
}

/** @param canary the address of a server that must hear nothing, as a number and as a name that resolves on each computer */
export function hostileMail(canary: number): string {
  const number = `http://127.0.0.1:${canary}`;
  // Chromium itself answers names under localhost, so this one would reach the canary on a computer without any DNS.
  const name = `http://receipt.localhost:${canary}`;
  return `<!doctype html><html><head>
    <link rel="preconnect" href="${number}"><link rel="preconnect" href="${name}" crossorigin><link rel="dns-prefetch" href="${name}">
    <link rel="preload" as="image" href="${number}/preload"><link rel="prefetch" href="${number}/prefetch">
    <link rel="stylesheet" href="${number}/stylesheet"><link rel="icon" href="${number}/icon">
    <meta http-equiv="refresh" content="0;url=${number}/refresh">
    <style>@import url("${number}/import"); @font-face { font-family: f; src: url("${number}/font"); } p { font-family: f; background: url("${name}/background"); }</style>
    </head><body><p>text</p>
    <img src="${number}/picture"><img src="${name}/picture"><img srcset="${number}/srcset 2x"><picture><source srcset="${number}/source"><img></picture>
    <video src="${number}/video" poster="${number}/poster" autoplay></video><audio src="${number}/audio" autoplay></audio>
    <iframe src="${number}/frame"></iframe><object data="${number}/object"></object><embed src="${number}/embed">
    <svg><image href="${number}/svg"/><use href="${number}/use#x"/></svg><input type="image" src="${number}/input">
    <script>fetch("${number}/script"); parent.postMessage('script ran', '*');</script><img src="x" onerror="fetch('${number}/handler')">
    </body></html>`;
}

/** Links of every kind that the sanitiser leaves, and two that it changes, far enough from each other to be clicked one by one. */
export const links = `<!doctype html><html><body style="margin:0;background:#fff">${[
  ['web', 'href="https://example.org/path?x=1"'],
  ['mail', 'href="mailto:bob@example.org?subject=Hi&attach=/etc/passwd"'],
  ['top', 'href="https://example.org/top" target="_top"'],
  ['blank', 'href="https://example.org/blank" target="_blank"'],
]
  .map(([text, attributes]) => `<p style="margin:0;height:40px"><a ${attributes}>${text}</a></p>`)
  .join('')}</body></html>`;
