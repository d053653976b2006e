// How known providers answer, from transcripts in public threads, and what we make of it.
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountId, ImapAccount } from '../../shared/account.ts';
import type { Backend } from '../../main/backends/backend.ts';
import { openImapConnection } from '../../main/backends/imap/connection.ts';
import { fetchChanges } from '../../main/backends/imap/changes.ts';
import { readEnvelope } from '../../main/mime/envelope.ts';
import { fetchHeads, type Head } from '../../main/backends/imap/heads.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { usualTimeouts } from '../../main/backends/imap/imap-server.ts';
import { listServerMailboxes } from '../../main/backends/imap/mailboxes.ts';
import { needsSizes, updateQuota } from '../../main/backends/imap/quota.ts';
import type { ImapConnection } from '../../main/backends/imap/session.ts';
import { listMailboxes, saveMailbox } from '../../main/store/mailboxes.ts';
import { listQuotaRoots } from '../../main/store/quota-roots.ts';
import { answered, finished, signedOut } from '../doubles/imap-script.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';
import { contextOf } from '../doubles/sync-context.ts';

let server: ScriptedServer;
let open: Pick<ImapConnection | Backend, 'close'> | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
  await server.stop();
});

const signal = new AbortController().signal;

async function connect(...script: readonly Step[]): Promise<ImapConnection> {
  server = await startScriptedServer([...script, ...signedOut]);
  const address = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
  const connection = await openImapConnection({ ...address, version: '1.2.3', timeouts: usualTimeouts }, 'open sesame', signal);
  open = connection;
  return connection;
}

/** As a synchronisation begins: the list and the quota. */
async function look(connection: ImapConnection) {
  const context = contextOf(connection);
  const { store } = context;
  const { mailboxes, numbers } = await connection.alone((session) =>
    listServerMailboxes(session, { chosen: {}, numbers: true, sizes: needsSizes(session, store.read) }),
  );
  store.transaction((tx) => {
    for (const mailbox of mailboxes) saveMailbox(tx, mailbox);
  });
  await updateQuota(context);
  const listed = new Map(listMailboxes(store.read).map((mailbox) => [mailbox.path, mailbox]));
  const roles = Object.fromEntries([...listed.values()].flatMap(({ path, role }) => (role === null ? [] : [[role, path]])));
  return { listed, roles, numbers, roots: listQuotaRoots(store.read) };
}

async function ended(): Promise<void> {
  await open?.close();
  await server.finished();
}

/** The password on a line of its own, answered with these lines and OK. `tag`: that of AUTHENTICATE. */
const authenticated = (tag: number, ...untagged: readonly string[]): readonly Step[] => [
  { expect: `${tag} AUTHENTICATE PLAIN` },
  { send: '+ \r\n' },
  { expect: /[A-Za-z0-9+/=]+/ },
  { send: [...untagged, `${tag} OK authenticated`, ''].join('\r\n') },
];

const noNumbers = '(MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0)';
/** Our name and version, and nothing else about whoever runs us. */
const ourId = String.raw`ID \("name" "Homing" "version" "1.2.3"\)`;
const head = 'Subject: Letter 5\r\n\r\n';
const heads = `FLAGS () RFC822.SIZE 500 BODY[HEADER.FIELDS (SUBJECT)] {${head.length}}\r\n${head}`;

