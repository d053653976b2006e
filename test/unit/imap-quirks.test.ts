import { describe, expect, it } from 'vitest';
import { isOff, takeOut } from '../../main/backends/imap/extensions-off.ts';
import { factsFor, filesSentMail, type ServerSigns } from '../../main/backends/imap/quirks.ts';

const unknown: ServerSigns = { host: 'mail.example.org', id: null, greeting: null, capabilities: new Set() };

describe('what is known about a server', () => {
  it.each<[string, Partial<ServerSigns>, object]>([
    ['Gmail, by its name', { host: 'imap.gmail.com' }, { mailboxesAreLabels: true, untrusted: [] }],
    ['Gmail, whatever the capitals', { host: 'IMAP.Gmail.com' }, { mailboxesAreLabels: true }],
    ['Gmail behind a name of its own, by its extension', { capabilities: new Set(['X-GM-EXT-1']) }, { mailboxesAreLabels: true }],
    ['Gmail, by its ID', { id: 'GImap' }, { mailboxesAreLabels: true }],
    ['Gmail, by its greeting', { greeting: 'Gimap ready for requests from 192.0.2.1 x2mb2' }, { mailboxesAreLabels: true }],
    [
      'an Exchange in the house, by its greeting',
      { greeting: 'The Microsoft Exchange IMAP4 service is ready. [TABP]' },
      { filesWhatIsSentOver: ['smtp-mail.outlook.com', 'smtp.office365.com'], untrusted: [] },
    ],
    ['iCloud, by its name', { host: 'imap.mail.me.com' }, { untrusted: ['QRESYNC'] }],
    ['iCloud, by one of its machines', { host: 'p42-imap.mail.me.com' }, { untrusted: ['QRESYNC'] }],
    ['iCloud, by its greeting', { greeting: '(2606B15-0579518368c0) p00-iscream-55668b59f7-6f7mg' }, { untrusted: ['QRESYNC'] }],
    ['a server below a known one', { host: 'eu.imap.mail.me.com' }, { untrusted: ['QRESYNC'] }],
    ['a name that only looks like it', { host: 'imap.gmail.com.example.org' }, { mailboxesAreLabels: false }],
    ['any other', {}, { untrusted: [], filesWhatIsSentOver: [], mailboxesAreLabels: false }],
  ])('%s', (_what, signs, facts) => {
    expect(factsFor({ ...unknown, ...signs })).toMatchObject(facts);
  });

  it('says whose sending server files a copy, and that others do not', () => {
    const gmail = factsFor({ ...unknown, host: 'imap.gmail.com' });
    expect(filesSentMail(gmail, 'SMTP.gmail.com')).toBe(true);
    expect(filesSentMail(gmail, 'smtp.example.org')).toBe(false);
    expect(filesSentMail(factsFor(unknown), 'smtp.gmail.com')).toBe(false);
  });
});

describe('extensions that are off', () => {
  it.each([
    ['QRESYNC', ['QRESYNC'], ['CONDSTORE']],
    // RFC 7162 section 3.2: QRESYNC cannot be without CONDSTORE.
    ['CONDSTORE', ['CONDSTORE', 'QRESYNC'], []],
    ['QUOTA', ['QUOTA', 'QUOTA=RES-STORAGE'], ['QUOTASET']],
    ['COMPRESS', ['COMPRESS=DEFLATE'], []],
    ['LIST-STATUS', ['LIST-STATUS'], ['LIST-EXTENDED']],
  ] as const)('%s takes %j with it and leaves %j', (extension, gone, left) => {
    expect(gone.filter((name) => !isOff(name, [extension]))).toEqual([]);
    expect(left.filter((name) => isOff(name, [extension]))).toEqual([]);
  });

  it('stay off when the server tells its capabilities again', () => {
    const client = { capabilities: new Map<string, boolean | number>() };
    takeOut(client, (told) => (told.has('X-GM-EXT-1') ? ['MOVE', 'IDLE'] : ['MOVE']));
    client.capabilities = new Map([
      ['MOVE', true],
      ['IDLE', true],
    ]);
    expect([...client.capabilities.keys()]).toEqual(['IDLE']);
    client.capabilities = new Map([
      ['MOVE', true],
      ['IDLE', true],
      ['X-GM-EXT-1', true],
    ]);
    expect([...client.capabilities.keys()]).toEqual(['X-GM-EXT-1']);
  });

  it.each([
    ['MOVE', ['IMAP4rev1', 'IMAP4rev2'], ['IMAP4rev1']],
    ['QUOTA', ['IMAP4rev1', 'IMAP4rev2'], ['IMAP4rev1', 'IMAP4rev2']],
    ['MOVE', ['IMAP4rev2'], ['IMAP4rev2']],
  ] as const)('with %s, a server of %j is used as %j', (extension, offered, used) => {
    const client = { capabilities: new Map<string, boolean | number>() };
    takeOut(client, () => [extension]);
    client.capabilities = new Map(offered.map((name) => [name, true]));
    expect([...client.capabilities.keys()]).toEqual(used);
  });
});
