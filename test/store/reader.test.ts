import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { submit } from '../../main/operations/queue.ts';
import { createReader } from '../../main/reader/reader.ts';
import { writeFact } from '../../main/store/facts.ts';
import { addLocation } from '../../main/store/locations.ts';
import { type MailStore, openMailStore } from '../../main/store/mail-store.ts';
import { saveMailbox } from '../../main/store/mailboxes.ts';
import { replaceQuotaRoots } from '../../main/store/quota-roots.ts';
import { saveUidls } from '../../main/store/uidl-changes.ts';
import type { Account, AccountId, CopiesPolicy, ImapAccount } from '../../shared/account.ts';
import { answeredFlag, flaggedFlag, type MessageSummary, seenFlag } from '../../shared/message.ts';
import type { Cursor, MailView } from '../../shared/view.ts';
import { addMailbox, addMessage, indexEverything, tempFolder } from './open-temp-store.ts';

const server = { host: 'mail.example.org', port: 1, security: 'tls', userName: 'x' } as const;
const imap = (id: string): ImapAccount => ({
  id: id as AccountId,
  kind: 'imap',
  identity: { name: id, address: `${id}@example.org` },
  incoming: server,
  outgoing: server,
});
const pop = (id: string, copies: CopiesPolicy): Account => ({ ...imap(id), kind: 'pop', copies });

/** Stores with a writer each, and the reader over all of them, as the program has them. */
async function setUp(...accounts: readonly Account[]) {
  const folder = tempFolder();
  const reader = createReader();
  const stores: MailStore[] = [];
  for (const account of accounts) {
    const own = join(folder, account.id);
    mkdirSync(own);
    const store = openMailStore(account.id, own, () => {});
    stores.push(store);
    await reader.open([{ account, folder: own }]);
    onTestFinished(() => {
      void reader.close(account.id);
      store.close();
    });
  }
  const all = async (view: MailView): Promise<MessageSummary[]> => {
    const rows: MessageSummary[] = [];
    let after: Cursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof reader.page>> = await reader.page(view, after);
      rows.push(...page.rows);
      after = page.next;
    } while (after !== null);
    return rows;
  };
  return { reader, stores, all };
}

const subjects = (rows: readonly MessageSummary[]): string[] => rows.map((row) => row.subject);
const everywhere = (query: string): MailView => ({ kind: 'search', query, within: { kind: 'everywhere' } });

describe('pages', () => {
  it('show some of the recipients of a mail to thousands', async () => {
    const { stores, all } = await setUp(imap('a'));
    const inbox = addMailbox(stores[0]!, 'INBOX', 'inbox');
    const to = Array.from({ length: 5000 }, (_, at) => ({ name: '', address: `${at}@example.org` }));
    addMessage(stores[0]!, inbox, { uid: 1, fields: { to } });
    const [row] = await all({ kind: 'role', role: 'inbox' });
    expect(row?.to).toEqual(to.slice(0, 20));
  });

  it('show a head that nobody has taken apart yet as they show any other', async () => {
    const { reader, stores, all } = await setUp(imap('a'));
    const inbox = addMailbox(stores[0]!, 'INBOX', 'inbox');
    const bytes = Buffer.from('From: =?utf-8?q?J=C3=B6rg?= <j@example.org>\r\nSubject: Gr\u00fc\u00dfe\r\nMessage-ID: <x@y>\r\n\r\n');
    const { messageId } = addMessage(stores[0]!, inbox, { uid: 1, header: { headerMessageId: '<x@y>', bytes } });
    const shown = { subject: 'Gr\u00fc\u00dfe', from: { name: 'J\u00f6rg', address: 'j@example.org' } };
    expect(await all({ kind: 'role', role: 'inbox' })).toMatchObject([shown]);
    expect(await reader.page(everywhere('j\u00f6rg'), null)).toMatchObject({ rows: [] });
    await indexEverything(stores[0]!);
    expect(await all(everywhere('j\u00f6rg gr\u00fc\u00dfe'))).toMatchObject([{ ...shown, ref: { messageId } }]);
    expect(await all({ kind: 'role', role: 'inbox' })).toMatchObject([shown]);
  });

  it('show every message of several accounts once, newest first, whatever the dates', async () => {
    const { stores, all } = await setUp(imap('a'), imap('b'), pop('c', { kind: 'leave' }));
    const mailboxes = stores.map(
      (store) => [addMailbox(store, 'INBOX', 'inbox'), addMailbox(store, 'In 2', 'inbox'), addMailbox(store, 'Other')] as const,
    );
    // Few different dates: most rows are equal but for account, mailbox and id, and pages end in the middle of such a run.
    const shape = fc.array(fc.record({ account: fc.nat(2), mailbox: fc.nat(1), date: fc.nat(3) }), { minLength: 0, maxLength: 320 });
    let expected = 0;
    await fc.assert(
      fc.asyncProperty(shape, async (messages) => {
        for (const { account, mailbox, date } of messages) {
          const store = stores[account];
          const mailboxId = mailboxes[account]?.[mailbox];
          if (store !== undefined && mailboxId !== undefined) addMessage(store, mailboxId, { date });
        }
        expected += messages.length;
        const rows = await all({ kind: 'role', role: 'inbox' });
        expect(rows).toHaveLength(expected);
        expect(new Set(rows.map(({ ref }) => `${ref.accountId} ${ref.mailboxId} ${ref.messageId}`)).size).toBe(expected);
        expect(rows.every((row, index) => index === 0 || (rows[index - 1]?.date ?? 0) >= row.date)).toBe(true);
      }),
      { numRuns: 6 },
    );
  });

  it('tell the total from the stored counts', async () => {
    const { reader, stores } = await setUp(imap('a'), imap('b'));
    for (const store of stores) {
      const inbox = addMailbox(store, 'INBOX', 'inbox');
      for (let n = 0; n < 3; n++) addMessage(store, inbox);
    }
    expect(await reader.page({ kind: 'role', role: 'inbox' }, null)).toMatchObject({ total: 6, next: null });
  });
});

