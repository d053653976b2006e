import { describe, expect, it } from 'vitest';
import { safeLink } from '../../main/app/links.ts';

describe('links a message may open', () => {
  it.each([
    ['https://example.org', 'web', 'https://example.org/'],
    ['http://example.org/a b?c=ü#d', 'web', 'http://example.org/a%20b?c=%C3%BC#d'],
    ['HTTPS://EXAMPLE.ORG/Path', 'web', 'https://example.org/Path'],
    ['https://пример.example/', 'web', 'https://xn--e1afmkfd.example/'],
    ['mailto:ann@example.org?subject=Hi', 'mail', 'mailto:ann@example.org?subject=Hi'],
  ])('%s', (text, kind, url) => expect(safeLink(text)).toEqual({ kind, url }));

  it.each([
    '',
    'example.org',
    '//example.org/x',
    'file:///etc/passwd',
    'file://host/share',
    'smb://host/share',
    '\\\\host\\share',
    'https:\\\\example.org',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'https://example.org/\r\nx',
    'https://example.org/\u0000',
    'data:text/html,hi',
    'search-ms:query=x',
    'ms-msdt:/id',
    'vscode://x',
    'ftp://example.org/',
    'app://homing/index.html',
    'mail-part://ann/1/2/3',
    'blob:https://example.org/1',
    'view-source:https://example.org',
    ' javascript:alert(1)',
    'https://',
    'http://:80/',
    `https://example.org/${'x'.repeat(9000)}`,
  ])('refuses %j', (text) => expect(safeLink(text)).toBeNull());
});
