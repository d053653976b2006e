// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { allowedAttributes, allowedTags } from '../../renderer/message/allowed-html.ts';
import { htmlDocument } from '../../renderer/message/frame-document.ts';
import { sanitizeMail } from '../../renderer/message/sanitize.ts';
import type { AccountId } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId, MessageRef, Part } from '../../shared/message.ts';

const ref: MessageRef = { accountId: 'ann' as AccountId, mailboxId: 4 as MailboxId, messageId: 77 as MessageId };
const logo: Part = { partId: '2.1', fileName: 'logo.png', contentType: 'image/png', size: 10, contentId: '<logo@mail>', inline: true };
const page: Part = { partId: '2.2', fileName: 'page.html', contentType: 'text/html', size: 10, contentId: '<page@mail>', inline: true };

function clean(html: string) {
  const safe = sanitizeMail(html, ref, [logo, page]);
  if (safe === null) throw new Error('the mail was refused');
  return safe;
}

/** Each would run, load or send something if it came through. "evil" is in every address. */
const hostile: readonly (readonly [string, string])[] = [
  ['script', '<script>evil()</script>'],
  ['script in svg', '<svg><script>evil()</script></svg>'],
  ['event handler', '<img src=x onerror="evil()"><div onmouseover=evil()>x</div><body onload=evil()>'],
  ['svg handler', '<svg/onload=evil()>'],
  ['javascript link', '<a href="javascript:evil()">x</a>'],
  ['javascript link, hidden by controls', '<a href="jav&#x09;ascript:evil()">x</a><a href=" &#14; javascript:evil()">x</a>'],
  ['vbscript and data links', '<a href="vbscript:evil()">x</a><a href="data:text/html,<script>evil()</script>">x</a>'],
  ['file and smb links', '<a href="file:///evil">x</a><a href="smb://evil/x">x</a><a href="\\\\evil\\x">x</a><a href="ms-evil:x">x</a>'],
  ['link that names our own scheme', '<a href="mail-part://evil/1/2/3">x</a><img src="mail-part://evil/1/2/3">'],
  ['meta refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ['base', '<base href="https://evil.example/"><a href="x">x</a>'],
  ['link', '<link rel=stylesheet href="https://evil.example/x.css"><link rel=preconnect href="https://evil.example">'],
  ['form', '<form action="https://evil.example"><input name=evil><button formaction="https://evil.example">x</button></form>'],
  [
    'frames',
    '<iframe src="https://evil.example"></iframe><iframe srcdoc="<script>evil()</script>"></iframe><frameset><frame src="https://evil.example"></frameset>',
  ],
  ['object and embed', '<object data="https://evil.example"></object><embed src="https://evil.example">'],
  ['media', '<video src="https://evil.example" poster="https://evil.example"></video><audio src="https://evil.example"></audio>'],
  ['picture sources', '<picture><source srcset="https://evil.example/x 2x"><img src="https://evil.example/y"></picture>'],
  ['image map and isindex', '<map><area href="javascript:evil()"></map><isindex action="https://evil.example">'],
  ['math and svg namespaces', '<math><mtext><table><mglyph><style><img src=x onerror=evil()></style></mglyph></table></mtext></math>'],
  ['mXSS by noscript', '<noscript><p title="</noscript><img src=x onerror=evil()>"></noscript>'],
  [
    'mXSS by title and textarea',
    '<textarea><p title="</textarea><img src=x onerror=evil()>"></textarea><title><img src=x onerror=evil()></title>',
  ],
  ['mXSS by foreignObject', '<svg></p><style><a id="</style><img src=1 onerror=evil()>"></style></svg>'],
  [
    'mXSS by nested forms and tables',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=evil()></style></mglyph></form></mtext></math></form>',
  ],
  ['xmp and plaintext', '<xmp><p title="</xmp><img src=x onerror=evil()>"></xmp><plaintext><img src=x onerror=evil()>'],
  ['comment endings', '<!--><img src=x onerror=evil()>--><!--[if mso]><img src=https://evil.example><![endif]-->'],
  ['style breaking out', '<style></style><img src=x onerror=evil()><style>a{}</style >'],
  ['css import', '<style>@import "https://evil.example";@import url(https://evil.example);</style>'],
  ['css import by escapes', '<style>@\\69mport "https://evil.example";@im\\70ort url(//evil.example)</style>'],
  [
    'css urls',
    '<style>p{background:url(https://evil.example)}p{list-style-image:url("//evil.example")}p{cursor:url(https://evil.example),auto}</style>',
  ],
  ['css url by escapes', '<style>p{background:\\75 rl(https://evil.example)}p{background:u\\72l(https://evil.example)}</style>'],
  [
    'css image-set, font-face, src',
    '<style>p{background:image-set("https://evil.example" 1x)}@font-face{font-family:e;src:url(https://evil.example)}</style>',
  ],
  [
    'css inside comments and strings',
    '<style>p{color:red/*}*/;background:url(https://evil.example)}q{quotes:"}" "";background:url(//evil.example)}</style>',
  ],
  ['css custom property', '<div style="--u:url(https://evil.example);background:var(--u)">x</div>'],
  [
    'css expression and binding',
    '<div style="width:expression(evil());behavior:url(evil.htc);-moz-binding:url(https://evil.example)">x</div>',
  ],
  [
    'style attribute urls',
    '<div style="background:URL( \'https://evil.example\' )">x</div><div style="background-image:url(https&#58;//evil.example)">x</div>',
  ],
  ['style attribute breaking out of its rule', '<div style="color:red}*{background:url(https://evil.example)">x</div>'],
  [
    'old picture attributes',
    '<table background="https://evil.example"><tr><td background="//evil.example"><img lowsrc="https://evil.example" dynsrc="https://evil.example"></table>',
  ],
  ['srcset', '<img srcset="https://evil.example 1x, //evil.example 2x" src="https://evil.example">'],
  ['svg data picture', '<img src="data:image/svg+xml,<svg onload=evil()>"><img src="data:text/html,evil">'],
  [
    'ping, target, manifest, xlink',
    '<a href="https://fine.example" ping="https://evil.example" target="evil" download="evil">x</a><svg><use xlink:href="https://evil.example"/></svg>',
  ],
  ['dom clobbering names', '<img name=evil id=evil><a id=evil name=evil>x</a>'],
  ['template', '<template><script>evil()</script><img src="https://evil.example"></template>'],
  ['popover, dialog, autofocus', '<dialog open onclose=evil()><button popovertarget=evil autofocus onfocus=evil()>x</button></dialog>'],
];

describe('hostile mail', () => {
  it.each(hostile)('%s', (_name, html) => {
    const { html: body, css, bodyStyle } = clean(html);
    expect(`${body}${css}${bodyStyle}`).not.toContain('evil');
    // The document is parsed as the frame parses it: nothing but what is allowed may be in it.
    const parsed = new DOMParser().parseFromString(htmlDocument({ html: body, css, bodyStyle, remote: 0 }, 'light'), 'text/html');
    expect(parsed.querySelectorAll('head > :not(meta, style)')).toHaveLength(0);
    expect(parsed.querySelectorAll('head > *')).toHaveLength(4);
    for (const element of parsed.body.querySelectorAll('*')) {
      expect(allowedTags).toContain(element.localName);
      for (const name of element.getAttributeNames()) expect(allowedAttributes).toContain(name);
    }
  });
});

describe('remote pictures are left out and counted', () => {
  it.each([
    ['https', '<img src="https://a.example/x.png">', 1],
    ['http, upper case, spaces', '<img src=" HTTP://a.example/x.png">', 1],
    ['protocol-relative', '<img src="//a.example/x.png">', 1],
    ['relative', '<img src="x.png">', 1],
    ['one element with two addresses', '<img src="https://a.example/1" srcset="https://a.example/2 2x">', 1],
    ['background attribute', '<table background="https://a.example/x"><tr><td>x</td></tr></table>', 1],
    ['style attribute', '<p style="background:url(https://a.example/x)">x</p>', 1],
    ['style element', '<style>p{background-image:url(https://a.example/x)}</style>', 1],
    ['stylesheet', '<link rel="stylesheet" href="https://a.example/x.css">', 1],
    ['none', '<p>x</p><a href="https://a.example">x</a><img src="cid:logo@mail">', 0],
  ])('%s', (_name, html, remote) => {
    const safe = clean(html);
    expect(safe.remote).toBe(remote);
    expect(safe.html).not.toMatch(/(?:src|background)="[^"]*a\.example/u);
  });
});

