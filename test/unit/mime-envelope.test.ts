import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnvelope, readMessageId } from '../../main/mime/envelope.ts';
import { parseHeaderDate } from '../../main/mime/header-date.ts';
import { threadKeys } from '../../main/mime/references.ts';
import { fixture } from '../fixtures/mail/fixture.ts';

function envelopeOf(...lines: readonly string[]) {
  return readEnvelope(Buffer.from(`${lines.join('\r\n')}\r\n\r\nbody`));
}

/** Text as an RFC 2047 word. */
function word(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

describe('readMessageId', () => {
  const names = ['Message-ID', 'message-id', 'MESSAGE-ID ', 'Subject', 'References', 'X-Message-ID', 'In-Reply-To'];
  const values = ['<a@b>', ' <a@b> <c@d>', ' a@b', '', ' <a\r\n b@c>', '\r\n <a@b>', ' <é@b>', ' no id', ' <>', ` <${'x'.repeat(1200)}@b>`];
  const line = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)).map(([name, value]) => `${name}:${value}`);

  it('says of any head what readEnvelope says of it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.constantFrom('', ' folded', 'stray', 'From x')), { maxLength: 8 }), (lines) => {
        const head = Buffer.from(lines.join('\r\n'));
        expect(readMessageId(head)).toBe(readEnvelope(head).headerMessageId);
      }),
    );
  });
});