describe('the place of a row', () => {
  it('is what the store says, for both kinds of account', async () => {
    const day = 24 * 60 * 60 * 1000;
    const { stores, all } = await setUp(imap('a'), pop('b', { kind: 'remove-after-days', days: 3 }));
    const [imapStore, popStore] = stores;
    if (imapStore === undefined || popStore === undefined) throw new Error('two stores');
    const inbox = addMailbox(imapStore, 'INBOX', 'inbox');
    addMessage(imapStore, inbox, { uid: 1, date: 5, fields: { subject: 'there' } });
    addMessage(imapStore, inbox, { uid: 2, date: 4, raw: 'x', fields: { subject: 'both' } });
    const local = addMailbox(popStore, 'Inbox', 'inbox');
    const listed = addMessage(popStore, local, { date: 3, raw: 'y', fields: { subject: 'leaves' } });
    popStore.transaction((tx) => saveUidls(tx, [{ uidl: 'u', messageId: listed.messageId, size: 1, headHash: null }], 1000));
    addMessage(popStore, local, { date: 2, raw: 'z', fields: { subject: 'here' } });
    expect((await all({ kind: 'role', role: 'inbox' })).map(({ subject, place }) => [subject, place])).toEqual([
      ['there', { kind: 'server' }],
      ['both', { kind: 'server-and-here' }],
      ['leaves', { kind: 'server-and-here', leavesServerAt: 1000 + 3 * day }],
      ['here', { kind: 'here' }],
    ]);
  });
});