describe('in the place of a picture that is left out', () => {
  const far = 'src="https://a.example/x.png"';
  it.each([
    [
      'its description, in a box of its size',
      `<img ${far} width="300" height="200" alt="A ferry">`,
      'A ferry',
      'width:min(300px, 100%);height:200px',
    ],
    ['its size as the style says', `<img ${far} width="1" style="width:300px" alt="A ferry">`, 'A ferry', 'width:min(300px, 100%)'],
    ['a box alone for a big one without words', `<img ${far} width="300" height="200">`, '', 'width:min(300px, 100%);height:200px'],
    ['words alone for an icon', `<img ${far} width="24" height="24" alt="Share &lt;b&gt;">`, 'Share <b>', null],
    ['words for one of unknown size', `<img ${far} alt="A ferry">`, 'A ferry', null],
    ['the same for a part that is missing', '<img src="cid:other@mail" alt="A ferry">', 'A ferry', null],
    ['nothing for a tracking pixel', `<img ${far} width="1" height="1" alt="Pixel">`, null, null],
    ['nothing for a hidden one', `<img ${far} style="display:none" alt="Pixel">`, null, null],
    ['nothing for one without size and words', `<img ${far}>`, null, null],
  ])('%s', (_name, html, words, style) => {
    const body = new DOMParser().parseFromString(clean(html).html, 'text/html').body;
    const box = body.querySelector('.homing-picture');
    expect(body.querySelector('img, b')).toBeNull();
    expect(box?.textContent ?? null).toBe(words);
    expect(box?.getAttribute('style') ?? null).toBe(style);
  });
});

