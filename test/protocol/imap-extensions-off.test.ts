import { afterEach, describe, expect, it } from 'vitest';
import type { AccountId } from '../../shared/account.ts';
import { openImapConnection } from '../../main/backends/imap/connection.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { usualTimeouts } from '../../main/backends/imap/imap-server.ts';
import { listServerMailboxes } from '../../main/backends/imap/mailboxes.ts';
import { moveOn } from '../../main/backends/imap/copying.ts';
import { fetchChanges } from '../../main/backends/imap/changes.ts';
import { fetchHeads } from '../../main/backends/imap/heads.ts';
import { updateQuota } from '../../main/backends/imap/quota.ts';
import type { Extension } from '../../main/backends/imap/quirks.ts';
import type { ImapConnection } from '../../main/backends/imap/session.ts';
import { answered, finished, selectedInbox, signedIn, signedOut } from '../doubles/imap-script.ts';
import { contextOf } from '../doubles/sync-context.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';

let server: ScriptedServer;
let connection: ImapConnection | null = null;

afterEach(async () => {
  await connection?.close();
  connection = null;
  await server.stop();
});

async function connect(without: readonly Extension[], script: readonly Step[], idle = usualTimeouts.idle): Promise<ImapConnection> {
  server = await startScriptedServer([...script, ...signedOut]);
  const address = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
  const open = await openImapConnection(
    { ...address, without, timeouts: { ...usualTimeouts, idle } },
    'open sesame',
    new AbortController().signal,
  );
  connection = open;
  return open;
}

const inbox = { path: 'INBOX', uidValidity: null };
const opened = selectedInbox({ exists: 1, uidNext: 2 });
const enabled = (names: string): readonly Step[] => answered(`ENABLE ${names}`, `* ENABLED ${names}`);
const head = 'Subject: Letter 1\r\n\r\n';
const noTrail = { since: null, note: () => undefined };
const row = `* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 500 BODY[HEADER.FIELDS (SUBJECT)] {${head.length}}\r\n${head})`;

interface Case {
  readonly extension: Extension;
  readonly capabilities: string;
  /** What is done on the connection. */
  readonly act: (connection: ImapConnection) => Promise<unknown>;
  /** The conversation after signing in when it may be used, and when it may not. */
  readonly on: readonly Step[];
  readonly off: readonly Step[];
}

const cases: readonly Case[] = [
  {
    extension: 'QRESYNC',
    capabilities: 'ENABLE CONDSTORE QRESYNC',
    act: () => Promise.resolve(),
    on: enabled('CONDSTORE QRESYNC'),
    off: enabled('CONDSTORE'),
  },
  {
    extension: 'CONDSTORE',
    capabilities: 'ENABLE CONDSTORE QRESYNC',
    act: (open) => open.withMailbox(inbox, (session) => fetchChanges(session, '5')),
    on: [
      ...enabled('CONDSTORE QRESYNC'),
      ...opened,
      ...answered(String.raw`UID FETCH 1:4294967295 \(UID FLAGS MODSEQ\) \(CHANGEDSINCE 5 VANISHED\)`),
    ],
    off: [...opened, ...answered(String.raw`UID FETCH 1:4294967295 \(UID FLAGS\)`)],
  },
  {
    extension: 'MOVE',
    capabilities: 'UIDPLUS MOVE',
    act: (open) => moveOn(open)({ path: 'INBOX', uidValidity: '7' }, [1], 'Trash', noTrail),
    on: [...opened, ...answered('UID MOVE 1 Trash', '* OK [COPYUID 9 1 4] moved', '* 1 EXPUNGE')],
    off: [
      ...answered('STATUS Trash .*', '* STATUS Trash (UIDNEXT 4 UIDVALIDITY 9)'),
      ...opened,
      ...answered('UID COPY 1 Trash', '* OK [COPYUID 9 1 4] copied'),
      ...answered(String.raw`UID STORE 1 \+FLAGS \(\\Deleted\)`),
      ...answered('UID EXPUNGE 1', '* 1 EXPUNGE'),
    ],
  },
  {
    extension: 'LIST-STATUS',
    capabilities: 'LIST-STATUS LIST-EXTENDED',
    act: (open) => open.alone((session) => listServerMailboxes(session, { chosen: {}, numbers: true, sizes: false })),
    on: answered(
      String.raw`LIST "" "\*" RETURN \(STATUS \(.*\) CHILDREN SUBSCRIBED\)`,
      String.raw`* LIST (\Subscribed) "/" INBOX`,
      '* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)',
    ),
    off: [
      ...answered(String.raw`LIST "" "\*" RETURN \(CHILDREN SUBSCRIBED\)`, String.raw`* LIST (\Subscribed) "/" INBOX`),
      ...answered('STATUS INBOX .*', '* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)'),
    ],
  },
  {
    extension: 'QUOTA',
    capabilities: 'QUOTA QUOTA=RES-STORAGE',
    act: (open) => updateQuota(contextOf(open)),
    on: answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX User', '* QUOTA User (STORAGE 1 2)'),
    off: [],
  },
  {
    extension: 'OBJECTID',
    capabilities: 'OBJECTID',
    act: (open) => open.withMailbox(inbox, (session) => fetchHeads(session, [1], () => undefined)),
    on: [...opened, ...answered('UID FETCH 1 .* EMAILID .*', row)],
    off: [...opened, ...answered(String.raw`UID FETCH 1 \((?!.*EMAILID).*`, row)],
  },
  {
    extension: 'ESEARCH',
    capabilities: 'ESEARCH',
    act: (open) =>
      open.withMailbox(inbox, (session) => session.ask((client) => client.search({ all: true }, { uid: true, returnOptions: ['COUNT'] }))),
    on: [...opened, ...answered(String.raw`UID SEARCH RETURN \(COUNT\) ALL`, '* ESEARCH (TAG "7") UID COUNT 1')],
    off: [...opened, ...answered('UID SEARCH ALL', '* SEARCH 1')],
  },
  {
    extension: 'COMPRESS',
    capabilities: 'COMPRESS=DEFLATE',
    act: () => Promise.resolve(),
    on: finished('COMPRESS DEFLATE', 'NO not today'),
    off: [],
  },
  {
    extension: 'IDLE',
    capabilities: 'IDLE',
    act: async (open) => {
      const news = new Promise<void>((resolve) => open.onNews(() => resolve()));
      await open.withMailbox(inbox, () => Promise.resolve());
      await news;
    },
    on: [...opened, { expect: /(\S+) IDLE/ }, { send: '+ idling\r\n* 2 EXISTS\r\n' }, { expect: 'DONE' }, { send: '8 OK done\r\n' }],
    off: [...opened, ...answered('NOOP', '* 2 EXISTS')],
  },
];