describe('Gmail', () => {
  const before = 'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN';
  const after =
    'IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584';
  const signIn: readonly Step[] = [
    { send: '* OK Gimap ready for requests from 192.0.2.1 x2mb241876667wmk\r\n' },
    ...answered('CAPABILITY', `* CAPABILITY ${before}`),
    ...answered(ourId, '* ID ("name" "GImap" "vendor" "Google, Inc." "version" "gmail_imap_220520.08_p0")'),
    ...authenticated(3, `* CAPABILITY ${after}`),
    ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL NIL'),
    ...finished('COMPRESS DEFLATE', 'NO not in a test'),
    ...answered('ENABLE CONDSTORE UTF8=ACCEPT', '* ENABLED CONDSTORE UTF8=ACCEPT'),
  ];
  const status = (name: string) => `* STATUS "${name}" (MESSAGES 2 UIDNEXT 6 UIDVALIDITY 11 HIGHESTMODSEQ 90 UNSEEN 1)`;
  const folders = [
    [String.raw`\HasNoChildren \Subscribed`, 'INBOX'],
    [String.raw`\HasChildren \NonExistent`, '[Gmail]'],
    [String.raw`\All \HasNoChildren \Subscribed`, '[Gmail]/Alle Nachrichten'],
    [String.raw`\Drafts \HasNoChildren \Subscribed`, '[Gmail]/Entwürfe'],
    [String.raw`\HasNoChildren \Sent \Subscribed`, '[Gmail]/Gesendet'],
    [String.raw`\HasNoChildren \Junk \Subscribed`, '[Gmail]/Spam'],
    [String.raw`\Flagged \HasNoChildren \Subscribed`, '[Gmail]/Markiert'],
    [String.raw`\HasNoChildren \Trash \Subscribed`, '[Gmail]/Papierkorb'],
    [String.raw`\HasNoChildren \Subscribed`, 'rPi&Pi2'],
  ] as const;
  const listing = answered(
    String.raw`LIST "" "\*" RETURN \(STATUS \(MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ UNSEEN\) SPECIAL-USE CHILDREN SUBSCRIBED\)`,
    ...folders.map(([flags, name]) => `* LIST (${flags}) "/" "${name}"`),
    ...folders.filter(([, name]) => name !== '[Gmail]').map(([, name]) => status(name)),
  );

  it('needs two commands for its labels and its quota, and names travel as UTF-8', async () => {
    const connection = await connect(
      ...signIn,
      ...listing,
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT "INBOX" ""', '* QUOTA "" (STORAGE 7000 15728640)'),
    );
    const { listed, roles, numbers, roots } = await look(connection);
    expect(roles).toEqual({
      inbox: 'INBOX',
      all: '[Gmail]/Alle Nachrichten',
      drafts: '[Gmail]/Entwürfe',
      sent: '[Gmail]/Gesendet',
      junk: '[Gmail]/Spam',
      flagged: '[Gmail]/Markiert',
      trash: '[Gmail]/Papierkorb',
    });
    expect(listed.get('[Gmail]')).toMatchObject({ selectable: false, subscribed: true });
    expect(numbers.get('rPi&Pi2')).toMatchObject({ exists: 2, highestModseq: '90' });
    expect(roots).toMatchObject([{ name: '', resource: 'storage', usage: 7000 * 1024, limit: 15_728_640 * 1024 }]);
    expect(connection.facts.mailboxesAreLabels).toBe(true);
    await ended();
  });

  it('tells which message is which by X-GM-MSGID', async () => {
    const connection = await connect(
      ...signIn,
      ...answered('LIST "" "INBOX".*', String.raw`* LIST (\Subscribed) "/" "INBOX"`),
      ...answered('SELECT INBOX', '* 1 EXISTS', '* OK [UIDVALIDITY 11] x', '* OK [UIDNEXT 6] x', '* OK [HIGHESTMODSEQ 90]'),
      ...answered('UID FETCH 5 .* X-GM-MSGID .*', `* 1 FETCH (X-GM-MSGID 1278455344230334865 UID 5 ${heads})`),
    );
    const got: Head[] = [];
    await connection.withMailbox({ path: 'INBOX', uidValidity: '11' }, (session) => fetchHeads(session, [5], (some) => got.push(...some)));
    expect(got).toMatchObject([{ uid: 5, emailId: '1278455344230334865' }]);
    expect(readEnvelope(got[0]!.header.bytes).subject).toBe('Letter 5');
    await ended();
  });

  it('files what goes out over its own sending server: that copy is waited for', async () => {
    const select = answered('SELECT "?Sent"?', '* 1 EXISTS', '* OK [UIDVALIDITY 11] x', '* OK [UIDNEXT 6] x');
    server = await startScriptedServer([
      ...signIn,
      ...answered('LIST "" "Sent".*', String.raw`* LIST (\Subscribed) "/" "Sent"`),
      ...select,
      ...answered('UID SEARCH HEADER MESSAGE-ID .*', '* SEARCH'),
      ...answered('UID SEARCH HEADER MESSAGE-ID .*', '* SEARCH 5'),
      ...signedOut,
    ]);
    const incoming = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
    const account: ImapAccount = {
      kind: 'imap',
      id: 'test' as AccountId,
      identity: { name: '', address: 'a@example.org' },
      incoming,
      outgoing: { ...incoming, host: 'smtp.gmail.com' },
    };
    const backend = createImapBackend(account, 'open sesame', { version: '1.2.3', looks: [0, 1, 1] });
    open = backend;
    await backend.connect(signal);
    expect(await backend.findFiled?.('Sent', '<a@b>')).toEqual([5]);
    await ended();
  });
});

