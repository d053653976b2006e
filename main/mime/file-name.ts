import libmime from 'libmime';

/** What file systems accept for one name, in UTF-8. */
const longestName = 255;
/** A longer "extension" is not one. */
const longestExtension = 32;

/** Windows opens a device for these, whatever follows the dot. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i;

/**
 * A sender's file name made safe to show and to save: no path, no control or direction-changing characters, nothing that
 * any of our three systems refuses, at most 255 bytes with the extension kept. Empty when nothing is left.
 */
export function cleanFileName(name: string): string {
  const plain = name
    .slice(0, 8 * longestName)
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\u115f\u1160\u3164\uffa0]/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ');
  const last =
    plain
      .split(/[/\\]/)
      .map(trimDots)
      .findLast((segment) => segment !== '') ?? '';
  const allowed = last.replace(/[<>:"|?*]/g, '_');
  const shortened = trimDots(shorten(reserved.test(allowed) ? `_${allowed}` : allowed));
  return shortened;
}

/** A name for a part that has none: its place in the message and the usual extension of its type. */
export function namelessFileName(partId: string, contentType: string): string {
  return `attachment-${partId}.${libmime.detectExtension(contentType)}`;
}

/** Windows drops dots and spaces at the end, so two names could mean one file; dots in front hide a file elsewhere. */
function trimDots(name: string): string {
  return name.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longestName) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot) : '';
  const extension = Buffer.byteLength(ending) <= longestExtension ? ending : '';
  const room = longestName - Buffer.byteLength(extension);
  let stem = '';
  let used = 0;
  for (const character of name.slice(0, name.length - extension.length)) {
    used += Buffer.byteLength(character);
    if (used > room) break;
    stem += character;
  }
  return trimDots(stem) + extension;
}