describe('pictures of the message itself', () => {
  it.each([
    ['by content id', 'cid:logo@mail', 'mail-part://ann/4/77/2.1'],
    ['in capitals', 'CID:logo@mail', 'mail-part://ann/4/77/2.1'],
    ['with per-cent signs', 'cid:logo%40mail', 'mail-part://ann/4/77/2.1'],
    ['unknown', 'cid:other@mail', null],
    ['not a picture', 'cid:page@mail', null],
    ['inside the mail', 'data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'],
  ])('%s', (_name, src, shown) => {
    const image = new DOMParser().parseFromString(clean(`<img src="${src}">`).html, 'text/html').querySelector('img');
    expect(image?.getAttribute('src') ?? null).toBe(shown);
  });
});

describe('what stays', () => {
  it('links to the web and to mail addresses, with the target as hint', () => {
    const html = clean(
      '<a href="https://a.example/x?y=1" title="https://bank.example">bank</a> <a href="mailto:ann@example.org">Ann</a>',
    ).html;
    expect(html).toContain('<a href="https://a.example/x?y=1" title="https://a.example/x?y=1">bank</a>');
    expect(html).toContain('href="mailto:ann@example.org"');
  });

  it('the look of a newsletter: tables, colours, widths, its own rules, the colour of its page', () => {
    const safe = clean(
      '<html><head><style>@media (max-width:600px){.w{width:100%}} h1 > b{color:#123456;position:fixed}</style></head><body bgcolor="#f3efe6" text="#222222"><table width="600" bgcolor="#ffffff" cellpadding="8"><tr><td align="center" style="font-family:Georgia, serif;padding:4px 8px">x</td></tr></table></body></html>',
    );
    expect(safe.html).toContain('<table width="600" bgcolor="#ffffff" cellpadding="8">');
    expect(safe.html).toContain('style="font-family:Georgia, serif;padding:4px 8px"');
    expect(safe.css).toBe('@media (max-width:600px){.w{width:100%}}\nh1 > b{color:#123456}');
    expect(safe.bodyStyle).toBe('background-color:#f3efe6;color:#222222');
  });

  it('text inside elements that are not allowed', () => {
    expect(clean('<custom-box>kept <blink>too</blink></custom-box>').html).toBe('kept too');
  });

  it('not a mail of more elements than anyone writes', () => {
    expect(sanitizeMail('<p>x</p>'.repeat(30_001), ref, [])).toBeNull();
  });
});
