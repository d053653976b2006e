import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage, readPart } from '../../main/mime/parse.ts';
import { usualLimits } from '../../main/mime/split.ts';
import { summarise } from '../../main/mime/summary.ts';
import { fixture } from '../fixtures/mail/fixture.ts';

interface Expected {
  readonly text?: string | null;
  readonly html?: string | null;
  /** `partId fileName size`, and `inline` where it is. */
  readonly parts?: readonly string[];
  readonly preview: string;
  readonly hasAttachments?: boolean;
}

const corpus: readonly (readonly [string, Expected])[] = [
  ['plain', { text: 'Shall we say noon?\n\nAnn\n', preview: 'Shall we say noon? Ann' }],
  ['raw-latin1-header', { text: 'Schöne Grüße\n', preview: 'Schöne Grüße' }],
  ['windows-1252-no-label', { text: '“Price: 5 €” – fine…\n', preview: '“Price: 5 €” – fine…' }],
  ['utf8-no-label', { text: 'Price: 5 €\n', preview: 'Price: 5 €' }],
  ['alternative', { text: 'Café at noon?', html: '<p>Café at <b>noon</b>?</p>', preview: 'Café at noon?' }],
  [
    'related',
    {
      html: '<p>Our logo: <img src="cid:logo@example.org"></p>',
      parts: ['2 logo.png 70 inline', '3 offer.pdf 9'],
      preview: 'Our logo:',
      hasAttachments: true,
    },
  ],
  [
    'mixed',
    {
      text: 'The report is attached.',
      parts: ['2 report.pdf 12', '3 größe.csv 8', '4 notes.txt 5'],
      preview: 'The report is attached.',
      hasAttachments: true,
    },
  ],
  [
    'mixed-footer',
    {
      text: 'Hello list\nTo unsubscribe: a < b & c',
      html: '<p>Hello <i>list</i></p>\n<div style="white-space: pre-wrap">To unsubscribe: a &lt; b &amp; c</div>',
      preview: 'Hello list To unsubscribe: a < b & c',
    },
  ],
  ['nested-message', { text: 'See attached.', parts: ['2 Contract 3-2026 €.eml 181'], preview: 'See attached.', hasAttachments: true }],
  ['digest', { parts: ['1 First.eml 21', '2 Second.eml 22'], preview: '', hasAttachments: true }],
  ['signed', { text: 'Signed text.', parts: ['2 signature.asc 29'], preview: 'Signed text.' }],
  [
    'flowed',
    {
      text: 'This line goes on here.\n>> quoted twice and on.\nFrom the start.\n-- \nAnn',
      preview: 'This line goes on here. From the start.',
    },
  ],
  ['iso-2022-jp', { text: '明日の会議は三時です。\n', preview: '明日の会議は三時です。' }],
  ['gb18030', { text: '明天见，𠀀。\n', preview: '明天见，𠀀。' }],
  ['koi8-r', { text: 'Здравствуйте, Анна\n', preview: 'Здравствуйте, Анна' }],
  ['big5', { text: '明天三點見面\n', preview: '明天三點見面' }],
  [
    'broken-boundary',
    { text: '--wrong\nContent-Type: text/plain\n\nStill readable.\n--wrong--\n', preview: expect.stringContaining('readable') },
  ],
  ['no-final-boundary', { text: 'The text came whole.', parts: ['2 data.bin 3'], preview: 'The text came whole.', hasAttachments: true }],
  ['no-blank-line', { text: 'Hello Bob,\n\nthe empty line was forgotten.\n', preview: 'Hello Bob, the empty line was forgotten.' }],
  ['empty-body', { text: '', preview: '' }],
  ['base64-junk', { text: 'Hello world', parts: ['2 two.bin 2'], preview: 'Hello world', hasAttachments: true }],
  ['qp-soft-end', { text: 'a long line, 5 €, 1=2 and =ZZ\nend', preview: 'a long line, 5 €, 1=2 and =ZZ end' }],
  ['rfc2231-split-name', { text: 'hi', parts: ['2 Angebot für Müller GmbH.pdf 1'], preview: 'hi', hasAttachments: true }],
  [
    'hostile-names',
    {
      parts: [
        '1 passwd 1',
        '2 evil.exe 1',
        '3 _con.txt 1',
        '4 invoicefdp.exe 1',
        '5 trailing 1',
        '6 attachment-6.bin 1',
        '7 _script_.html 1',
      ],
      preview: '',
      hasAttachments: true,
    },
  ],
];

describe('parseMessage and summarise', () => {
  it.each(corpus)('%s', async (name, expected) => {
    const { html, text, parts, truncated } = await parseMessage(fixture(name));
    const shown = parts.map((part) => `${part.partId} ${part.fileName} ${part.size}${part.inline ? ' inline' : ''}`);
    expect({ html, text, parts: shown, truncated }).toEqual({
      html: expected.html ?? null,
      text: expected.text ?? null,
      parts: expected.parts ?? [],
      truncated: null,
    });
    const summary = await summarise(fixture(name));
    expect(summary.preview).toEqual(expected.preview);
    expect(summary.hasAttachments).toBe(expected.hasAttachments ?? false);
  });

  it('takes the charset of HTML from its <meta>', async () => {
    expect((await parseMessage(fixture('html-meta-charset'))).html).toContain('Привет, мир');
  });

  it('previews HTML without its markup, scripts and padding', async () => {
    expect((await summarise(fixture('html-only'))).preview).toBe('Big sale today Dear Bob, One Two - a - b 5 < 6 end');
  });
});