describe('readEnvelope', () => {
  it('reads every field of a plain message', () => {
    expect(readEnvelope(fixture('plain'))).toEqual({
      headerMessageId: '<plain@example.org>',
      inReplyTo: '<root@example.net>',
      references: ['<root@example.net>', '<middle@example.net>'],
      subject: 'Lunch on Friday',
      date: Date.UTC(2026, 2, 3, 13, 5),
      from: [{ name: 'Ann Lee', address: 'ann@example.org' }],
      replyTo: [],
      to: [{ name: 'Bob', address: 'bob@example.net' }],
      cc: [
        { name: 'Lee, Carol', address: 'carol@example.org' },
        { name: '', address: 'dan@example.org' },
        { name: '', address: 'eve@example.org' },
      ],
      bcc: [],
    });
  });

  it.each([
    ['raw-latin1-header', 'Grüße aus Köln', 'Jörg Müller'],
    ['raw-utf8-header', 'Žluťoučký kůň', 'Ann Lee'],
    ['iso-2022-jp', '会議の件', 'Ann Lee'],
    ['koi8-r', 'Здравствуйте', 'Ann Lee'],
    ['disguised', 'Re: evil Bcc: xy', 'bank@example.com'],
  ])('decodes the head of %s', (name, subject, sender) => {
    const envelope = readEnvelope(fixture(name));
    expect(envelope.subject).toBe(subject);
    expect(envelope.from[0]?.name).toBe(sender);
  });

  it.each([
    ['undisclosed-recipients:;', []],
    ['=?utf-8?Q?Lee=2C_Ann?= <ann@example.org>', [{ name: 'Lee, Ann', address: 'ann@example.org' }]],
    ['"\'Ann\'" <ann@example.org>', [{ name: 'Ann', address: 'ann@example.org' }]],
    ['ann@example.org (Ann Lee)', [{ name: 'Ann Lee', address: 'ann@example.org' }]],
    ['"a@bank.example" <thief@example.org>', [{ name: 'a@bank.example', address: 'thief@example.org' }]],
    ['Somebody', [{ name: 'Somebody', address: '' }]],
    ['<>', []],
  ])('reads the addresses of %s', (value, addresses) => {
    expect(envelopeOf(`From: ${value}`).from).toEqual(addresses);
  });

  it('joins repeated recipient fields, and takes the first of all others', () => {
    const envelope = envelopeOf('To: a@example.org', 'Subject: one', 'To: b@example.org', 'Subject: two');
    expect(envelope.to.map(({ address }) => address)).toEqual(['a@example.org', 'b@example.org']);
    expect(envelope.subject).toBe('one');
  });

  it('falls back on Sender when there is no From', () => {
    expect(envelopeOf('Sender: robot@example.org').from).toEqual([{ name: '', address: 'robot@example.org' }]);
  });

  it('keeps the root and the latest of very many references', () => {
    const ids = Array.from({ length: 300 }, (_, index) => `<${index}@example.org>`);
    const { references } = envelopeOf(`References: ${ids.join('\r\n ')}`);
    expect([references.length, references[0], references[1], references.at(-1)]).toEqual([100, ids[0], ids[201], ids[299]]);
  });

  it.each([
    ['Message-ID: <a@b>', '<a@b>'],
    ['Message-ID: a@b', '<a@b>'],
    ['Message-ID: <a\r\n @b>', '<a@b>'],
    ['Message-ID : <a@b> (by hand)', '<a@b>'],
    ['Message-ID: none', null],
    ['Message-ID:', null],
  ])('reads %j', (line, id) => {
    expect(envelopeOf(line).headerMessageId).toBe(id);
  });

  it('passes over an mbox line and a stray line between fields, and stops where the body begins without an empty line', () => {
    const mbox = readEnvelope(
      Buffer.from('From ann Tue Mar  3 14:05:00 2026\nSubject: here\nbroken fold\nMessage-ID: <a@b>\n\nSubject: body\n'),
    );
    expect([mbox.subject, mbox.headerMessageId]).toEqual(['here', '<a@b>']);
    expect(readEnvelope(fixture('no-blank-line')).subject).toBe('No blank line');
  });

  it('never throws, and lets no control or override through to a list row', () => {
    const nasty = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(nasty, nasty, fc.uint8Array({ maxLength: 100 }), (subject, name, rest) => {
        const head = Buffer.concat([Buffer.from(`Subject: ${word(subject)}\r\nFrom: ${word(name)} <a@b>\r\nTo: ${name}\r\n`), rest]);
        const envelope = readEnvelope(head);
        const shown = [envelope.subject, ...envelope.from.flatMap((from) => [from.name, from.address])].join('|');
        expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('parseHeaderDate', () => {
  const time = Date.UTC(2026, 2, 3, 14, 5);
  it.each([
    ['Tue, 3 Mar 2026 14:05:00 +0000', time],
    ['3 mar 26 14:05 UT', time],
    ['Tue, 03 Mar 2026 15:05:00 CET', time],
    ['Tue, 3 Mar 2026 09:05:00 EST (Eastern)', time],
    ['Tue,3 Mar 2026 14.05.00 GMT', time],
    ['Tue Mar  3 14:05:00 2026', time],
    ['Tue Mar 3 14:05:00 GMT 2026', time],
    ['Tue, 3 Mar 2026 19:35:00 +05:30', time],
    ['Tue, 3 Mar 2026 14:05:00', time],
    ['Tue, 3 Mar 2026 14:05:00 NOWHERE', time],
    ['Tue, 3 Mar 2026 14:05:00 +9900', time],
    ['2026-03-03T14:05:00Z', time],
    ['2026-03-03 14:05:00', time],
    ['3-Mar-2026 14:05:00 -0000', time],
    ['3 Mar 126 14:05:00 +0000', time],
    ['1 Jan 99 00:00:00 GMT', Date.UTC(1999, 0, 1)],
    ['NIL', null],
    ['', null],
    ['yesterday', null],
    ['32 Mar 2026 14:05:00', null],
    ['3 Foo 2026 14:05:00', null],
    ['3 Mar 1850 14:05:00', null],
    ['3 Mar 9999 14:05:00', null],
  ])('%s', (value, expected) => {
    expect(parseHeaderDate(value)).toBe(expected);
  });
});

describe('threadKeys', () => {
  it('names the root first and each id once', () => {
    expect(threadKeys(readEnvelope(fixture('plain')))).toEqual(['<root@example.net>', '<middle@example.net>', '<plain@example.org>']);
    expect(threadKeys(envelopeOf('Subject: Re: x'))).toEqual([]);
  });
});
