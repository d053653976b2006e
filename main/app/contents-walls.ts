import type { WebContents } from 'electron';

/**
 * The window never navigates, in no frame, and opens no other window. A click on a link in a message arrives here as the
 * attempt of its frame to navigate: it is prevented and handed on. (The window's policy must list http:, https: and mailto:
 * in frame-src, or Chromium replaces the message by an error page before anyone is asked.)
 * @param onLink the address is untrusted
 */
export function guardContents(contents: WebContents, onLink: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
    // Only the message's own frame has the window for a parent. A frame inside the mail navigates without any click.
    if (!event.isMainFrame && event.frame?.parent === contents.mainFrame) onLink(event.url);
  });
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