describe('search', () => {
  it('finds by subject and people, by beginnings of words, without accents, in languages without spaces', async () => {
    const { stores, all } = await setUp(imap('a'), imap('b'));
    const [one, two] = stores.map((store) => ({ store, inbox: addMailbox(store, 'INBOX', 'inbox') }));
    if (one === undefined || two === undefined) throw new Error('two stores');
    const ann = [{ name: 'Ann Müller', address: 'ann@example.org' }];
    const bob = [{ name: 'Bob', address: 'bob@other.net' }];
    addMessage(one.store, one.inbox, { date: 5, fields: { subject: 'Invoice for Zürich', from: ann, to: bob } });
    addMessage(two.store, two.inbox, { date: 4, flags: [seenFlag, flaggedFlag], fields: { subject: 'Re: Straße', from: bob, to: ann } });
    addMessage(one.store, one.inbox, { date: 3, flags: [seenFlag], fields: { subject: '東京の会議について', from: bob, to: bob } });
    await Promise.all(stores.map(indexEverything));
    const find = async (query: string): Promise<string[]> => subjects(await all(everywhere(query)));
    expect(await find('invoice')).toEqual(['Invoice for Zürich']);
    expect(await find('zuri')).toEqual(['Invoice for Zürich']);
    expect(await find('strasse')).toEqual(['Re: Straße']);
    expect(await find('会議')).toEqual(['東京の会議について']);
    expect(await find('muller')).toEqual(['Invoice for Zürich', 'Re: Straße']);
    expect(await find('from:muller')).toEqual(['Invoice for Zürich']);
    expect(await find('to:ann')).toEqual(['Re: Straße']);
    expect(await find('bob invoice')).toEqual(['Invoice for Zürich']);
    expect(await find('"for zürich"')).toEqual(['Invoice for Zürich']);
    expect(await find('is:unread')).toEqual(['Invoice for Zürich']);
    expect(await find('is:starred bob')).toEqual(['Re: Straße']);
    expect(await find('at:here-only')).toEqual(['Invoice for Zürich', 'Re: Straße', '東京の会議について']);
  });

  it('leaves out what is not wanted, and finds by files, states, mailboxes, dates and sizes', async () => {
    const { stores, all } = await setUp(imap('a'));
    const [store] = stores;
    if (store === undefined) throw new Error('a store');
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const work = addMailbox(store, 'Work/Entwürfe');
    const at = (year: number): number => new Date(year, 5, 1).getTime();
    const plan =
      'Subject: plan\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nPlease read the garden plan\r\n--b\r\nContent-Disposition: attachment; filename="roof.pdf"\r\n\r\nx\r\n--b--\r\n';
    addMessage(store, inbox, { date: at(2026), raw: plan, flags: [seenFlag, answeredFlag], fields: { subject: 'plan' } });
    addMessage(store, work, { date: at(2025), raw: `Subject: roof\r\n\r\n${'garden gate '.repeat(400)}`, fields: { subject: 'roof' } });
    addMessage(store, work, { date: at(2024), raw: 'Subject: gate\r\n\r\nplanning', fields: { subject: 'gate' } });
    await indexEverything(store);
    const find = async (query: string): Promise<string[]> => subjects(await all(everywhere(query)));
    expect(await find('garden')).toEqual(['plan', 'roof']);
    expect(await find('garden -gate')).toEqual(['plan']);
    expect(await find('-garden')).toEqual(['gate']);
    expect(await find('"garden gate"')).toEqual(['roof']);
    expect(await find('plan')).toEqual(['plan', 'gate']);
    expect(await find('"plan"')).toEqual(['plan']);
    expect(await find('file:roof')).toEqual(['plan']);
    expect(await find('has:attachment')).toEqual(['plan']);
    expect(await find('-has:attachment')).toEqual(['roof', 'gate']);
    expect(await find('is:read')).toEqual(['plan']);
    expect(await find('-is:answered')).toEqual(['roof', 'gate']);
    expect(await find('in:entwürfe')).toEqual(['roof', 'gate']);
    expect(await find('in:inbox')).toEqual(['plan']);
    expect(await find('-in:"Work/ENTWÜRFE"')).toEqual(['plan']);
    expect(await find('after:2025-06-01')).toEqual(['plan', 'roof']);
    expect(await find('after:2025-06-02 before:2027')).toEqual(['plan']);
    expect(await find('before:2025')).toEqual(['gate']);
    expect(await find('larger:1k')).toEqual(['roof']);
    expect(await find('smaller:1k -in:inbox')).toEqual(['gate']);
  });

  it('finds by place what the rows say: a message on its way is neither on the server nor only here', async () => {
    const { stores, all } = await setUp(imap('a'));
    const [store] = stores;
    if (store === undefined) throw new Error('a store');
    const [inbox, other] = [addMailbox(store, 'INBOX', 'inbox'), addMailbox(store, 'Other')];
    addMessage(store, inbox, { uid: 1, date: 4, fields: { subject: 'there' } });
    addMessage(store, inbox, { uid: 2, date: 3, raw: 'x', fields: { subject: 'both' } });
    addMessage(store, inbox, { date: 2, raw: 'y', fields: { subject: 'here' } });
    const moved = addMessage(store, inbox, { uid: 3, date: 1, raw: 'z', fields: { subject: 'moved' } });
    store.transaction((tx) => submit(tx, { kind: 'move', refs: [moved], to: other }, 0));
    const found = async (query: string) => (await all(everywhere(query))).map(({ subject, place: { kind } }) => [subject, kind]);
    expect(await found('at:here-only')).toEqual([['here', 'here']]);
    expect(await found('at:server')).toEqual([
      ['there', 'server'],
      ['both', 'server-and-here'],
    ]);
    expect(await found('is:unread')).toContainEqual(['moved', 'moving']);
  });

  it.each(['"', '""', '*', "o'clock", 'a" OR subject:b', 'NEAR(', '-', '???', '^x', '{subject}: y', '🦉'])('survives %j', async (typed) => {
    const { stores, all } = await setUp(imap('a'));
    const [store] = stores;
    if (store !== undefined) addMessage(store, addMailbox(store, 'INBOX', 'inbox'), { fields: { subject: 'plain' } });
    await Promise.all(stores.map(indexEverything));
    expect(subjects(await all(everywhere(typed)))).toEqual(['"', '""', '-'].includes(typed) ? ['plain'] : []);
  });

  it('can be kept to one mailbox, and shows a message in two mailboxes twice', async () => {
    const { stores, all } = await setUp(imap('a'));
    const [store] = stores;
    if (store === undefined) throw new Error('a store');
    const [inbox, other] = [addMailbox(store, 'INBOX', 'inbox'), addMailbox(store, 'Other')];
    const { messageId } = addMessage(store, inbox, { uid: 1, fields: { subject: 'twice' } });
    store.transaction((tx) => addLocation(tx, { mailboxId: other, messageId, uid: 1, flags: [], date: 1 }));
    await indexEverything(store);
    expect(await all(everywhere('twice'))).toHaveLength(2);
    const within = { kind: 'mailbox', accountId: 'a' as AccountId, mailboxId: other } as const;
    expect(await all({ kind: 'search', query: 'twice', within })).toMatchObject([{ ref: { mailboxId: other } }]);
  });
});