describe('Outlook and Exchange', () => {
  const capabilities = 'IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+';
  const greeting: Step = { send: '* OK The Microsoft Exchange IMAP4 service is ready. [TABPADEAUAAxADIA]\r\n' };

  it('says the use of its folders without promising to, keeps no MODSEQ and no quota', async () => {
    const folders = [
      [String.raw`\Marked \HasChildren`, 'INBOX'],
      [String.raw`\HasNoChildren`, 'Inbox/Work'],
      [String.raw`\HasNoChildren \Drafts`, 'Entw&APw-rfe'],
      [String.raw`\HasNoChildren \Sent`, 'Gesendete Elemente'],
      [String.raw`\Marked \HasNoChildren \Trash`, 'Gel&APY-schte Elemente'],
      [String.raw`\HasNoChildren \Junk`, 'Junk-E-Mail'],
      [String.raw`\HasNoChildren`, 'Postausgang'],
    ] as const;
    const connection = await connect(
      greeting,
      ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
      ...answered(ourId, '* ID ("name" "Microsoft.Exchange.Imap4.Imap4Server" "version" "15.20")'),
      ...authenticated(3),
      ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
      ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL NIL'),
      ...answered(String.raw`LIST "" "\*"`, ...folders.map(([flags, name]) => `* LIST (${flags}) "/" "${name}"`)),
      ...folders.flatMap(([, name]) => answered('STATUS .*', `* STATUS "${name}" ${noNumbers}`)),
      ...answered(String.raw`LSUB "" "\*"`, ...folders.map(([, name]) => `* LSUB () "/" "${name}"`)),
    );
    const { listed, roles, numbers, roots } = await look(connection);
    expect(roles).toEqual({
      inbox: 'INBOX',
      drafts: 'Entwürfe',
      sent: 'Gesendete Elemente',
      trash: 'Gelöschte Elemente',
      junk: 'Junk-E-Mail',
    });
    expect(listed.get('Inbox/Work')).toMatchObject({ parentPath: 'INBOX', name: 'Work', role: null });
    expect(numbers.get('INBOX')).toMatchObject({ highestModseq: null });
    expect(roots).toEqual([]);
    expect(connection.facts.filesWhatIsSentOver).toContain('smtp.office365.com');
    await ended();
  });

  it('lets in whom it gives no mailbox: that is said, not taken for a fault', async () => {
    await expect(
      connect(
        greeting,
        ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
        ...answered(ourId, '* ID NIL'),
        ...authenticated(3),
        ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
        ...answered(ourId, '* ID NIL'),
        ...finished('NAMESPACE', 'BAD User is authenticated but not connected.'),
      ),
    ).rejects.toMatchObject({ failure: { kind: 'auth', text: expect.stringContaining('gives no mailbox') } });
  });
});

