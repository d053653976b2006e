import { extname, join, normalize, sep } from 'node:path';

/** Every kind of file the window is made of. What is not here is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

interface RendererFile {
  readonly path: string;
  readonly contentType: string;
}

/** The file of the window that an `app://homing/...` address names; null when it lies outside `folder` or is of no known kind. */
export function rendererFile(folder: string, address: string): RendererFile | null {
  let name: string;
  let url: URL;
  try {
    url = new URL(address);
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.host !== 'homing' || name.includes('\0') || name.includes('\\')) return null;
  const path = normalize(join(folder, name === '/' ? 'index.html' : name));
  const contentType = contentTypes[extname(path)];
  return contentType !== undefined && path.startsWith(normalize(folder) + sep) ? { path, contentType } : null;
}
