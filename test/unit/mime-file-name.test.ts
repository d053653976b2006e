import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName, namelessFileName } from '../../main/mime/file-name.ts';

describe('cleanFileName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['Größe übrig.pdf', 'Größe übrig.pdf'],
    ['報告書.pdf', '報告書.pdf'],
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\evil.exe', 'evil.exe'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['C:a.txt', 'C_a.txt'],
    ['folder/', 'folder'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u2066b\u2069\u200f.txt', 'ab.txt'],
    ['a\0b\r\nc.txt', 'a b c.txt'],
    ['photo.jpg\u2003\u2003\u00a0   .exe', 'photo.jpg .exe'],
    ['con', '_con'],
    ['CON.txt', '_CON.txt'],
    ['nul .tar.gz', '_nul .tar.gz'],
    ['COM¹.log', '_COM¹.log'],
    ['lpt9', '_lpt9'],
    ['console.log', 'console.log'],
    ['trailing. . .', 'trailing'],
    ['.htaccess', 'htaccess'],
    ['<script>alert("x")|?*.html', '_script_alert(_x_)___.html'],
    ['...', ''],
    ['', ''],
    ['/', ''],
    ['\ud800.txt', 'txt'],
  ])('%j becomes %j', (name, expected) => {
    expect(cleanFileName(name)).toBe(expected);
  });

  it.each([
    [`${'a'.repeat(300)}.pdf`, 255, '.pdf'],
    [`${'ü'.repeat(300)}.pdf`, 254, '.pdf'],
    [`${'😀'.repeat(100)}.tar`, 252, '.tar'],
    [`a.${'x'.repeat(300)}`, 255, 'xxx'],
  ])('cuts a long name on whole characters and keeps its extension', (name, bytes, ending) => {
    const clean = cleanFileName(name);
    expect([Buffer.byteLength(clean), clean.endsWith(ending), clean.includes('\ufffd')]).toEqual([bytes, true, false]);
  });

  it('makes any name safe, and a clean name stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (name) => {
        const clean = cleanFileName(name);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}<>:"/\\|?*]|^[. ]|[. ]$/u);
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255);
        expect(cleanFileName(clean)).toBe(clean);
      }),
    );
  });

  it('names what has no name by place and type', () => {
    expect(namelessFileName('2.1', 'application/pdf')).toBe('attachment-2.1.pdf');
    expect(namelessFileName('3', 'application/x-unheard-of')).toBe('attachment-3.bin');
  });
});
