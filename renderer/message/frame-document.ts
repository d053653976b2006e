/**
 * The whole document of the body frame. Its policy is the third wall: nothing is fetched but pictures of this message,
 * whatever the sanitiser missed. Colours are literal, since the frame cannot see the window's tokens.
 */
import { onMac } from '../ui/on-mac.ts';
import type { SafeHtml } from './sanitize.ts';
import { escapeHtml } from './plain-text.ts';

export type Theme = 'light' | 'dark';

const framePolicy = "default-src 'none'; img-src mail-part: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const palettes = {
  light: { text: '#24302f', quiet: '#5f6d6c', line: '#c4cecc', box: '#eef1f0', link: '#0a625e', back: '#ffffff' },
  dark: { text: '#d9e1e0', quiet: '#8f9c9b', line: '#434e50', box: '#262d2f', link: '#74d2c8', back: '#1d2324' },
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
  const { text, quiet, line, box, link, back } = palettes[theme];
  return `
:root{color-scheme:${theme};background:${back}}
${onMac ? '' : scrollbarCss(theme)}
body{margin:0;padding:20px 24px 32px;color:${text};font:15px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}
body.html{line-height:1.5}
body.plain>*{max-width:72ch}
.text,.signature{white-space:pre-wrap;unicode-bidi:plaintext;text-align:start}
.signature{margin-top:16px;padding-top:12px;border-top:1px solid ${line};width:fit-content;color:${quiet};font-size:13px}
a{color:${link};text-underline-offset:2px}
img{max-width:100%;height:auto}
:where(table){max-width:100%}
img:not([src]){display:none}
.homing-picture{display:inline-flex;flex-direction:column;align-items:center;justify-content:center;gap:6px;box-sizing:border-box;max-width:100%;min-height:64px;max-height:120px;padding:8px 12px;border-radius:6px;background:${box};color:${quiet};font:13px/1.4 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;text-align:center;vertical-align:middle;overflow:hidden}
.homing-picture::before{content:'';flex:none;width:20px;height:20px;background:${quiet};mask:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%23000' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'%3E%3Crect x='3' y='3' width='18' height='18' rx='2'/%3E%3Ccircle cx='9' cy='9' r='2'/%3E%3Cpath d='m21 15-3.1-3.1a2 2 0 0 0-2.8 0L6 21'/%3E%3C/svg%3E") center/contain no-repeat}
.homing-icon{display:inline;padding:1px 6px;border-radius:4px}
.homing-icon::before{display:none}
blockquote{margin:8px 0;padding:0 0 0 14px;border-inline-start:2px solid ${line};color:${quiet}}
pre{white-space:pre-wrap;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
p:first-child,div:first-child{margin-top:0}`;
}

/** As in the window, see base.css. */
function scrollbarCss(theme: Theme): string {
  const [thumb, hover] = theme === 'light' ? ['rgb(20 50 48/26%)', 'rgb(20 50 48/44%)'] : ['rgb(220 245 242/24%)', 'rgb(220 245 242/40%)'];
  return `::-webkit-scrollbar{width:10px;height:10px}
::-webkit-scrollbar-thumb{border:3px solid transparent;border-radius:5px;background:${thumb} content-box}
::-webkit-scrollbar-thumb:hover{background-color:${hover}}`;
}
