/** What a click on a link may start. An allow list, since each system has dangerous schemes of its own (file, smb, search-ms). */
type SafeLink = { readonly kind: 'web'; readonly url: string } | { readonly kind: 'mail'; readonly url: string };

/** Null for everything that is not an http, https or mailto address; else the address as the URL standard writes it. */
export function safeLink(text: string): SafeLink | null {
  // A control character or a backslash is no part of an honest link, and programs behind openExternal read them differently.
  if (text.length > 8192 || /[\p{Cc}\\]/u.test(text)) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol === 'mailto:') return { kind: 'mail', url: url.href };
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '';
  return isWeb ? { kind: 'web', url: url.href } : null;
}