describe('the body of a message', () => {
  it('is missing until its bytes are here, then parsed from them', async () => {
    const { reader, stores } = await setUp(imap('a'));
    const [store] = stores;
    if (store === undefined) throw new Error('a store');
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const away = { accountId: 'a' as AccountId, ...addMessage(store, inbox, { uid: 1 }) };
    expect((await reader.content(away)).body).toEqual({ state: 'missing', wanted: false });
    const raw = 'Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße\r\n';
    const here = { accountId: 'a' as AccountId, ...addMessage(store, inbox, { uid: 2, raw }) };
    expect((await reader.content(here)).body).toMatchObject({ state: 'here', html: null, text: expect.stringContaining('Grüße') });
    await expect(async () => reader.content({ ...here, messageId: 999 as typeof here.messageId })).rejects.toMatchObject({
      failure: { kind: 'gone' },
    });
  });
});

describe('storage', () => {
  it('tells the tightest quota of a server, and for a local account the disk', async () => {
    const { reader, stores } = await setUp(imap('a'), imap('b'), pop('c', { kind: 'leave' }));
    const [a, b, c] = stores;
    if (a === undefined || b === undefined || c === undefined) throw new Error('three stores');
    const quota = (name: string, usage: number, limit: number | null) =>
      ({ name, resource: 'storage', usage, limit, measuredAt: 7 }) as const;
    a.transaction((tx) => replaceQuotaRoots(tx, [quota('x', 10, 100), quota('y', 90, 100), quota('z', 5, null)]));
    addMessage(b, addMailbox(b, 'INBOX', 'inbox'), { uid: 1 });
    addMessage(c, addMailbox(c, 'Inbox', 'inbox'), { raw: 'x'.repeat(5000) });
    const [first, second, third] = await reader.storage();
    expect(first).toMatchObject({ where: 'mail.example.org', used: 90, limit: 100, source: 'measured', measuredAt: 7 });
    expect(second).toMatchObject({ used: 100, limit: null, source: 'estimated', messages: 1, messagesHere: 0 });
    expect(third).toMatchObject({ kind: 'pop', source: 'measured', messages: 1, messagesHere: 1 });
    expect(third?.used).toBeGreaterThan(5000);
    expect(third?.limit).toBe((third?.used ?? 0) + (third?.diskFree ?? 0));
  });

  it('tells when a POP server removes mail by itself, as long as it says so', async () => {
    const { reader, stores } = await setUp(pop('a', { kind: 'leave' }), imap('b'));
    const shown = async () => (await reader.storage()).map((storage) => storage.serverRemovesAfterDays);
    expect(await shown()).toEqual([null, null]);
    for (const days of [30, 0, null]) {
      for (const store of stores) store.transaction((tx) => writeFact(tx, 'expire-days', days));
      expect(await shown()).toEqual([days, null]);
    }
  });

  it('tells what is left on a POP server, as far as the server says it', async () => {
    const { reader, stores } = await setUp(pop('a', { kind: 'leave' }), imap('b'));
    const shown = async () => (await reader.storage()).map(({ maildrop }) => maildrop);
    expect(await shown()).toEqual([null, null]);
    const note = (messages: number, bytes: number | null): void => {
      for (const store of stores)
        store.transaction((tx) => {
          writeFact(tx, 'maildrop-messages', messages);
          writeFact(tx, 'maildrop-bytes', bytes);
        });
    };
    note(312, 1_200_000_000);
    expect(await shown()).toEqual([{ messages: 312, bytes: 1_200_000_000 }, null]);
    note(5, null);
    expect(await shown()).toEqual([{ messages: 5, bytes: null }, null]);
    note(0, 0);
    expect(await shown()).toEqual([{ messages: 0, bytes: 0 }, null]);
  });

  const root = (name: string, resource: 'storage' | 'message', usage: number, limit: number | null) =>
    ({ name, resource, usage, limit, measuredAt: 7 }) as const;

  it.each([
    [
      'a limit the server tells, although one was entered',
      [root('x', 'storage', 10, 100)],
      500,
      { used: 10, limit: 100, source: 'measured' },
    ],
    [
      'the entered limit, where the server tells only usage',
      [root('x', 'storage', 10, null)],
      500,
      { used: 10, limit: 500, source: 'entered' },
    ],
    ['the entered limit over what is known here', [], 500, { used: 100, limit: 500, source: 'entered' }],
    ['usage alone', [root('x', 'storage', 10, null)], null, { used: 10, limit: null, source: 'measured' }],
    [
      'room by bytes, whatever the number of messages',
      [root('x', 'message', 99, 100)],
      null,
      { used: 100, limit: null, source: 'estimated' },
    ],
  ] as const)('is %s', async (_what, roots, enteredLimit, expected) => {
    const { reader, stores } = await setUp({ ...imap('a'), options: { enteredLimit } });
    const [a] = stores;
    if (a === undefined) throw new Error('one store');
    addMessage(a, addMailbox(a, 'INBOX', 'inbox'), { uid: 1 });
    a.transaction((tx) => replaceQuotaRoots(tx, roots));
    expect((await reader.storage())[0]).toMatchObject(expected);
  });

  it('lists all roots, the tightest first, also one that counts messages', async () => {
    const { reader, stores } = await setUp(imap('a'));
    stores[0]?.transaction((tx) =>
      replaceQuotaRoots(tx, [
        root('a', 'storage', 5, null),
        root('b', 'storage', 50, 100),
        root('b', 'message', 99, 100),
        root('c', 'storage', 70, 100),
      ]),
    );
    const [storage] = await reader.storage();
    expect(storage).toMatchObject({ used: 70, limit: 100 });
    expect(storage?.roots.map(({ name, resource }) => `${name} ${resource}`)).toEqual(['b message', 'c storage', 'b storage', 'a storage']);
  });

  it('takes the sizes a server tells for its mailboxes, and what is known here where it leaves one out', async () => {
    const { reader, stores } = await setUp(imap('a'));
    const [a] = stores;
    if (a === undefined) throw new Error('one store');
    addMessage(a, addMailbox(a, 'INBOX', 'inbox'), { uid: 1 });
    const listed = { delimiter: '/', parentPath: null, role: null, selectable: true };
    a.transaction((tx) => {
      saveMailbox(tx, { ...listed, path: 'Sent', name: 'Sent', serverSize: 1000 });
      saveMailbox(tx, { ...listed, path: 'Team', name: 'Team', namespace: 'shared', serverSize: 5000 });
    });
    expect((await reader.storage())[0]).toMatchObject({ used: 1100, limit: null, source: 'estimated' });
  });
});
