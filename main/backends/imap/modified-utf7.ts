/** Mailbox names on the wire where UTF8=ACCEPT is not enabled: modified UTF-7 (RFC 3501 section 5.1.3). */

export function encodeModifiedUtf7(name: string): string {
  return name.replace(/&|[^\u0020-\u007e]+/g, (text) => (text === '&' ? '&-' : `&${base64(text)}-`));
}

/** What is no modified UTF-7 comes out as something; it is recognised by encoding it again. */
export function decodeModifiedUtf7(name: string): string {
  return name.replace(/&([^-]*)-/g, (_all, text: string) => (text === '' ? '&' : fromBase64(text)));
}

function base64(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('base64').replaceAll('=', '').replaceAll('/', ',');
}

function fromBase64(text: string): string {
  const bytes = Buffer.from(text.replaceAll(',', '/'), 'base64');
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString('utf16le');
}
