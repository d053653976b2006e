import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTextHtml } from '../../renderer/message/plain-text.ts';

describe('plain text as HTML', () => {
  it.each([
    [
      'escapes before it links',
      '<b>&"\' https://a.example/?a=1&b=2',
      '<div class="text">&lt;b&gt;&amp;&quot;&#39; <a href="https://a.example/?a=1&amp;b=2" title="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a></div>',
    ],
    [
      'links bare hosts and addresses',
      'a.example.org ann@example.org',
      '<div class="text"><a href="http://a.example.org" title="http://a.example.org">a.example.org</a> <a href="mailto:ann@example.org" title="mailto:ann@example.org">ann@example.org</a></div>',
    ],
    [
      'leaves other schemes alone',
      'ftp://a.example/x javascript:alert(1)',
      '<div class="text">ftp://a.example/x javascript:alert(1)</div>',
    ],
    [
      'nests quoted lines',
      'a\n> b\n>> c\nd',
      '<div class="text">a</div><blockquote><div class="text">b</div><blockquote><div class="text">c</div></blockquote></blockquote><div class="text">d</div>',
    ],
    ['sets the signature back', 'a\r\n-- \r\nAnn', '<div class="text">a</div><div class="signature">Ann</div>'],
    ['is empty for nothing', '', '<div class="text"></div>'],
  ])('%s', (_name, text, html) => {
    expect(plainTextHtml(text)).toBe(html);
  });

  it('never lets a tag of the text through', () => {
    const pieces = fc.constantFrom('<', '>', '"', "'", '&', '\n', '> ', 'https://a.example/', 'script', ' ', '--', 'x');
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const rest = plainTextHtml(parts.join('')).replaceAll(
          /<\/?(?:div|blockquote)(?: class="(?:text|signature)")?>|<a href="[^"<>]*" title="[^"<>]*">|<\/a>/gu,
          '',
        );
        expect(rest).not.toMatch(/[<>"']/u);
      }),
    );
  });

  it('takes a megabyte of the worst lines in no time', () => {
    const started = performance.now();
    plainTextHtml('-- \n'.repeat(100_000));
    plainTextHtml(`${'>'.repeat(1000)}\n`.repeat(500));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
