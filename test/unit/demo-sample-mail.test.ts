/** The sample mail of the demo: the same for the same moment and seed, and whole when the program's own parser reads it. */
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseMessage, readPart } from '../../main/mime/parse.ts';
import { arriving } from '../../scripts/demo/arriving-mail.ts';
import { csvFile, pdfFile } from '../../scripts/demo/document.ts';
import { landscapePng } from '../../scripts/demo/picture.ts';
import { type SampleMail, type SampleMessage, sampleMail } from '../../scripts/demo/sample-mail.ts';

const now = Date.UTC(2026, 4, 5, 12, 30);
const day = 86_400_000;

describe('the sample mail', () => {
  let mail: SampleMail;
  let all: readonly SampleMessage[];
  beforeAll(async () => {
    mail = await sampleMail(now);
    all = [...mail.imap.flatMap(({ messages }) => messages), ...mail.pop];
  });

  it('is the same for the same moment and seed, and another for another seed', async () => {
    const dates = ({ pop }: SampleMail): readonly number[] => pop.map(({ date }) => date.getTime());
    const again = await sampleMail(now);
    expect(again.imap.map(({ messages }) => messages.map(({ raw }) => raw.toString('latin1')))).toEqual(
      mail.imap.map(({ messages }) => messages.map(({ raw }) => raw.toString('latin1'))),
    );
    expect(dates(again)).toEqual(dates(mail));
    expect(dates(await sampleMail(now, 2))).not.toEqual(dates(mail));
  });

  it('is some hundred messages in several mailboxes, and a maildrop of sixty', () => {
    const sizes = Object.fromEntries(mail.imap.map(({ path, messages }) => [path, messages.length]));
    expect(Object.keys(sizes)).toEqual(['INBOX', 'Sent', 'Archive', 'Junk', 'Trash', 'Projects/House', 'Receipts']);
    expect(all.length).toBeGreaterThan(250);
    expect(mail.pop).toHaveLength(60);
    expect(Math.min(...Object.values(sizes))).toBeGreaterThan(5);
  });

  it('is small enough to be fetched in seconds', () => {
    const bytes = all.reduce((sum, { raw }) => sum + raw.length, 0);
    expect(bytes).toBeGreaterThan(8_000_000);
    expect(bytes).toBeLessThan(20_000_000);
  });

  it('is dated from months ago until today, never later than now, oldest first', () => {
    for (const messages of [...mail.imap.map((mailbox) => mailbox.messages), mail.pop]) {
      const dates = messages.map(({ date }) => date.getTime());
      expect(dates).toEqual([...dates].sort((a, b) => a - b));
      expect(dates.at(-1)).toBeLessThanOrEqual(now);
    }
    const inbox = mail.imap[0]?.messages ?? [];
    expect(now - (inbox.at(-1)?.date.getTime() ?? 0)).toBeLessThan(day / 24);
    expect(now - Math.min(...all.map(({ date }) => date.getTime()))).toBeGreaterThan(90 * day);
  });

  it('reads whole: subject, sender, date and text are what was written', async () => {
    for (const { subject, raw, date } of all) {
      const { envelope, text, html, truncated } = await parseMessage(raw);
      expect(envelope.subject).toBe(subject);
      expect(envelope.date).toBe(date.getTime());
      expect(envelope.from).toHaveLength(1);
      expect(truncated).toBeNull();
      expect(`${text ?? ''}${html ?? ''}`.trim()).not.toBe('');
    }
  });

  it('has line ends as they go over the wire, and a Message-ID of its own for each', async () => {
    for (const { raw, subject } of all) expect(/[^\r]\n|\r[^\n]/.test(raw.toString('latin1')), subject).toBe(false);
    const ids = await Promise.all(all.map(async ({ raw }) => (await parseMessage(raw)).envelope.headerMessageId));
    expect(new Set(ids).size).toBe(all.length);
    expect(ids).not.toContain(null);
  });

  it('names nobody real: every address is in a domain reserved for examples', () => {
    const reserved = /@(?:[a-z0-9-]+\.)*(?:example\.(?:org|net|com)|[a-z0-9-]+\.test)$/iu;
    const addresses = [
      ...all,
      ...arriving.map(({ from, text }) => ({ raw: Buffer.from(`From: <${from.address}>\r\n\r\n${text}`) })),
    ].flatMap(
      ({ raw }) =>
        raw
          .toString('latin1')
          .split('\r\n\r\n')[0]
          ?.match(/[\w.+-]+@[\w.-]+\w/gu) ?? [],
    );
    expect(addresses.length).toBeGreaterThan(all.length);
    expect(addresses.filter((address) => !reserved.test(address))).toEqual([]);
  });

  it('holds what has to be shown: a picture inside, pictures from elsewhere, right-to-left text, a bounce', async () => {
    const find = async (subject: string) => {
      const found = all.find((message) => message.subject === subject);
      if (found === undefined) throw new Error(`no ${subject}`);
      return { raw: found.raw, ...(await parseMessage(found.raw)) };
    };
    const bench = await find('View from the new bench');
    expect(bench.parts).toMatchObject([{ inline: true, contentType: 'image/png' }]);
    const picture = await readPart(bench.raw, bench.parts[0]?.partId ?? '');
    expect(picture?.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect((await find('Nine walks that end at a ferry')).html?.match(/<img src="https:/gu)).toHaveLength(2);
    expect((await find('دعوة إلى معرض الكتاب: جلسة عن ترجمة الرواية')).text).toContain('عزيزتي آن');
    expect((await find('Undelivered Mail Returned to Sender')).text).toContain('could not be delivered');
  });

  it('answers quote and name what they answer', async () => {
    const answer = mail.imap[0]?.messages.findLast(({ subject }) => subject === 'Re: Roof: three quotes compared');
    const { envelope, text } = await parseMessage(answer?.raw ?? Buffer.alloc(0));
    expect(envelope.references).toHaveLength(4);
    expect(envelope.inReplyTo).toBe(envelope.references.at(-1));
    expect(text).toMatch(/^On \d+ \w+ \d{4}, Ann Larsson wrote:\n> Then Oskar it is\./mu);
  });
});

describe('files of the sample mail', () => {
  it('pictures are PNG with every row of pixels', () => {
    const png = landscapePng(3, 40, 20);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([40, 20]);
    const data = png.indexOf('IDAT');
    expect(inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)))).toHaveLength(20 * (1 + 40 * 3));
    expect(landscapePng(4, 40, 20)).not.toEqual(png);
  });

  it('documents say where each of their objects begins', () => {
    const text = pdfFile('a.pdf', 'Title (draft)', ['10 € – no']).content.toString('latin1');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gmu)].map((match) => Number(match[1]));
    expect(offsets).toHaveLength(6);
    offsets.forEach((offset, at) => expect(text.slice(offset)).toMatch(new RegExp(`^${at + 1} 0 obj\n`)));
    expect(text).toContain(String.raw`(Title \(draft\))`);
    expect(text.slice(Number(/startxref\n(\d+)/u.exec(text)?.[1]))).toMatch(/^xref/u);
  });

  it('tables quote what would break them', () => {
    expect(
      csvFile('a.csv', [
        ['a, b', 'say "c"'],
        ['d', 1],
      ]).content.toString(),
    ).toBe('"a, b","say ""c"""\r\nd,1\r\n');
  });
});
