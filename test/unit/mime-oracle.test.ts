/** Our reader against the two others that everybody uses: on well-formed mail all three must say the same. */
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../main/mime/parse.ts';
import { fixture } from '../fixtures/mail/fixture.ts';

const wellFormed = [
  'plain',
  'raw-utf8-header',
  'alternative',
  'related',
  'mixed',
  'nested-message',
  'iso-2022-jp',
  'gb18030',
  'koi8-r',
  'big5',
  'rfc2231-split-name',
  'signed',
  'empty-body',
];

interface Reading {
  readonly subject: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly date: number | null;
  readonly messageId: string | null;
  readonly text: string;
  readonly sizes: readonly number[];
}

async function ours(raw: Buffer): Promise<Reading> {
  const { envelope, text, parts } = await parseMessage(raw);
  const [from] = envelope.from;
  return {
    subject: envelope.subject,
    from: `${from?.name} ${from?.address}`,
    to: envelope.to.map(({ address }) => address),
    date: envelope.date,
    messageId: envelope.headerMessageId,
    text: (text ?? '').trim(),
    sizes: parts.filter(({ contentType }) => !contentType.startsWith('text/')).map(({ size }) => size),
  };
}

async function byPostalMime(raw: Buffer): Promise<Reading> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' });
  return {
    subject: mail.subject ?? '',
    from: `${mail.from?.name} ${mail.from?.address}`,
    to: (mail.to ?? []).map(({ address }) => address ?? ''),
    date: mail.date === undefined ? null : Date.parse(mail.date),
    messageId: mail.messageId ?? null,
    text: (mail.text ?? '').trim(),
    sizes: mail.attachments
      .filter(({ mimeType }) => !mimeType.startsWith('text/'))
      .map(({ content }) => (typeof content === 'string' ? content.length : content.byteLength)),
  };
}

async function byMailparser(raw: Buffer): Promise<Reading> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  const to = mail.to === undefined ? [] : [mail.to].flat();
  return {
    subject: mail.subject ?? '',
    from: `${mail.from?.value[0]?.name} ${mail.from?.value[0]?.address}`,
    to: to.flatMap(({ value }) => value.map(({ address }) => address ?? '')),
    date: mail.date?.getTime() ?? null,
    messageId: mail.messageId ?? null,
    text: (mail.text ?? '').trim(),
    sizes: mail.attachments.filter(({ contentType }) => !contentType.startsWith('text/')).map(({ size }) => size),
  };
}

/** Both others rewrite the line ends of files that came without base64, so there only the number of files is compared. */
const rewritesLineEnds = new Set(['nested-message', 'rfc2231-split-name', 'signed']);

/** Where the others differ by policy: they put the text of a named inline part into the message's own text. */
const mergesNamedText = new Set(['mixed']);

describe('the same reading as', () => {
  it.each(wellFormed)('postal-mime and mailparser for %s', async (name) => {
    const raw = fixture(name);
    const [mine, ...others] = await Promise.all([ours(raw), byPostalMime(raw), byMailparser(raw)]);
    for (const other of others) {
      const text = mergesNamedText.has(name) ? mine.text : other.text;
      expect(mine.sizes).toHaveLength(other.sizes.length);
      const sizes = rewritesLineEnds.has(name) ? mine.sizes : other.sizes;
      expect(mine).toEqual({ ...other, text, sizes });
    }
  });
});