describe('iCloud', () => {
  const greeting =
    '* OK [CAPABILITY XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PLAIN] (2109B29-d3afe4d5aba6) pv33p00im-iscream021.me.com\r\n';
  const after =
    'XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 CONDSTORE ENABLE QRESYNC QUOTA NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT ESEARCH WITHIN SASL-IR SEARCHRES IDLE LIST-STATUS';

  it('is not asked for QRESYNC, and what it leaves unsubscribed is shown where it has a use', async () => {
    const names = ['INBOX', 'Archive', 'Deleted Messages', 'Drafts', 'Junk', 'Sent Messages', 'MSB', 'Old'];
    const connection = await connect(
      { send: greeting },
      ...authenticated(1),
      ...answered('CAPABILITY', `* CAPABILITY ${after}`),
      ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL NIL'),
      // It answers OK and no more.
      ...answered('ENABLE CONDSTORE'),
      ...answered(
        String.raw`LIST "" "\*" RETURN \(STATUS \(.*\) CHILDREN\)`,
        ...names.map((name) => `* LIST () "/" "${name}"`),
        ...names.map((name) => `* STATUS "${name}" ${noNumbers}`),
      ),
      ...answered(String.raw`LSUB "" "\*"`, '* LSUB () "/" "MSB"'),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT "INBOX" "ann"', '* QUOTA "ann" (STORAGE 5 5242880)'),
    );
    const { listed, roles, roots } = await look(connection);
    expect(roles).toEqual({
      inbox: 'INBOX',
      archive: 'Archive',
      trash: 'Deleted Messages',
      drafts: 'Drafts',
      junk: 'Junk',
      sent: 'Sent Messages',
    });
    expect([...listed.values()].flatMap(({ path, subscribed }) => (subscribed ? [] : [path]))).toEqual(['Old']);
    expect(roots).toMatchObject([{ name: 'ann', limit: 5_242_880 * 1024 }]);
    expect(connection.facts.untrusted).toEqual(['QRESYNC']);
    await ended();
  });
});

describe('Yahoo', () => {
  const capabilities = 'IMAP4rev1 ID NAMESPACE X-ID-ACLID UIDPLUS LITERAL+ CHILDREN XAPPLEPUSHSERVICE XYMHIGHESTMODSEQ';

  it('calls its inbox Inbox, and its MODSEQ is no MODSEQ', async () => {
    const folders = [
      [String.raw`\Archive \HasNoChildren`, 'Archive'],
      [String.raw`\Junk \HasNoChildren`, 'Bulk Mail'],
      [String.raw`\Drafts \HasNoChildren`, 'Draft'],
      [String.raw`\Inbox \HasNoChildren`, 'Inbox'],
      [String.raw`\Sent \HasNoChildren`, 'Sent'],
      [String.raw`\Trash \HasNoChildren`, 'Trash'],
    ] as const;
    const connection = await connect(
      { send: `* OK [CAPABILITY ${capabilities} AUTH=PLAIN] IMAP4rev1 imapgate-1.8.1_01.20166 imap1015.mail.gq1.yahoo.com\r\n` },
      ...answered(ourId, '* ID ("vendor" "Yahoo! Inc." "support-url" "http://help.yahoo.com/")'),
      ...authenticated(2),
      ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
      ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL NIL'),
      ...answered(String.raw`LIST "" "\*"`, ...folders.map(([flags, name]) => `* LIST (${flags}) "/" "${name}"`)),
      ...folders.flatMap(([, name]) => answered('STATUS .*', `* STATUS "${name}" ${noNumbers}`)),
      ...answered(String.raw`LSUB "" "\*"`),
      ...answered('SELECT INBOX', '* 1 EXISTS', '* OK [UIDVALIDITY 1] x', '* OK [UIDNEXT 6] x', '* OK [HIGHESTMODSEQ 42] x'),
    );
    const { listed, roles, roots } = await look(connection);
    expect(roles).toEqual({ inbox: 'INBOX', archive: 'Archive', junk: 'Bulk Mail', drafts: 'Draft', sent: 'Sent', trash: 'Trash' });
    expect(listed.get('INBOX')).toMatchObject({ name: 'Inbox', subscribed: true });
    expect(roots).toEqual([]);
    const numbers = await connection.withMailbox({ path: 'INBOX', uidValidity: null }, (_session, told) => Promise.resolve(told));
    expect(numbers).toEqual({ uidValidity: '1', uidNext: 6, highestModseq: null });
    await ended();
  });
});

