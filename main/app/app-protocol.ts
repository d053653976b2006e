import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { rendererFile } from './renderer-file.ts';
import { appScheme, partScheme } from './schemes.ts';

/**
 * The message's frame (srcdoc) inherits this policy, which explains three lines: mail may style itself inline, its pictures
 * come from the message alone, and frame-src names what a link may point to so that a click reaches contents-walls.ts.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' ${partScheme}: data:`,
  "font-src 'self'",
  'frame-src http: https: mailto:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** Serves the window's own files; call after `ready`. */
export function serveRenderer(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? rendererFile(folder, request.url) : null;
    // Electron's own readFile, because the packaged folder is inside an asar archive.
    const bytes = file === null ? null : await readFile(file.path).catch(() => null);
    if (file === null || bytes === null) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': file.contentType } });
  });
}
