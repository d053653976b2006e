/**
 * A picture that is not loaded leaves a calm box with its description, in place of Chromium's broken image. Done before the
 * sanitiser, which therefore has the last word about these boxes too.
 */

/** Both in pixels; null where the mail does not say. */
interface Size {
  readonly width: number | null;
  readonly height: number | null;
}

/** Tracking pixels and spacers: nobody was meant to see them. */
const invisible = 3;
/** Smaller pictures are icons: a box would say less than their description alone. */
const boxFrom = 48;

/** `isShown` says of an address whether it is loaded. Changes the document. */
export function replaceBlockedPictures(document: Document, isShown: (address: string) => boolean): void {
  for (const picture of document.querySelectorAll('img')) {
    if (isShown(picture.getAttribute('src') ?? '')) continue;
    const box = boxFor(picture, document);
    if (box === null) picture.remove();
    else picture.replaceWith(box);
  }
}

function boxFor(picture: HTMLImageElement, document: Document): HTMLElement | null {
  const { width, height } = sizeOf(picture);
  const description = picture.alt.trim();
  if (picture.style.display === 'none' || [width, height].some((side) => side !== null && side <= invisible)) return null;
  const big = (width ?? boxFrom) >= boxFrom && (height ?? boxFrom) >= boxFrom;
  const sized = big && width !== null;
  if (description === '' && !sized) return null;
  const box = document.createElement('span');
  box.className = big ? 'homing-picture' : 'homing-picture homing-icon';
  box.textContent = description;
  // As wide as the picture, but no wider than its place: a fixed width would push a narrow table apart.
  if (sized) box.setAttribute('style', `width:min(${width}px, 100%)${height === null ? '' : `;height:${height}px`}`);
  return box;
}

/** Attributes of old mail first, then styles; per cents and the like say nothing here. */
function sizeOf(picture: HTMLImageElement): Size {
  return {
    width: pixels(picture.style.width) ?? pixels(picture.getAttribute('width')),
    height: pixels(picture.style.height) ?? pixels(picture.getAttribute('height')),
  };
}

function pixels(text: string | null): number | null {
  const number = /^\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$/iu.exec(text ?? '')?.[1];
  return number === undefined ? null : Number(number);
}
