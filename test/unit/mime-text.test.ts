import { describe, expect, it } from 'vitest';
import { previewOf } from '../../main/mime/preview.ts';
import { textFromHtml } from '../../main/mime/text.ts';

describe('textFromHtml', () => {
  it.each([
    ['<p>Hello   <b>wo</b>rld</p>', 'Hello world'],
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<div>one</div><div>two<br>three</div>', 'one\ntwo\nthree'],
    ['a<br><br><br><br>b', 'a\n\nb'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 2\n3'],
    ['<title>T</title><style>p > a { }</style><script>if (1 < 2) "<p>"</script>text', 'text'],
    ['5 &lt; 6 &amp;&nbsp;&eacute;&#8364;', '5 < 6 &\u00a0é€'],
    ['<pre>a  b\n  c</pre>d', 'a  b\n  c\n\nd'],
    ['<!-- no --><P>YES</P>', 'YES'],
    ['unclosed <p>text <b', 'unclosed\n\ntext'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(textFromHtml(html)).toBe(text);
  });

  it('stops soon after it has enough', () => {
    expect(textFromHtml('<p>word</p>'.repeat(1000), 100).length).toBeLessThan(120);
  });

  it.each(['<pre>' + ' '.repeat(1e6), '<a>'.repeat(2e5) + '</b>'.repeat(2e5), '&'.repeat(1e6), '<'.repeat(1e6)])(
    'takes linear time for hostile input %#',
    (html) => {
      const started = performance.now();
      textFromHtml(html);
      // Quadratic time would be minutes; this is a wide margin over the tenth of a second it takes.
      expect(performance.now() - started).toBeLessThan(5000);
    },
  );
});

describe('previewOf', () => {
  it.each([
    ['Hello\n\nBob', 'Hello Bob'],
    ['> quoted\n> more\n\nMy answer', 'My answer'],
    ['On 3 March 2026 at 14:05, Ann Lee wrote:\n> quoted\nYes.', 'Yes.'],
    ['On Tuesday, Ann Lee <ann@example.org>\nwrote:\n> quoted\nYes.', 'Yes.'],
    ['Am 3. März 2026 um 14:05 schrieb Ann:\n> quoted\nJa.', 'Ja.'],
    ['Le mar. 3 mars 2026, Ann a écrit :\n> cité\nOui.', 'Oui.'],
    ['On the whole I like it.', 'On the whole I like it.'],
    ['Yes.\n-- \nAnn Lee\nAcme', 'Yes.'],
    ['-----Original Message-----\nHi', 'Hi'],
    ['> only\n> quoted', 'only quoted'],
    ['Sale\u034f \u200c\u00a0\u200c\u00a0\ufeff today', 'Sale today'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['a\u202eb\u0007c', 'ab c'],
    ['   ', ''],
  ])('%j', (text, preview) => {
    expect(previewOf({ text, html: null })).toBe(preview);
  });

  it('takes HTML when the text is empty, and cuts at 140 without half a character', () => {
    expect(previewOf({ text: '\n \n', html: '<p>From HTML</p>' })).toBe('From HTML');
    expect(previewOf({ text: `a${'😀'.repeat(100)}`, html: null })).toBe(`a${'😀'.repeat(69)}`);
  });
});