describe.each(cases)('$extension', ({ extension, capabilities, act, on, off }) => {
  it('is used where it is offered', async () => {
    await act(await connect([], [...signedIn(capabilities), ...on]));
    await connection?.close();
    await server.finished();
  });

  it('is not used when it is switched off', async () => {
    const open = await connect([extension], [...signedIn(capabilities), ...off]);
    await act(open);
    expect(await open.alone((session) => Promise.resolve(session.offers(extension)))).toBe(false);
    await open.close();
    await server.finished();
  });
});

describe('an extension that is off', () => {
  it('is one that the account says', async () => {
    server = await startScriptedServer([...signedIn('COMPRESS=DEFLATE'), ...signedOut]);
    const incoming = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
    const id = 'test' as AccountId;
    const identity = { name: '', address: 'a@example.org' };
    const options = { without: ['COMPRESS'] as const };
    const backend = createImapBackend({ kind: 'imap', id, identity, incoming, outgoing: incoming, options }, 'open sesame');
    await backend.connect(new AbortController().signal);
    await backend.close();
    await server.finished();
  });

  it('stays off when the server tells its capabilities again', async () => {
    const again = '* CAPABILITY IMAP4rev1 UIDPLUS MOVE';
    const open = await connect(
      ['MOVE'],
      [
        ...signedIn('UIDPLUS MOVE'),
        ...answered('STATUS Trash .*', '* STATUS Trash (UIDNEXT 4 UIDVALIDITY 9)'),
        ...answered('LIST "" "INBOX"', '* LIST () "/" "INBOX"'),
        ...answered('LSUB "" "INBOX"', again),
        ...answered('SELECT INBOX', again, '* 1 EXISTS', '* OK [UIDVALIDITY 7] valid', '* OK [UIDNEXT 2] next'),
        ...answered('UID COPY 1 Trash', again, '* OK [COPYUID 9 1 4] copied'),
        ...answered(String.raw`UID STORE 1 \+FLAGS \(\\Deleted\)`),
        ...answered('UID EXPUNGE 1', '* 1 EXPUNGE'),
      ],
    );
    await moveOn(open)({ path: 'INBOX', uidValidity: '7' }, [1], 'Trash', noTrail);
    await open.close();
    await server.finished();
  });

  it('is not what a server tells without having it: a MODSEQ without CONDSTORE, as Yahoo does, means nothing', async () => {
    const open = await connect(
      [],
      [
        ...signedIn('XYMHIGHESTMODSEQ'),
        ...answered('LIST "" "INBOX"', '* LIST () "/" "INBOX"'),
        ...answered('LSUB "" "INBOX"'),
        ...answered('SELECT INBOX', '* 1 EXISTS', '* OK [UIDVALIDITY 7] valid', '* OK [UIDNEXT 2] next', '* OK [HIGHESTMODSEQ 42] modseq'),
      ],
    );
    expect(await open.withMailbox(inbox, (_session, numbers) => Promise.resolve(numbers))).toMatchObject({ highestModseq: null });
    await open.close();
    await server.finished();
  });
});