describe('Courier', () => {
  const capabilities = 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE ACL ACL2=UNION';
  const own = [
    [String.raw`\HasChildren`, 'INBOX'],
    [String.raw`\HasNoChildren`, 'INBOX.Sent'],
    [String.raw`\HasNoChildren`, 'INBOX.Trash'],
    [String.raw`\HasNoChildren`, 'INBOX.Gr&APw-n'],
  ] as const;
  const list = (folders: readonly (readonly [string, string])[], pattern: string): readonly Step[] => [
    ...answered(`LIST "" "${pattern}"`, ...folders.map(([flags, name]) => `* LIST (${flags}) "." "${name}"`)),
    ...folders.flatMap(([, name]) => answered('STATUS .*', `* STATUS "${name}" ${noNumbers}`)),
    ...answered(`LSUB "" "${pattern}"`, ...folders.map(([, name]) => `* LSUB () "." "${name}"`)),
  ];

  it('has its folders below INBOX and what is shared outside, each used by its whole path', async () => {
    const shared = [[String.raw`\HasNoChildren`, '#shared.team.Plans']] as const;
    const connection = await connect(
      { send: `* OK [CAPABILITY ${capabilities}] Courier-IMAP ready. Copyright 1998-2008 Double Precision, Inc.\r\n` },
      ...answered('LOGIN .*'),
      ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
      ...answered('NAMESPACE', '* NAMESPACE (("INBOX." ".")) NIL (("#shared." ".")("shared." "."))'),
      ...list(own, String.raw`\*`),
      ...list(shared, String.raw`#shared\.\*`),
      ...list([], String.raw`shared\.\*`),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT "INBOX" "ROOT"', '* QUOTA "ROOT" (STORAGE 5 1000 MESSAGE 7 500)'),
      // Of a shared mailbox once, and then of its root.
      ...answered('GETQUOTAROOT "#shared.team.Plans"', '* QUOTAROOT "#shared.team.Plans" "TEAM"', '* QUOTA "TEAM" (STORAGE 9 10)'),
      ...answered(String.raw`LIST "" "#shared\.team\.Plans"`, String.raw`* LIST () "." "#shared.team.Plans"`),
      ...answered(String.raw`LSUB "" "#shared\.team\.Plans"`),
      ...answered('SELECT "?#shared.team.Plans"?', '* 0 EXISTS', '* OK [UIDVALIDITY 4] x', '* OK [UIDNEXT 1] x'),
      ...answered(String.raw`CREATE INBOX\.New`),
      ...answered(String.raw`SUBSCRIBE INBOX\.New`),
      // The second look does not ask again for what was empty.
      ...list(own, String.raw`\*`),
      ...list(shared, String.raw`#shared\.\*`),
    );
    const { listed, roles, roots } = await look(connection);
    expect(roles).toEqual({ inbox: 'INBOX', sent: 'INBOX.Sent', trash: 'INBOX.Trash' });
    expect(listed.get('INBOX.Grün')).toMatchObject({ name: 'Grün', parentPath: 'INBOX', namespace: 'personal', delimiter: '.' });
    expect(listed.get('#shared.team.Plans')).toMatchObject({ name: 'Plans', parentPath: '#shared.team', namespace: 'shared' });
    expect(listed.get('#shared.team')).toMatchObject({ selectable: false, namespace: 'shared', subscribed: true });
    expect(roots.map(({ name, resource, usage, limit }) => [name, resource, usage, limit])).toEqual([
      ['ROOT', 'message', 7, 500],
      ['ROOT', 'storage', 5120, 1_024_000],
      ['TEAM', 'storage', 9216, 10_240],
    ]);
    await connection.withMailbox({ path: '#shared.team.Plans', uidValidity: '4' }, () => Promise.resolve());
    await connection.alone((session) => session.ask((client) => client.mailboxCreate('New')));
    await connection.alone((session) => listServerMailboxes(session, { chosen: {}, numbers: true, sizes: false }));
    await ended();
  });
});

