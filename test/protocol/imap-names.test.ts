import { afterEach, describe, expect, it } from 'vitest';
import { openImapConnection } from '../../main/backends/imap/connection.ts';
import { usualTimeouts } from '../../main/backends/imap/imap-server.ts';
import { listServerMailboxes } from '../../main/backends/imap/mailboxes.ts';
import type { ImapConnection } from '../../main/backends/imap/session.ts';
import { syncAccount } from '../../main/backends/imap/sync-account.ts';
import { listMailboxes } from '../../main/store/mailboxes.ts';
import { listQuotaRoots } from '../../main/store/quota-roots.ts';
import { answered, finished, signedIn, signedOut } from '../doubles/imap-script.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';
import { contextOf } from '../doubles/sync-context.ts';
import { openTempStore } from '../store/open-temp-store.ts';

let server: ScriptedServer;
let connection: ImapConnection | null = null;

afterEach(async () => {
  await connection?.close();
  connection = null;
  await server.stop();
});

async function connect(...script: readonly Step[]): Promise<ImapConnection> {
  server = await startScriptedServer([...script, ...signedOut]);
  const address = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
  connection = await openImapConnection({ ...address, timeouts: usualTimeouts }, 'open sesame', new AbortController().signal);
  return connection;
}

async function ended(): Promise<void> {
  await connection?.close();
  await server.finished();
}

const select = (name: string, uidValidity = 1): readonly Step[] =>
  answered(`SELECT ${name}`, '* 0 EXISTS', `* OK [UIDVALIDITY ${uidValidity}] x`, '* OK [UIDNEXT 1] x');
const empty = '(MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0)';
/** LIST-STATUS with everything in one answer. */
const listed = (items: string, names: readonly string[], status = empty): readonly Step[] =>
  answered(
    String.raw`LIST "" "\*" RETURN \(STATUS \(${items}\) CHILDREN SUBSCRIBED\)`,
    ...names.map((name) => String.raw`* LIST (\Subscribed) "/" "${name}"`),
    ...names.map((name) => `* STATUS "${name}" ${status}`),
  );
const items = 'MESSAGES UIDNEXT UIDVALIDITY UNSEEN';
const capabilities = 'LIST-STATUS LIST-EXTENDED';
/** The very first look: the names alone, then the inbox. */
const firstLook = (names: readonly string[], open = select('INBOX')): readonly Step[] => [
  ...answered(
    String.raw`LIST "" "\*" RETURN \(CHILDREN SUBSCRIBED\)`,
    ...names.map((name) => String.raw`* LIST (\Subscribed) "/" "${name}"`),
  ),
  ...open,
];

describe('a look at 25 mailboxes in which nothing happened', () => {
  it('takes three commands: one for all of them, one for the quota, and one for that which was selected', async () => {
    const names = ['INBOX', ...Array.from({ length: 24 }, (_, at) => `Folder ${at}`)];
    const quota = answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX u', '* QUOTA u (STORAGE 1 2)');
    const list = listed('MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ UNSEEN', names, empty.replace(')', ' HIGHESTMODSEQ 3)'));
    const open = answered('SELECT .*', '* 0 EXISTS', '* OK [UIDVALIDITY 1] x', '* OK [UIDNEXT 1] x', '* OK [HIGHESTMODSEQ 3] x');
    const first = names.flatMap(() => [...open, ...answered('UID SEARCH ALL', '* SEARCH')]);
    const context = contextOf(
      await connect(
        ...signedIn(`${capabilities} QUOTA CONDSTORE`),
        ...firstLook(names, open),
        ...list,
        ...quota,
        ...first,
        ...list,
        ...quota,
        ...open,
      ),
    );
    await syncAccount(context);
    await syncAccount(context);
    await ended();
  });
});

