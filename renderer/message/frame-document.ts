/**
 * The whole document of the body frame. Its policy is the third wall: nothing is fetched but pictures of this message,
 * whatever the sanitiser missed. Colours are literal, since the frame cannot see the window's tokens.
 */
import type { SafeHtml } from './sanitize.ts';
import { escapeHtml } from './plain-text.ts';

export type Theme = 'light' | 'dark';

const framePolicy = "default-src 'none'; img-src mail-part: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const palettes = {
  light: { text: '#24302f', quiet: '#5f6d6c', line: '#c4cecc', link: '#0a625e', back: '#ffffff' },
  dark: { text: '#d9e1e0', quiet: '#8f9c9b', line: '#434e50', link: '#74d2c8', back: '#1d2324' },
} as const;

/** Mail that brings colours of its own was designed on white: it is shown on white in both themes. */
function paletteFor(mail: SafeHtml, theme: Theme): Theme {
  const coloured = /(?:bgcolor|color)\s*[=:]|background/iu.test(`${mail.html} ${mail.css} ${mail.bodyStyle}`);
  return coloured ? 'light' : theme;
}

export function htmlDocument(mail: SafeHtml, theme: Theme): string {
  return documentOf(
    paletteFor(mail, theme),
    mail.css,
    `<body dir="auto" class="html" style="${escapeHtml(mail.bodyStyle)}">${mail.html}</body>`,
  );
}

/** `html` comes from plainTextHtml: escaped there. */
export function textDocument(html: string, theme: Theme): string {
  return documentOf(theme, '', `<body class="plain">${html}</body>`);
}

function documentOf(theme: Theme, css: string, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy}"><style>${frameCss(theme)}</style><style>${css}</style></head>${body}</html>`;
}

function frameCss(theme: Theme): string {
  const { text, quiet, line, link, back } = palettes[theme];
  return `
:root{color-scheme:${theme};scrollbar-width:thin;background:${back}}
body{margin:0;padding:20px 24px 32px;color:${text};font:15px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}
body.html{line-height:1.5}
body.plain>*{max-width:72ch}
.text,.signature{white-space:pre-wrap;unicode-bidi:plaintext;text-align:start}
.signature{margin-top:16px;padding-top:12px;border-top:1px solid ${line};width:fit-content;color:${quiet};font-size:13px}
a{color:${link};text-underline-offset:2px}
img{max-width:100%;height:auto}
img:not([src]){display:inline-block;max-width:100%;border:1px dashed ${line};border-radius:4px;color:${quiet};font-size:13px;box-sizing:border-box}
img:not([src]):not([alt]),img:not([src])[alt=""]{display:none}
blockquote{margin:8px 0;padding:0 0 0 14px;border-inline-start:2px solid ${line};color:${quiet}}
pre{white-space:pre-wrap;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
p:first-child,div:first-child{margin-top:0}`;
}
