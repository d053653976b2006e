import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddressList } from '../../main/mime/typed-addresses.ts';
import { composeMessage, newHeaderMessageId } from '../../main/mime/compose.ts';
import { oneLine } from '../../main/mime/one-line.ts';
import { parseMessage, readPart } from '../../main/mime/parse.ts';
import { addressListText } from '../../shared/address-text.ts';

const ann = { name: 'Ann Lee', address: 'ann@example.org' };
const draft = { to: 'bob@example.net', cc: '', bcc: '', subject: 'Hello', text: 'Hi Bob' };
const facts = { date: Date.UTC(2026, 2, 3, 13, 5), headerMessageId: '<1@example.org>', attachments: [] };

function headOf(raw: Buffer): string {
  return raw.toString('utf8').split('\r\n\r\n')[0] ?? '';
}

/** The names of all header fields, in order. */
function fieldNames(raw: Buffer): readonly string[] {
  return headOf(raw)
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.split(':')[0] ?? '');
}

describe('composeMessage', () => {
  it('writes a plain message, the same bytes for the same facts', async () => {
    const { raw, envelope } = await composeMessage(draft, ann, facts);
    expect(raw.toString()).toBe(
      [
        'From: Ann Lee <ann@example.org>',
        'To: bob@example.net',
        'Subject: Hello',
        'Message-ID: <1@example.org>',
        'Date: Tue, 03 Mar 2026 13:05:00 +0000',
        'Content-Transfer-Encoding: 7bit',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Hi Bob',
        '',
      ].join('\r\n'),
    );
    expect(envelope).toEqual({ mailFrom: 'ann@example.org', rcptTo: ['bob@example.net'] });
    const attachments = [{ fileName: 'a.bin', content: Buffer.from([0, 1]) }];
    const [first, second] = [
      await composeMessage(draft, ann, { ...facts, attachments }),
      await composeMessage(draft, ann, { ...facts, attachments }),
    ];
    expect(first.raw.equals(second.raw)).toBe(true);
  });

  it('keeps Bcc out of the bytes, and names each recipient once', async () => {
    const { raw, envelope } = await composeMessage({ ...draft, cc: 'Bob <bob@example.net>', bcc: 'secret@example.com' }, ann, facts);
    expect(raw.toString()).not.toMatch(/secret|bcc/i);
    expect(envelope.rcptTo).toEqual(['bob@example.net', 'secret@example.com']);
    const hidden = await composeMessage({ ...draft, to: '', bcc: 'secret@example.com' }, ann, facts);
    expect(hidden.envelope.rcptTo).toEqual(['secret@example.com']);
    expect(hidden.raw.toString()).not.toContain('secret');
  });

  it('names its parents', async () => {
    const inReplyTo = { headerMessageId: '<b@x>', references: ['<a@x>'] };
    const { envelope } = await parseMessage((await composeMessage(draft, ann, { ...facts, inReplyTo })).raw);
    expect([envelope.inReplyTo, envelope.references]).toEqual(['<b@x>', ['<a@x>', '<b@x>']]);
  });

  it('carries files exactly, also beside an empty text', async () => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));
    const letter = Buffer.from('Subject: x\r\n\r\nä\r\n');
    const attachments = [
      { fileName: '../größe 1.bin', content },
      { fileName: 'letter.eml', contentType: 'message/rfc822', content: letter },
      { fileName: 'odd', contentType: 'multipart/mixed; boundary=x', content: Buffer.alloc(0) },
    ];
    const { raw } = await composeMessage({ ...draft, text: '' }, ann, { ...facts, attachments });
    const { text, parts } = await parseMessage(raw);
    expect(text?.trim()).toBe('');
    expect(parts.map(({ fileName, size }) => [fileName, size])).toEqual([
      ['größe 1.bin', 1000],
      ['letter.eml', letter.length],
      ['odd', 0],
    ]);
    expect((await readPart(raw, '2'))?.bytes.equals(content)).toBe(true);
  });

  it.each([
    [{ to: 'bob' }, '“bob”'],
    [{ to: 'bob@example.net, carol@' }, '“carol@”'],
    [{ cc: 'a b@example.org@evil.example' }, 'not a mail address'],
    [{ to: 'bob@exa mple.net' }, 'not a mail address'],
    [{ to: 'x@y.z>\r\nRCPT TO:<evil@example.com' }, 'line break'],
    [{ to: 'bob@example.net carol@example.org' }, 'not a mail address'],
    [{ to: 'bob, Carol <carol@example.org>' }, '“bob”'],
    [{ to: 'Bob <bob@example.net> <evil@example.com>' }, 'not a mail address'],
    [{ to: 'bob@example.net (Bob)' }, 'not a mail address'],
    [{ to: 'Team: bob@example.net;' }, 'not a mail address'],
    [{ to: '"bob@example.net, carol@example.org' }, 'not a mail address'],
    [{ bcc: 'Bob <bob@example.net>\nSubject: x' }, 'line break'],
    [{ to: 'bob@-x-.example' }, 'not a mail address'],
    [{ to: `${'a'.repeat(65)}@example.org` }, 'not a mail address'],
    [{ to: 'bücher@example.org' }, '“bücher@example.org”'],
    [{ to: ' , ' }, 'at least one recipient'],
  ])('refuses %j', async (change, sentence) => {
    await expect(composeMessage({ ...draft, ...change }, ann, facts)).rejects.toMatchObject({
      name: 'MailFailureError',
      failure: { kind: 'rejected', retry: 'never', text: expect.stringContaining(sentence) },
    });
  });

  it('refuses a wrong address of our own', async () => {
    await expect(composeMessage(draft, { name: '', address: 'ann' }, facts)).rejects.toMatchObject({ failure: { kind: 'rejected' } });
  });

  it('writes international domains as servers need them', async () => {
    const { raw, envelope } = await composeMessage({ ...draft, to: 'Bob <bob@bücher.example>' }, ann, facts);
    expect(envelope.rcptTo).toEqual(['bob@xn--bcher-kva.example']);
    expect(headOf(raw)).toContain('<bob@xn--bcher-kva.example>');
  });

  it('lets nothing start a header of its own', async () => {
    const names = fieldNames((await composeMessage(draft, ann, facts)).raw);
    const evil = 'x\r\nBcc: evil@example.com\r\n\r\nbody';
    const message = await composeMessage({ ...draft, subject: evil }, { ...ann, name: evil }, facts);
    expect(fieldNames(message.raw)).toEqual(names);
    const attached = await composeMessage(draft, ann, {
      ...facts,
      attachments: [{ fileName: evil, contentType: evil, content: Buffer.from('x') }],
    });
    expect(attached.raw.toString()).not.toMatch(/^Bcc:/im);
  });

  it('comes back as it was written', async () => {
    const unicode = fc.string({ unit: 'grapheme', maxLength: 120 });
    // A name wholly in quotes is read without them: see readAddresses.
    const name = unicode.filter((written) => !/^(["']).*\1$/.test(oneLine(written)));
    const text = fc.array(
      fc.oneof(
        unicode,
        fc.string({ maxLength: 100 }),
        fc.constantFrom('', '.', '--', '-- ', 'From x', '> ', ' ', '\t', '=', '=20', '--x--'),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(unicode, name, text, async (subject, written, lines) => {
        const people = [
          { name: oneLine(written), address: 'bob@example.net' },
          { name: 'Lee, "C"', address: 'c@example.com' },
        ];
        const { raw } = await composeMessage(
          { ...draft, to: addressListText(people), subject, text: lines.join('\n') },
          { ...ann, name: written },
          facts,
        );
        const parsed = await parseMessage(raw);
        expect(parsed.envelope.subject).toBe(oneLine(subject));
        expect(parsed.envelope.from).toEqual([{ name: oneLine(written), address: ann.address }]);
        expect(parsed.envelope.to).toEqual(people);
        expect(parsed.text?.replace(/\n$/, '')).toBe(lines.join('\n').replace(/\n$/, ''));
        // No bare line ends: servers refuse or repair them, and a repaired mail is another mail.
        expect(raw.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('newHeaderMessageId', () => {
  it('is new each time and ends with the domain', () => {
    const ids = [newHeaderMessageId('ann@example.org'), newHeaderMessageId('ann@example.org')];
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('parseAddressList', () => {
  it.each([
    ['Ann <ann@example.org>, bob@example.org', ['Ann|ann@example.org', '|bob@example.org']],
    ['"Lee, Ann" <ann@example.org>; bob@example.org', ['Lee, Ann|ann@example.org', '|bob@example.org']],
    ['"A \\"B\\" C" <a@example.org>', ['A "B" C|a@example.org']],
    ['<ann@example.org>', ['|ann@example.org']],
    ['Ann', ['Ann|']],
    ['bob@exa mple.net', ['bob@exa mple.net|']],
    [' ,, ', []],
  ])('%s', (text, expected) => {
    expect(parseAddressList(text).map(({ name, address }) => `${name}|${address}`)).toEqual(expected);
  });
});
