/**
 * The id under which a message is remembered whose server gives it none of its own: made of its content, so that it is
 * recognised when it comes again, also after it was removed here. The blank keeps it apart from any UIDL, which cannot
 * contain one (RFC 1939 section 7).
 */
export function contentId(hash: Uint8Array): string {
  return `content ${Buffer.from(hash).toString('hex')}`;
}

export function isContentId(uidl: string): boolean {
  return uidl.includes(' ');
}
