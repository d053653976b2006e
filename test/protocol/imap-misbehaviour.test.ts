import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId, ImapAccount, Security } from '../../shared/account.ts';
import type { Backend, SyncProgress } from '../../main/backends/backend.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { numberedLocation, numberedLocations } from '../../main/store/numbered-locations.ts';
import { messageById } from '../../main/store/messages.ts';
import { listMailboxes, mailboxById, saveMailbox, setSyncState } from '../../main/store/mailboxes.ts';
import { type MailStore, openMailStore } from '../../main/store/mail-store.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { firstTry } from '../doubles/fake-trail.ts';
import { answered, finished, selectedAgain, selectedInbox, signedIn, signedOut } from '../doubles/imap-script.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';

let folder: string;
let store: MailStore;
let inbox: MailboxId;
let server: ScriptedServer;
let backend: Backend;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homing-imap-'));
  store = openMailStore('test' as AccountId, folder, () => undefined);
  const listed = { path: 'INBOX', name: 'INBOX', delimiter: '/', parentPath: null, role: 'inbox', selectable: true } as const;
  // As an earlier synchronisation that was cut off has left it.
  inbox = store.transaction((tx) => {
    const id = saveMailbox(tx, listed);
    setSyncState(tx, id, { uidValidity: '7', uidNext: null, highestModseq: null });
    return id;
  });
});
afterEach(async () => {
  await backend.close();
  await server.stop();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const password = 'open sesame';
const signal = new AbortController().signal;
const progress: SyncProgress = {
  report: () => undefined,
  signal,
  arrived: () => undefined,
  notice: () => undefined,
  downloadPaused: () => false,
  breathe: () => Promise.resolve(),
};

async function start(security: Security, ...scripts: readonly (readonly Step[])[]): Promise<void> {
  server = await startScriptedServer(...scripts);
  const incoming = { host: server.host, port: server.port, security, userName: 'ann' };
  const account: ImapAccount = {
    kind: 'imap',
    id: 'test' as AccountId,
    identity: { name: '', address: 'a@example.org' },
    incoming,
    outgoing: incoming,
  };
  backend = createImapBackend(account, password);
}

async function connected(...script: readonly Step[]): Promise<void> {
  await start('none', [...signedIn('UIDPLUS MOVE'), ...script]);
  await backend.connect(signal);
}

const syncInbox = () => backend.sync(store, { kind: 'mailbox', mailboxId: inbox }, progress);
const uids = () => numberedLocations(store.read, inbox).map(({ uid }) => uid);

function row(sequence: number, uid: number, flags = ''): string {
  const head = `Subject: Letter ${uid}\r\nMessage-ID: <${uid}@letters.test>\r\n\r\n`;
  return `* ${sequence} FETCH (UID ${uid} FLAGS (${flags}) INTERNALDATE "05-Jan-2026 10:00:00 +0000" RFC822.SIZE 500 BODY[HEADER.FIELDS (SUBJECT)] {${head.length}}\r\n${head})`;
}

const heads = (set: string) => String.raw`UID FETCH ${set} \(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK\[HEADER.FIELDS .*`;

describe('a server that leaves rows out', () => {
  it('is asked again for what is missing', async () => {
    await connected(
      ...selectedInbox({ exists: 3, uidNext: 4 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2 3'),
      ...answered(heads('1:3'), row(1, 1), row(3, 3)),
      ...answered(heads('2'), row(2, 2)),
      ...signedOut,
    );
    await syncInbox();
    expect(uids()).toEqual([1, 2, 3]);
    expect(mailboxById(store.read, inbox)).toMatchObject({ uidValidity: '7', uidNext: 4 });
    await backend.close();
    await server.finished();
  });

  it('and says NIL for a message that was just removed is asked whether it is', async () => {
    const removed =
      '* 2 FETCH (UID 2 FLAGS () INTERNALDATE "05-Jan-2026 10:00:00 +0000" RFC822.SIZE 500 BODY[HEADER.FIELDS (SUBJECT)] NIL)';
    await connected(
      ...selectedInbox({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2'),
      ...answered(heads('1:2'), row(1, 1), removed),
      ...answered(heads('2'), '* 2 EXPUNGE'),
      ...answered('UID SEARCH UID 2', '* SEARCH'),
      ...signedOut,
    );
    await syncInbox();
    expect(uids()).toEqual([1]);
    expect(mailboxById(store.read, inbox)).toMatchObject({ uidValidity: '7', uidNext: 3 });
    await backend.close();
    await server.finished();
  });

  it('and says NIL for the header of a message that is still there: its row is shown without', async () => {
    const plain = '* 2 FETCH (UID 2 FLAGS () INTERNALDATE "05-Jan-2026 10:00:00 +0000" RFC822.SIZE 500)';
    const headless = plain.replace(/\)$/, ' BODY[HEADER.FIELDS (SUBJECT)] NIL)');
    await connected(
      ...selectedInbox({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2'),
      ...answered(heads('1:2'), row(1, 1), headless),
      ...answered(heads('2'), headless),
      ...answered('UID SEARCH UID 2', '* SEARCH 2'),
      ...answered(String.raw`UID FETCH 2 \(UID FLAGS INTERNALDATE RFC822.SIZE\)`, plain),
      ...signedOut,
    );
    await syncInbox();
    expect(uids()).toEqual([1, 2]);
    expect(mailboxById(store.read, inbox)).toMatchObject({ uidValidity: '7', uidNext: 3 });
    await backend.close();
    await server.finished();
  });

  it('moves no cursor past a message it has but does not hand over', async () => {
    await connected(
      ...selectedInbox({ exists: 3, uidNext: 4 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2 3'),
      ...answered(heads('1:3'), row(1, 1), row(3, 3)),
      ...answered(heads('2')),
      ...answered('UID SEARCH UID 2', '* SEARCH 2'),
      ...signedOut,
    );
    await syncInbox();
    expect(uids()).toEqual([1, 3]);
    expect(mailboxById(store.read, inbox)).toMatchObject({ uidValidity: '7', uidNext: null });
    await backend.close();
    await server.finished();
  });

  it('is not believed when it lists nothing of what it has', async () => {
    await connected(
      ...selectedInbox({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2'),
      ...answered(heads('1:2'), row(1, 1), row(2, 2)),
      ...selectedAgain({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH'),
      ...answered(String.raw`UID FETCH 1:2 \(UID FLAGS\)`),
      ...signedOut,
    );
    await syncInbox();
    await syncInbox();
    expect(uids()).toEqual([1, 2]);
    await backend.close();
    await server.finished();
  });
});

describe('a server that asks to slow down', () => {
  it.each(['NO [LIMIT] Too much', 'NO [THROTTLED] Slowly', 'NO [OVERQUOTA] Tomorrow'])('with %s is asked nothing more', async (answer) => {
    await connected(
      ...selectedInbox({ exists: 3, uidNext: 4 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2 3'),
      ...finished(heads('1:3'), answer),
      ...signedOut,
    );
    await expect(syncInbox()).rejects.toMatchObject({ failure: { kind: 'busy', retry: 'later' } });
    await backend.close();
    await server.finished();
  });
});

describe('bodies', () => {
  const raw = (uid: number): string => `Subject: Letter ${uid}\r\n\r\nHello ${uid}\r\n`;
  const source = (sequence: number, uid: number): string => `* ${sequence} FETCH (UID ${uid} BODY[] {${raw(uid).length}}\r\n${raw(uid)})`;

  it('left out of an answer are asked for one by one, then left for the next time', async () => {
    await connected(
      ...answered('LIST "" "\\*"', '* LIST () "/" "INBOX"'),
      ...answered('STATUS INBOX .*', '* STATUS INBOX (MESSAGES 3 UIDNEXT 4 UIDVALIDITY 7)'),
      ...answered('LSUB "" "\\*"', '* LSUB () "/" "INBOX"'),
      ...selectedAgain({ exists: 3, uidNext: 4 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2 3'),
      ...answered(heads('1:3'), row(1, 1), row(2, 2), row(3, 3)),
      ...selectedAgain({ exists: 3, uidNext: 4 }),
      ...answered(String.raw`UID FETCH 1:3 \(UID BODY.PEEK\[\]\)`, source(1, 1)),
      ...answered(String.raw`UID FETCH 3 \(UID BODY.PEEK\[\]\)`, '* 3 FETCH (UID 3 BODY[] "")'),
      ...answered(String.raw`UID FETCH 2 \(UID BODY.PEEK\[\]\)`, source(2, 2)),
      ...signedOut,
    );
    await backend.sync(store, { kind: 'everything' }, progress);
    const here = [1, 2, 3].map((uid) => numberedLocation(store.read, inbox, uid)?.here);
    expect(here).toEqual([true, true, false]);
    await backend.close();
    await server.finished();
  });

  it('are not asked for in a folder that was made anew since its heads came', async () => {
    await connected(
      ...answered('LIST "" "\\*"', '* LIST () "/" "INBOX"'),
      ...answered('STATUS INBOX .*', '* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 7)'),
      ...answered('LSUB "" "\\*"', '* LSUB () "/" "INBOX"'),
      ...selectedAgain({ exists: 1, uidNext: 2 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1'),
      ...answered(heads('1'), row(1, 1)),
      ...selectedAgain({ exists: 1, uidNext: 2, uidValidity: 8 }),
      ...signedOut,
    );
    await backend.sync(store, { kind: 'everything' }, progress);
    expect(numberedLocation(store.read, inbox, 1)).toMatchObject({ here: false });
    await backend.close();
    await server.finished();
  });

  it('of another size than was told are not asked for again when the folder is numbered anew', async () => {
    const listed = (uidValidity: number) => [
      ...answered('LIST "" "\\*"', '* LIST () "/" "INBOX"'),
      ...answered('STATUS INBOX .*', `* STATUS INBOX (MESSAGES 1 UIDNEXT 20 UIDVALIDITY ${uidValidity})`),
      ...answered('LSUB "" "\\*"', '* LSUB () "/" "INBOX"'),
      ...selectedAgain({ exists: 1, uidNext: 20, uidValidity }),
    ];
    await connected(
      ...listed(7),
      ...answered('UID SEARCH ALL', '* SEARCH 1'),
      ...answered(heads('1'), row(1, 1)),
      ...selectedAgain({ exists: 1, uidNext: 20, uidValidity: 7 }),
      ...answered(String.raw`UID FETCH 1 \(UID BODY.PEEK\[\]\)`, source(1, 1)),
      ...listed(8),
      ...selectedAgain({ exists: 1, uidNext: 20, uidValidity: 8 }),
      ...answered('UID SEARCH ALL', '* SEARCH 11'),
      ...answered(heads('11'), row(1, 1).replace('UID 1 ', 'UID 11 ')),
      ...signedOut,
    );
    await backend.sync(store, { kind: 'everything' }, progress);
    const before = numberedLocation(store.read, inbox, 1);
    await backend.sync(store, { kind: 'everything' }, progress);
    expect(numberedLocation(store.read, inbox, 11)).toEqual(before);
    expect(uids()).toEqual([11]);
    await backend.close();
    await server.finished();
  });

  it.each(['NO cannot', 'BAD cannot'])('and heads are had of all but the one message that the server refuses with %s', async (refusal) => {
    store.transaction((tx) => setSyncState(tx, inbox, { uidValidity: null, uidNext: null, highestModseq: null }));
    const byPlace = heads('').replace('UID FETCH ', 'FETCH 1:\\*');
    const plain = String.raw`UID FETCH 2 \(UID FLAGS INTERNALDATE RFC822.SIZE\)`;
    const body = (set: string) => String.raw`UID FETCH ${set} \(UID BODY.PEEK\[\]\)`;
    await connected(
      ...answered('LIST "" "\\*"', '* LIST () "/" "INBOX"'),
      ...answered('STATUS INBOX .*', '* STATUS INBOX (MESSAGES 2 UIDNEXT 3 UIDVALIDITY 7)'),
      ...answered('LSUB "" "\\*"', '* LSUB () "/" "INBOX"'),
      ...selectedAgain({ exists: 2, uidNext: 3 }),
      ...finished(byPlace, refusal),
      ...selectedAgain({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2'),
      ...finished(heads('1:2'), refusal),
      ...finished(heads('2'), refusal),
      ...answered(plain, '* 2 FETCH (UID 2 FLAGS () INTERNALDATE "05-Jan-2026 10:00:00 +0000" RFC822.SIZE 500)'),
      ...answered(heads('1'), row(1, 1)),
      ...selectedAgain({ exists: 2, uidNext: 3 }),
      ...finished(body('1:2'), refusal),
      ...answered(body('1'), source(1, 1)),
      ...finished(body('2'), refusal),
      ...signedOut,
    );
    await backend.sync(store, { kind: 'everything' }, progress);
    expect([1, 2].map((uid) => numberedLocation(store.read, inbox, uid)?.here)).toEqual([true, false]);
    await backend.close();
    await server.finished();
  });

  it.each([[], ['* 1 FETCH (UID 1 BODY[] NIL)']])('of a message the server has no longer: opening it says so (%s)', async (...answer) => {
    await connected(
      ...selectedInbox({ exists: 1, uidNext: 2 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1'),
      ...answered(heads('1'), row(1, 1)),
      ...selectedAgain({ exists: 1, uidNext: 2 }),
      ...answered(String.raw`UID FETCH 1 \(UID BODY.PEEK\[\]\)`, ...answer),
      ...signedOut,
    );
    await syncInbox();
    const { messageId } = numberedLocation(store.read, inbox, 1)!;
    await expect(backend.downloadMessage(store, inbox, messageId, () => undefined)).rejects.toMatchObject({ failure: { kind: 'gone' } });
    expect(uids()).toEqual([1]);
    await backend.close();
    await server.finished();
  });
});

describe('a folder made anew under its old UIDVALIDITY', () => {
  it('shows what is in it now, and not what had these numbers before', async () => {
    const letter = (uid: number, of: number): string =>
      row(uid, uid).replaceAll(`etter ${uid}`, `etter ${of}`).replace(`<${uid}@`, `<${of}@`);
    await connected(
      ...selectedInbox({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2'),
      ...answered(heads('1:2'), row(1, 1), row(2, 2)),
      ...selectedAgain({ exists: 1, uidNext: 2 }),
      ...selectedAgain({ exists: 1, uidNext: 2 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1'),
      ...answered(heads('1'), letter(1, 5)),
      ...signedOut,
    );
    await syncInbox();
    await syncInbox();
    const shown = numberedLocation(store.read, inbox, 1);
    expect(messageById(store.read, shown!.messageId)?.envelope.subject).toBe('Letter 5');
    expect(mailboxById(store.read, inbox)).toMatchObject({ total: 1, uidNext: 2 });
    await backend.close();
    await server.finished();
  });
});

describe('a list of folders', () => {
  it('from a server that tells no special uses is read by their usual names', async () => {
    store.transaction((tx) => setSyncState(tx, inbox, { uidValidity: null, uidNext: null, highestModseq: null }));
    const names = ['INBOX', 'Entw&APw-rfe', 'Gesendete Elemente', 'Papierkorb', 'Work', 'Work/Inbox'];
    await connected(
      ...answered('LIST "" "\\*"', ...names.map((name) => `* LIST () "/" "${name}"`)),
      ...names.flatMap((name) => answered('STATUS .*', `* STATUS "${name}" (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0)`)),
      ...answered('LSUB "" "\\*"'),
      ...names.flatMap(() => [
        ...answered('SELECT .*', '* 0 EXISTS', '* OK [UIDVALIDITY 1] x', '* OK [UIDNEXT 1] x'),
        ...answered('UID SEARCH ALL', '* SEARCH'),
      ]),
      ...signedOut,
    );
    await backend.sync(store, { kind: 'everything' }, progress);
    expect(Object.fromEntries(listMailboxes(store.read).map(({ path, role }) => [path, role]))).toEqual({
      INBOX: 'inbox',
      Entwürfe: 'drafts',
      'Gesendete Elemente': 'sent',
      Papierkorb: 'trash',
      Work: null,
      'Work/Inbox': null,
    });
    await backend.close();
    await server.finished();
  });

  it('without an inbox is not believed', async () => {
    await connected(
      ...answered('LIST "" "\\*"', '* LIST () "/" "Other"'),
      ...answered('STATUS Other .*', '* STATUS Other (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)'),
      ...answered('LSUB "" "\\*"'),
      ...signedOut,
    );
    await expect(backend.sync(store, { kind: 'everything' }, progress)).rejects.toMatchObject({
      failure: { kind: 'protocol', retry: 'later' },
    });
    expect(mailboxById(store.read, inbox)).not.toBeNull();
    await backend.close();
    await server.finished();
  });
});

describe('rows nobody asked for', () => {
  it('without a UID, or without a header, make no message, and one whose flags changed meanwhile is asked for again', async () => {
    await connected(
      ...selectedInbox({ exists: 2, uidNext: 3 }),
      ...answered('UID SEARCH ALL', '* SEARCH 1 2'),
      ...answered(
        heads('1:2'),
        String.raw`* 1 FETCH (FLAGS (\Flagged))`,
        row(1, 1),
        String.raw`* 2 FETCH (UID 99 FLAGS (\Seen))`,
        row(2, 2),
        String.raw`* 2 FETCH (UID 2 FLAGS (\Seen))`,
      ),
      ...answered(heads('2'), row(2, 2, String.raw`\Seen`)),
      ...signedOut,
    );
    await syncInbox();
    expect(numberedLocations(store.read, inbox)).toEqual([
      { uid: 1, flags: '' },
      { uid: 2, flags: '\\Seen' },
    ]);
    await backend.close();
    await server.finished();
  });
});

describe('a connection that ends', () => {
  it('with BYE in the middle of an answer is a lost connection, and the next one goes on', async () => {
    const begin = [...selectedInbox({ exists: 2, uidNext: 3 }), ...answered('UID SEARCH ALL', '* SEARCH 1 2')];
    await start(
      'none',
      [
        ...signedIn('UIDPLUS'),
        ...begin,
        { expect: new RegExp(`\\S+ ${heads('1:2')}`) },
        { send: `${row(2, 2)}\r\n* BYE going down\r\n` },
        'cut',
      ],
      [...signedIn('UIDPLUS'), ...begin, ...answered(heads('1:2'), row(1, 1), row(2, 2)), ...signedOut],
    );
    await backend.connect(signal);
    await expect(syncInbox()).rejects.toMatchObject({ failure: { kind: 'offline', reason: 'lost', server: 'going down' } });
    expect(uids()).toEqual([]);
    await backend.close();
    await backend.connect(signal);
    await syncInbox();
    expect(uids()).toEqual([1, 2]);
    await backend.close();
    await server.finished();
  });

  it('at the greeting says what the server said', async () => {
    await start('none', [{ send: '* BYE too many of you\r\n' }, 'cut']);
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'offline', server: 'too many of you' } });
  });
});

describe('refusals', () => {
  it('of a move because the mailbox is full are failures, and say so', async () => {
    await connected(
      ...selectedInbox({ exists: 2, uidNext: 3 }),
      ...finished('UID MOVE 1:2 Trash', 'NO [OVERQUOTA] Quota exceeded'),
      ...signedOut,
    );
    await expect(backend.move?.({ path: 'INBOX', uidValidity: '7' }, [1, 2], 'Trash', firstTry)).rejects.toMatchObject({
      failure: { kind: 'quota', server: 'Quota exceeded', code: 'OVERQUOTA' },
    });
    await backend.close();
    await server.finished();
  });

  it('never carry the password', async () => {
    await start('none', [
      { send: '* OK ready\r\n' },
      ...answered('CAPABILITY', '* CAPABILITY IMAP4rev1'),
      ...finished('LOGIN .*', `NO [AUTHENTICATIONFAILED] "${password}" is wrong`),
    ]);
    const failure = await backend.connect(signal).catch((thrown: { failure: object }) => thrown.failure);
    expect(failure).toMatchObject({ kind: 'auth' });
    expect(JSON.stringify(failure)).not.toContain(password);
  });

  it('to remove what another program marked: without UIDPLUS nothing is removed', async () => {
    await start('none', [
      ...signedIn(''),
      ...selectedInbox({ exists: 3, uidNext: 4 }),
      ...answered('UID SEARCH DELETED', '* SEARCH 3'),
      ...signedOut,
    ]);
    await backend.connect(signal);
    await expect(backend.expunge?.({ path: 'INBOX', uidValidity: '7' }, [1])).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
    await backend.close();
    await server.finished();
  });

  it('without MOVE a message is copied, then exactly it is removed', async () => {
    await start('none', [
      ...signedIn('UIDPLUS'),
      ...answered(String.raw`STATUS Archive \(UIDNEXT UIDVALIDITY\)`, '* STATUS Archive (UIDNEXT 50 UIDVALIDITY 9)'),
      ...selectedInbox({ exists: 3, uidNext: 4 }),
      ...finished('UID COPY 1,3 Archive', 'OK [COPYUID 9 1,3 50:51] copied'),
      ...answered(String.raw`UID STORE 1,3 \+FLAGS \(\\Deleted\)`),
      ...answered('UID EXPUNGE 1,3'),
      ...signedOut,
    ]);
    await backend.connect(signal);
    expect(await backend.move?.({ path: 'INBOX', uidValidity: '7' }, [1, 3], 'Archive', firstTry)).toEqual(
      new Map([
        [1, 50],
        [3, 51],
      ]),
    );
    await backend.close();
    await server.finished();
  });

  it('of a changed UIDVALIDITY come before any command', async () => {
    await connected(...selectedInbox({ exists: 3, uidNext: 4, uidValidity: 8 }), ...signedOut);
    await expect(backend.expunge?.({ path: 'INBOX', uidValidity: '7' }, [1])).rejects.toMatchObject({ failure: { kind: 'gone' } });
    await backend.close();
    await server.finished();
  });
});

describe('encryption', () => {
  it('that was asked for and is not offered: the password stays here', async () => {
    await start('starttls', [{ send: '* OK ready\r\n' }, ...answered('CAPABILITY', '* CAPABILITY IMAP4rev1 AUTH=PLAIN')]);
    await expect(backend.connect(signal)).rejects.toMatchObject({
      failure: { kind: 'tls', text: expect.stringContaining('The password was not sent.') },
    });
    // The script ends in silence: any further line of the client would fail it.
    await server.finished();
  });

  it('that was asked for and is refused: the password stays here', async () => {
    await start('starttls', [
      { send: '* OK ready\r\n' },
      ...answered('CAPABILITY', '* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN'),
      ...finished('STARTTLS', 'NO not today'),
    ]);
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'tls' } });
    await server.finished();
  });

  it('cut short by an early welcome: the password stays here', async () => {
    await start('starttls', [{ send: '* PREAUTH welcome\r\n' }, ...answered('CAPABILITY', '* CAPABILITY IMAP4rev1 STARTTLS')]);
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'tls' } });
    await server.finished();
  });

  it('with words slipped in before the handshake is refused', async () => {
    await start('starttls', [
      { send: '* OK ready\r\n' },
      ...answered('CAPABILITY', '* CAPABILITY IMAP4rev1 STARTTLS'),
      { expect: /(\S+) STARTTLS/ },
      { send: ([, tag = '']) => `${tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n` },
    ]);
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'tls', code: 'STARTTLS_INJECTION' } });
    await server.finished();
  });
});

describe('something else on that port', () => {
  it.each([
    ['a mail transfer agent', '220 mx.example.org ESMTP\r\n'],
    ['a POP server', '+OK ready\r\n'],
    ['a web server', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
    ['a shell', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('%s', async (_what, greeting) => {
    await start('none', [{ send: greeting }]);
    await expect(backend.connect(signal)).rejects.toMatchObject({
      failure: { kind: 'protocol', retry: 'never', server: greeting.split('\r\n')[0] },
    });
    await server.finished();
  });
});