describe('a name that is no modified UTF-7', () => {
  it('is used by the bytes it was listed with, and takes no numbers of another mailbox', async () => {
    const open = await connect(
      ...signedIn(capabilities),
      ...firstLook(['INBOX', 'R', 'R&D']),
      // As imapflow reads it, the second is called R too: neither has numbers, so both are opened to show their newest mail.
      ...listed(items, ['INBOX', 'R', 'R&D']),
      ...select('R', 5),
      ...answered('LIST "" "R&-D".*'),
      ...answered('LSUB "" "R&-D"'),
      ...finished('SELECT "R&-D"', 'NO [NONEXISTENT] no such mailbox'),
      ...answered('LIST "" "R&-D".*'),
      ...answered('LIST "" "R&D".*', String.raw`* LIST (\Subscribed) "/" "R&D"`),
      ...select('"R&D"', 6),
      ...select('INBOX'),
      ...answered('UID SEARCH ALL', '* SEARCH'),
      ...select('R', 5),
      ...answered('UID SEARCH ALL', '* SEARCH'),
      ...finished('SELECT "R&-D"', 'NO [NONEXISTENT] no such mailbox'),
      ...answered('LIST "" "R&-D".*'),
      ...select('"R&D"', 6),
      ...answered('UID SEARCH ALL', '* SEARCH'),
      ...listed(items, ['INBOX', 'R', 'R&D']),
    );
    const context = contextOf(open);
    await syncAccount(context);
    expect(listMailboxes(context.store.read).map(({ path, uidValidity }) => [path, uidValidity])).toEqual([
      ['INBOX', '1'],
      ['R', '5'],
      ['R&D', '6'],
    ]);
    const { numbers } = await open.alone((session) => listServerMailboxes(session, { chosen: {}, numbers: true, sizes: false }));
    expect([...numbers.keys()]).toEqual(['INBOX']);
    await ended();
  });
});

describe('a server without QUOTA', () => {
  it('is asked for the sizes of its mailboxes, where it can tell them', async () => {
    const open = await connect(
      ...signedIn(`${capabilities} STATUS=SIZE`),
      ...firstLook(['INBOX', 'Work']),
      ...listed(`${items} SIZE`, ['INBOX', 'Work'], '(MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1 UNSEEN 0 SIZE 4000)'),
      ...['INBOX', 'Work'].flatMap((name) => [...select(name), ...answered('UID SEARCH ALL', '* SEARCH')]),
    );
    const context = contextOf(open);
    await syncAccount(context);
    expect(listMailboxes(context.store.read).map(({ serverSize }) => serverSize)).toEqual([4000, 4000]);
    await ended();
  });

  it('that told one before is not believed to have that quota still', async () => {
    const { store } = openTempStore();
    store.transaction((tx) => tx.db.run("INSERT INTO quota_root VALUES ('u', 'storage', 1, 2, 3)"));
    const open = await connect(
      ...signedIn(capabilities),
      ...firstLook(['INBOX']),
      ...listed(items, ['INBOX']),
      ...select('INBOX'),
      ...answered('UID SEARCH ALL', '* SEARCH'),
    );
    await syncAccount(contextOf(open, store));
    expect(listQuotaRoots(store.read)).toEqual([]);
    await ended();
  });

  it('or that refuses to tell it, keeps what it told last', async () => {
    const { store } = openTempStore();
    store.transaction((tx) => tx.db.run("INSERT INTO quota_root VALUES ('u', 'storage', 1, 2, 3)"));
    const open = await connect(
      ...signedIn(`${capabilities} QUOTA`),
      ...firstLook(['INBOX']),
      ...listed(items, ['INBOX']),
      ...finished('GETQUOTAROOT "INBOX"', 'NO [UNAVAILABLE] not now'),
      ...select('INBOX'),
      ...answered('UID SEARCH ALL', '* SEARCH'),
    );
    await syncAccount(contextOf(open, store));
    expect(listQuotaRoots(store.read)).toMatchObject([{ name: 'u', usage: 1, limit: 2 }]);
    await ended();
  });
});

