/**
 * A stranger's HTML made safe to show: first of the walls (then the sandboxed frame, its policy, and the session), and it
 * must hold alone. By DOMPurify on the native DOM with an allow list; addresses are decided here, one by one. Nothing may
 * change the result afterwards: it goes into one document, once.
 */
import createPurifier from 'dompurify';
import type { MessageRef, Part } from '../../shared/message.ts';
import { allowedAttributes, allowedTags, droppedWithContent } from './allowed-html.ts';
import { replaceBlockedPictures } from './blocked-pictures.ts';
import { cleanDeclarations, cleanStylesheet } from './clean-css.ts';

export interface SafeHtml {
  /** The inside of a body element. */
  readonly html: string;
  /** The mail's own rules, for a style element. */
  readonly css: string;
  /** Declarations for the body element. */
  readonly bodyStyle: string;
  /** Pictures and other things that would have been fetched from the net, and are not. */
  readonly remote: number;
}

const dataPicture = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,[a-z0-9+/=\s]*$/iu;
const remoteCarriers = '[src],[srcset],[background],[poster],[lowsrc],[dynsrc],link[href],object[data],image';

/** Cleaning slows down with the square of the nesting: a hundred thousand elements would stop the window for ten seconds. */
const mostElements = 30_000;

/**
 * Null for a mail of more elements than anyone writes. `parts` are the message's own: `cid:` finds pictures among these and
 * nowhere else (RFC 2392). Without `ref`, for a message in no account, nobody serves them and none is shown.
 */
export function sanitizeMail(html: string, ref: MessageRef | null, parts: readonly Part[]): SafeHtml | null {
  const untouched = new DOMParser().parseFromString(html, 'text/html');
  if (untouched.querySelectorAll('*').length > mostElements) return null;
  const sheets = [...untouched.querySelectorAll('style')].map((style) => cleanStylesheet(style.textContent));
  const body = cleanDeclarations(bodyDeclarations(untouched.body));
  let remote = sheets.reduce((sum, sheet) => sum + sheet.remote, body.remote) + countRemote(untouched);
  replaceBlockedPictures(untouched, (address) => pictureAddress(address, ref, parts) !== null);

  const purifier = createPurifier(window);
  purifier.addHook('uponSanitizeAttribute', (element, attribute) => {
    if (attribute.attrName === 'style') {
      const clean = cleanDeclarations(attribute.attrValue);
      remote += clean.remote;
      attribute.attrValue = clean.css;
      attribute.keepAttr = clean.css !== '';
    } else if (attribute.attrName === 'src' || attribute.attrName === 'background') {
      const address = pictureAddress(attribute.attrValue, ref, parts);
      attribute.attrValue = address ?? '';
      attribute.keepAttr = address !== null;
    } else if (attribute.attrName === 'href') {
      const target = element.nodeName === 'A' ? linkTarget(attribute.attrValue) : null;
      attribute.attrValue = target ?? '';
      attribute.keepAttr = target !== null;
    }
  });
  // A link's hint is where it goes, whatever the sender wanted it to say.
  purifier.addHook('afterSanitizeAttributes', (element) => {
    const target = element.nodeName === 'A' ? element.getAttribute('href') : null;
    if (target !== null) element.setAttribute('title', target);
  });
  const clean = purifier.sanitize(untouched.body.innerHTML, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    FORBID_CONTENTS: droppedWithContent,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|mail-part:\/\/|data:image\/)/iu,
    // Without this the pattern above is asked about widths and colours too, and takes them out.
    ADD_URI_SAFE_ATTR: allowedAttributes.filter((name) => !['href', 'src', 'background'].includes(name)),
    FORCE_BODY: true,
  });
  return { html: clean, css: sheets.map((sheet) => sheet.css).join('\n'), bodyStyle: body.css, remote };
}

/** `mail-part://<account>/<mailbox>/<message>/<part>`, served by main for this message alone. */
function partAddress({ accountId, mailboxId, messageId }: MessageRef, partId: string): string {
  return `mail-part://${accountId}/${mailboxId}/${messageId}/${partId}`;
}

function pictureAddress(value: string, ref: MessageRef | null, parts: readonly Part[]): string | null {
  const trimmed = value.trim();
  if (dataPicture.test(trimmed)) return trimmed;
  if (ref === null || !/^cid:/iu.test(trimmed)) return null;
  const wanted = contentIdOf(trimmed.slice(4));
  const part = parts.find(
    ({ contentId, contentType }) => contentId !== null && contentIdOf(contentId) === wanted && /^image\//iu.test(contentType),
  );
  return part === undefined ? null : partAddress(ref, part.partId);
}

/** Without angle brackets and per-cent signs: senders disagree about both. */
function contentIdOf(value: string): string {
  const bare = value.trim().replaceAll(/^<|>$/gu, '');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

function linkTarget(value: string): string | null {
  try {
    const url = new URL(value.trim());
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function countRemote(document: Document): number {
  return [...document.querySelectorAll(remoteCarriers)].filter((element) =>
    ['src', 'srcset', 'background', 'poster', 'lowsrc', 'dynsrc', 'href', 'xlink:href', 'data'].some((name) => {
      const value = element.getAttribute(name)?.trim() ?? '';
      return value !== '' && !/^(?:data|cid|about|mailto):/iu.test(value) && !(name === 'href' && element.nodeName === 'A');
    }),
  ).length;
}

/** What old mail says in attributes of body, as declarations. */
function bodyDeclarations(body: HTMLElement): string {
  const colour = body.getAttribute('bgcolor');
  const text = body.getAttribute('text');
  return [colour === null ? '' : `background-color:${colour}`, text === null ? '' : `color:${text}`, body.getAttribute('style') ?? ''].join(
    ';',
  );
}