describe('Cyrus', () => {
  const capabilities =
    'IMAP4rev1 LITERAL+ ID ENABLE ACL QUOTA NAMESPACE UIDPLUS CHILDREN CONDSTORE QRESYNC LIST-EXTENDED LIST-STATUS SPECIAL-USE IDLE';

  it('shows all hierarchies at once; a root without limit is none; VANISHED is asked for up to the last UID there can be', async () => {
    const folders = [
      [String.raw`\HasChildren`, 'INBOX'],
      [String.raw`\HasNoChildren \Sent`, 'INBOX.Sent'],
      [String.raw`\HasNoChildren`, 'user.bob.Work'],
      [String.raw`\HasNoChildren`, 'pub.shared'],
    ] as const;
    const connection = await connect(
      { send: `* OK [CAPABILITY ${capabilities} AUTH=PLAIN SASL-IR] imap.example.org Cyrus IMAP 3.4.2 server ready\r\n` },
      ...answered(ourId, '* ID ("name" "Cyrus IMAPD" "version" "3.4.2")'),
      ...authenticated(2),
      ...answered('CAPABILITY', `* CAPABILITY ${capabilities}`),
      ...answered('NAMESPACE', '* NAMESPACE (("INBOX." ".")) (("user." ".")) (("" "."))'),
      ...answered('ENABLE CONDSTORE QRESYNC', '* ENABLED CONDSTORE QRESYNC'),
      ...answered(
        String.raw`LIST "" "\*" RETURN \(STATUS \(.*\) SPECIAL-USE CHILDREN SUBSCRIBED\)`,
        ...folders.map(([flags, name]) => String.raw`* LIST (${flags} \Subscribed) "." ${name}`),
        ...folders.map(([, name]) => `* STATUS ${name} (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0 HIGHESTMODSEQ 1)`),
      ),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX user.ann', '* QUOTA user.ann ()'),
      ...finished('GETQUOTAROOT "pub.shared"', 'NO Permission denied'),
      ...answered('GETQUOTAROOT "user.bob.Work"', '* QUOTAROOT user.bob.Work'),
      ...answered('SELECT INBOX', '* 1 EXISTS', '* OK [UIDVALIDITY 1] x', '* OK [UIDNEXT 6] x', '* OK [HIGHESTMODSEQ 42] x'),
      ...answered(
        String.raw`UID FETCH 1:4294967295 \(UID FLAGS MODSEQ\) \(CHANGEDSINCE 40 VANISHED\)`,
        '* VANISHED (EARLIER) 3:5',
        '* 1 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (41))',
      ),
    );
    const { listed, roles, roots } = await look(connection);
    expect(roles).toEqual({ inbox: 'INBOX', sent: 'INBOX.Sent' });
    expect([...listed.values()].map(({ path, namespace, selectable }) => [path, namespace, selectable])).toEqual([
      ['INBOX', 'personal', true],
      ['INBOX.Sent', 'personal', true],
      ['pub', 'shared', false],
      ['pub.shared', 'shared', true],
      ['user', 'other-users', false],
      ['user.bob', 'other-users', false],
      ['user.bob.Work', 'other-users', true],
    ]);
    expect(roots).toEqual([]);
    const { flags, vanished } = await connection.withMailbox({ path: 'INBOX', uidValidity: '1' }, (session) => fetchChanges(session, '40'));
    expect(vanished).toEqual([3, 4, 5]);
    expect([...flags]).toEqual([[2, ['\\Seen']]]);
    await ended();
  });
});
