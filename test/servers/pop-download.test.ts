// Whole sessions with a real Dovecot: every message is here once, byte for byte.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPopBackend } from '../../main/backends/pop/pop-backend.ts';
import { readFact } from '../../main/store/facts.ts';
import { historyOf } from '../../main/store/history.ts';
import { mailboxByRole, listMailboxes } from '../../main/store/mailboxes.ts';
import { messageById } from '../../main/store/messages.ts';
import { listUidls } from '../../main/store/uidls.ts';
import type { AccountId, ServerAddress } from '../../shared/account.ts';
import { startDovecot, type DovecotServer } from './support/dovecot.ts';
import type { SyncChanges } from './support/pop-account.ts';
import { asText, letter, newPopUser, type PopUser } from './support/pop-users.ts';

const fixtures = new URL('../fixtures/mail/', import.meta.url);

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

const letters = ['one', 'two', 'three'].map(letter);

const accountWith = (messages: readonly Buffer[], options: SyncChanges = {}): Promise<PopUser> => newPopUser(dovecot, messages, options);

describe('downloading', () => {
  it('brings every kind of message byte for byte, and nothing a second time', async () => {
    const strange = readdirSync(fixtures)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(new URL(name, fixtures)));
    const withEnds = strange.map((raw) => Buffer.from(`${raw.toString('latin1').replace(/\r?\n/g, '\r\n')}\r\n`, 'latin1'));
    const messages = [...withEnds, ...letters];
    const { onServer, account } = await accountWith(messages);

    expect(await account.sync()).toBeNull();
    expect(account.inbox()).toEqual(asText(messages));
    account.restart();
    const before = account.activities.length;
    expect(await account.sync()).toBeNull();
    expect(account.activities.slice(before).map(({ what }) => what)).toEqual(['listing']);
    expect(account.inbox()).toEqual(asText(messages));
    expect(await onServer()).toEqual(asText(messages));
  });

  it('stores more than one batch, with progress, dates, history and a place', async () => {
    const many = Array.from({ length: 120 }, (_, index) => letter(`many-${index}-`));
    const { account } = await accountWith(many);
    let breaths = 0;
    expect(await account.sync({ breathe: () => void (breaths += 1) })).toBeNull();
    expect(account.inbox()).toEqual(asText(many));
    expect(breaths).toBeGreaterThan(1);
    const bytes = many.reduce((sum, raw) => sum + raw.length, 0);
    expect(account.activities.at(-1)).toEqual({ what: 'downloading', done: 120, total: 120, bytes: { done: bytes, total: bytes } });

    const id = account.find('many-7-');
    expect(messageById(account.store.read, id)?.envelope).toMatchObject({ subject: 'many-7-', headerMessageId: '<many-7-@example.org>' });
    expect(historyOf(account.store.read, id)).toMatchObject([{ event: 'downloaded' }]);
    expect(listUidls(account.store.read)).toHaveLength(120);
    expect(listUidls(account.store.read).every((row) => row.onServer && row.storedAt !== null)).toBe(true);
    expect(mailboxByRole(account.store.read, 'inbox')).toMatchObject({ total: 120, unread: 120 });
    expect(readFact(account.store.read, 'maildrop-messages')).toBe(120);
    expect(readFact(account.store.read, 'maildrop-bytes')).toBe(bytes);
  });

  it('tells about new mail, but not about what lay there at first', async () => {
    const { user, account } = await accountWith(letters);
    await account.sync();
    expect(account.arrived).toEqual([]);
    await dovecot.deliver(user, 'INBOX', { raw: letter('four') });
    await account.sync();
    expect(account.arrived).toEqual([account.find('four')]);
  });

  it('makes the local mailboxes', async () => {
    const { account } = await accountWith([]);
    await account.sync();
    const mailboxes = listMailboxes(account.store.read).map(({ path, role }) => [path, role]);
    expect(mailboxes).toEqual([
      ['Archive', 'archive'],
      ['Drafts', 'drafts'],
      ['Inbox', 'inbox'],
      ['Junk', 'junk'],
      ['Sent', 'sent'],
      ['Trash', 'trash'],
    ]);
  });

  it('keeps one copy of what the maildrop holds twice', async () => {
    const { account } = await accountWith([...letters, ...letters.slice(0, 1)]);
    await account.sync();
    expect(account.inbox()).toEqual(asText(letters));
    expect(listUidls(account.store.read)).toHaveLength(4);
  });

  it('does not bring back what was deleted here', async () => {
    const { account } = await accountWith(letters);
    await account.sync();
    account.moveToTrash(account.find('one'));
    account.deleteForEver(account.find('two'));
    for (let check = 0; check < 2; check++) {
      expect(await account.sync()).toBeNull();
      expect(account.inbox()).toEqual(asText(letters.slice(2)));
    }
  });

  it('stops before the disk is full, with everything still on the server', async () => {
    const policy = { kind: 'remove-after-download' } as const;
    const { onServer, account } = await accountWith(letters, { policy });
    const failure = await account.sync({ diskRoom: () => Promise.resolve(1_000_000) });
    expect(failure).toMatchObject({ kind: 'storage', retry: 'after-user', text: expect.stringContaining('too little room') });
    expect(account.inbox()).toEqual([]);
    expect(await onServer()).toEqual(asText(letters));
    expect(await account.sync()).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
  });

  it('keeps what it stored when the disk fills up on the way', async () => {
    const body = Buffer.alloc(200_000, `${'x'.repeat(70)}\r\n`);
    const many = Array.from({ length: 120 }, (_, index) => Buffer.concat([letter(`fill-${index}-`), body, Buffer.from('\r\n')]));
    const { onServer, account } = await accountWith(many, { policy: { kind: 'remove-after-download' } });
    const room = [1e12, 1e12];
    const failure = await account.sync({ diskRoom: () => Promise.resolve(room.shift() ?? 0) });
    expect(failure?.kind).toBe('storage');
    // The second look was good for eight megabytes, of which each commit takes what has come by then.
    const kept = account.inbox().length;
    expect(kept).toBeGreaterThanOrEqual(30);
    expect(kept).toBeLessThanOrEqual(60);
    expect(await onServer()).toEqual(asText(many));
    await account.sync();
    expect(account.inbox()).toEqual(asText(many));
  });
});