describe('limits', () => {
  const multipart = 'Subject: kept\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nfirst\r\n';
  const nested = Array.from({ length: 1000 }, (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`);
  it.each([
    ['100,000 empty parts', `${multipart}${'--x\r\n\r\n'.repeat(100_000)}`, 'too-many-parts', 'first'],
    ['1000 levels', `Subject: kept\r\n${nested.join('')}\r\nhi`, 'too-deep', null],
    ['a part with 2 MB of header', `${multipart}--x\r\nX-A: ${'a'.repeat(2e6)}\r\n\r\n`, 'header-too-long', 'first'],
    ['5 MB of text', `Subject: kept\r\n\r\n${'words '.repeat(900_000)}`, 'text-too-long', expect.stringMatching(/^(words ){1000}/)],
    ['2 MB of header', `X-A: ${'a'.repeat(2e6)}\r\nSubject: kept\r\n\r\nread`, null, 'read'],
    ['500,000 fields', `${'a:\r\n'.repeat(500_000)}Subject: kept\r\n\r\nread`, null, 'read'],
  ])('%s', async (_what, message, truncated, text) => {
    const parsed = await parseMessage(Buffer.from(message));
    expect(parsed.envelope.subject).toBe('kept');
    expect(parsed.truncated).toBe(truncated);
    expect(parsed.text === null ? null : parsed.text.trim()).toEqual(text);
  });

  it('gives up when time is over, with what was read so far', async () => {
    const raw = Buffer.from(`${multipart}--x\r\n\r\n${'line\r\n'.repeat(100_000)}`);
    const parsed = await parseMessage(raw, { ...usualLimits, milliseconds: 0 });
    expect([parsed.truncated, parsed.envelope.subject]).toEqual(['too-slow', 'kept']);
  });

  it('counts files without keeping them', async () => {
    const encoded = Buffer.alloc(6_000_000, 7).toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = Buffer.from(
      `${multipart}--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n--x--\r\n`,
    );
    expect((await parseMessage(raw)).parts.map(({ size }) => size)).toEqual([6_000_000]);
  });
});

describe('readPart', () => {
  const encodings = {
    base64: (content: Buffer) => content.toString('base64').replace(/.{76}/g, '$&\r\n'),
    'quoted-printable': (content: Buffer) =>
      [...content]
        .map((byte) => `=${byte.toString(16).padStart(2, '0')}`)
        .join('')
        .replace(/.{72}/g, '$&=\r\n'),
    binary: (content: Buffer) => content.toString('latin1'),
    '8bit': (content: Buffer) => content.toString('latin1'),
  };

  it('gives back exactly the bytes that were sent, in every encoding', async () => {
    // Long ones cross the slices in which a message is read. The factor makes them run through all bytes in odd orders.
    const long = fc.tuple(fc.integer({ min: 64_000, max: 70_000 }), fc.nat(255)).map(([length, factor]) => {
      return Uint8Array.from({ length }, (_, index) => (index * factor + (index >> 8)) % 256);
    });
    const lineEnds = fc
      .array(fc.constantFrom(0x0d, 0x0a, 0x20, 0x2d, 0x3d, 0x61), { maxLength: 12 })
      .map((bytes) => Uint8Array.from(bytes));
    const encoding = fc.constantFrom('base64', 'quoted-printable', 'binary', '8bit' as const);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), lineEnds, long), encoding, async (bytes, how) => {
        const head = `Content-Type: multipart/mixed; boundary=limit\r\n\r\n--limit\r\n\r\nhi\r\n--limit\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: ${how}\r\n\r\n`;
        const raw = Buffer.from(`${head}${encodings[how](Buffer.from(bytes))}\r\n--limit--\r\n`, 'latin1');
        const content = await readPart(raw, '2');
        expect(content?.bytes.equals(bytes)).toBe(true);
        expect(content?.part.size).toBe(bytes.length);
        expect((await parseMessage(raw)).parts[0]?.size).toBe(bytes.length);
      }),
      { numRuns: 150 },
    );
  });

  it('finds parts by place, and says null for a place that is none', async () => {
    const content = await readPart(fixture('mixed'), '3');
    expect([content?.part.fileName, content?.part.contentType, content?.bytes.toString()]).toEqual(['größe.csv', 'text/csv', 'a;b\r\n1;2']);
    expect((await readPart(fixture('plain'), '1'))?.bytes.toString()).toBe('Shall we say noon?\r\n\r\nAnn\r\n');
    expect(await readPart(fixture('mixed'), '5')).toBeNull();
    expect(await readPart(fixture('mixed'), '2.1')).toBeNull();
  });
});

describe('arbitrary bytes', () => {
  const names = readdirSync(new URL('../fixtures/mail/', import.meta.url)).filter((name) => name.endsWith('.eml'));
  const pieces = [
    '--x',
    '--x--',
    '\r\n',
    '\n',
    '\r',
    'Content-Type: multipart/mixed; boundary=x',
    'Content-Type: text/html; charset=',
    'Content-Transfer-Encoding: base64',
  ];
  const mimeLike = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 10 })), { maxLength: 40 })
    .map((parts) => Buffer.from(parts.join('')));
  const cutFixture = fc.tuple(fc.constantFrom(...names), fc.nat(1500), fc.uint8Array({ maxLength: 20 })).map(([name, at, noise]) => {
    const bytes = fixture(name.replace('.eml', ''));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + noise.length)]);
  });

  it('never throw and never hang', async () => {
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
      mimeLike,
      cutFixture,
    );
    await fc.assert(
      fc.asyncProperty(any, async (raw) => {
        const { parts } = await parseMessage(raw);
        await summarise(raw);
        for (const part of parts) expect((await readPart(raw, part.partId))?.part.size).toBe(part.size);
      }),
      { numRuns: 300 },
    );
  });
});