describe('a namespace that a busy server does not list', () => {
  it('is asked for again, and not taken for empty', async () => {
    const all = answered(String.raw`LIST "" "\*" RETURN .*`, String.raw`* LIST (\Subscribed) "/" "INBOX"`);
    const shared = String.raw`LIST "" "#shared/\*" RETURN .*`;
    const open = await connect(
      ...signedIn(capabilities).slice(0, -2),
      ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL (("#shared/" "/"))'),
      ...all,
      ...finished(shared, 'NO [UNAVAILABLE] ask later'),
      ...all,
      ...answered(shared, String.raw`* LIST (\Subscribed) "/" "#shared/Plans"`),
    );
    const list = () => open.alone((session) => listServerMailboxes(session, { chosen: {}, numbers: false, sizes: false }));
    expect((await list()).mailboxes.map(({ path }) => path)).toEqual(['INBOX']);
    expect((await list()).mailboxes.map(({ path }) => path)).toContain('#shared/Plans');
    await ended();
  });
});

describe('a quota root', () => {
  it('that the server does not tell now keeps what it told last', async () => {
    const selected = [...select('INBOX'), ...answered('UID SEARCH ALL', '* SEARCH')];
    const open = await connect(
      ...signedIn(`${capabilities} QUOTA`),
      ...firstLook(['INBOX']),
      ...listed(items, ['INBOX']),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX "u"'),
      ...answered('GETQUOTA "u"', '* QUOTA "u" (STORAGE 3 4)'),
      ...selected,
      ...listed(items, ['INBOX']),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX "u"'),
      ...finished('GETQUOTA "u"', 'NO [UNAVAILABLE] ask later'),
      ...selected,
    );
    const context = contextOf(open);
    await syncAccount(context);
    const told = listQuotaRoots(context.store.read);
    expect(told).toHaveLength(1);
    await syncAccount(context);
    expect(listQuotaRoots(context.store.read)).toEqual(told);
    await ended();
  });

  it('that is only named is asked for, and forgotten when the server knows it no longer', async () => {
    const selected = [...select('INBOX'), ...answered('UID SEARCH ALL', '* SEARCH')];
    const open = await connect(
      ...signedIn(`${capabilities} QUOTA`),
      ...firstLook(['INBOX']),
      ...listed(items, ['INBOX']),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX "later told"'),
      ...answered('GETQUOTA "later told"', '* QUOTA "later told" (STORAGE 3 4)'),
      ...selected,
      ...listed(items, ['INBOX']),
      ...answered('GETQUOTAROOT "INBOX"', '* QUOTAROOT INBOX "later told"'),
      ...finished('GETQUOTA "later told"', 'NO no such root'),
      ...selected,
    );
    const context = contextOf(open);
    await syncAccount(context);
    expect(listQuotaRoots(context.store.read)).toMatchObject([{ name: 'later told', usage: 3072, limit: 4096 }]);
    await syncAccount(context);
    expect(listQuotaRoots(context.store.read)).toEqual([]);
    await ended();
  });
});

describe('a mailbox chosen for a role', () => {
  it('has it, whatever the server says', async () => {
    const open = await connect(
      ...signedIn(capabilities),
      ...firstLook(['INBOX', 'Sent', 'Mine']),
      ...listed(items, ['INBOX', 'Sent', 'Mine']),
      ...['INBOX', 'Sent', 'Mine'].flatMap(() => [...select('.*'), ...answered('UID SEARCH ALL', '* SEARCH')]),
    );
    const context = contextOf(open);
    const options = { ...context.options, roles: { sent: 'Mine' } };
    await syncAccount({ ...context, options });
    expect(listMailboxes(context.store.read).map(({ path, role }) => [path, role])).toEqual([
      ['INBOX', 'inbox'],
      ['Mine', 'sent'],
      ['Sent', null],
    ]);
    await ended();
  });
});