describe('connecting', () => {
  it.each(['tls', 'starttls'] as const)('downloads over %s', async (security) => {
    const { account } = await accountWith(letters);
    const port = security === 'tls' ? dovecot.ports.pop3s : dovecot.ports.pop3;
    expect(await account.sync({ ca: dovecot.ca, server: { security, port } })).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
  });

  it('knows a wrong password', async () => {
    const { account } = await accountWith([]);
    expect(await account.sync({ password: 'wrong' })).toMatchObject({ kind: 'auth', retry: 'after-user' });
  });

  it('shows a certificate nobody vouches for', async () => {
    const { account } = await accountWith([]);
    for (const [security, port] of [['tls', dovecot.ports.pop3s] as const, ['starttls', dovecot.ports.pop3] as const]) {
      expect(await account.sync({ server: { security, port } })).toMatchObject({ kind: 'tls', certificate: { pem: expect.any(String) } });
    }
  });

  it('gives the maildrop back: after a check, after a mere sign-in, and without any for a local mailbox', async () => {
    const { user, account } = await accountWith(letters);
    const incoming: ServerAddress = { host: '127.0.0.1', port: dovecot.ports.pop3, security: 'none', userName: user };
    const identity = { name: '', address: 'ann@example.org' };
    const backend = createPopBackend(
      { kind: 'pop', id: 'x' as AccountId, identity, incoming, outgoing: incoming, copies: { kind: 'leave' } },
      `password of ${user}`,
    );
    await backend.connect(new AbortController().signal);
    await backend.close();
    expect(await account.sync()).toBeNull();
    expect(await account.sync()).toBeNull();
    const inbox = mailboxByRole(account.store.read, 'inbox');
    if (inbox === null) throw new Error('no Inbox');
    const silent = {
      report: () => undefined,
      signal: AbortSignal.abort(),
      arrived: () => undefined,
      notice: () => undefined,
      downloadPaused: () => false,
      breathe: () => Promise.resolve(),
    };
    await backend.sync(account.store, { kind: 'mailbox', mailboxId: inbox.id }, silent);
    await expect(backend.downloadMessage(account.store, inbox.id, account.find('one'), () => undefined)).resolves.toBeUndefined();
    account.store.raw.drop([messageById(account.store.read, account.find('two'))?.rawHash ?? Buffer.alloc(0)]);
    await expect(backend.downloadMessage(account.store, inbox.id, account.find('MISSING'), () => undefined)).rejects.toMatchObject({
      failure: { kind: 'gone' },
    });
  });
});
