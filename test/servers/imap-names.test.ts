import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { command } from '../../main/backends/imap/raw-commands.ts';
import { listMailboxes } from '../../main/store/mailboxes.ts';
import { listQuotaRoots } from '../../main/store/quota-roots.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { type ImapScene, imapScene, letter } from './support/imap-scene.ts';

let server: DovecotServer;
let scene: ImapScene;

beforeAll(async () => {
  server = await startDovecot({ sharing: true, quotaMessages: 20 });
});
afterAll(() => server.stop());
afterEach(() => scene.end());

/** Somebody else on the same server lets a user read one of his mailboxes. */
async function shares(owner: string, mailbox: string, withUser: string): Promise<void> {
  const client = new ImapFlow({
    host: server.host,
    port: server.ports.imap,
    secure: false,
    doSTARTTLS: false,
    auth: { user: owner, pass: `password of ${owner}` },
    logger: false,
  });
  await client.connect();
  await command(client, 'SETACL', [mailbox, withUser, 'lrswipkxte'], []);
  await client.logout();
}

const names = [
  'R&D',
  'Entwürfe & Notizen',
  '日本語/受信箱',
  'with "quotes" and spaces',
  'back\\slash',
  'star* and %',
  'work',
  'Work',
  'Archive/Inbox',
  '🐀 rats',
  '[brackets]',
  'curly {7}',
];

describe('names of mailboxes', () => {
  it('of all kinds come through, and are the names of the right mailboxes', async () => {
    scene = await imapScene(server);
    const other = await scene.otherDevice();
    for (const [at, name] of names.entries()) {
      await other.mailboxCreate(name);
      await other.append(name, letter(at));
    }
    await scene.syncAll();
    for (const [at, name] of names.entries()) {
      expect([name, [...scene.messages(name).values()].map(({ envelope }) => envelope.subject)]).toEqual([name, [`Letter ${at}`]]);
    }
    expect(scene.mailbox('日本語/受信箱')).toMatchObject({ name: '受信箱', parentPath: '日本語', role: null });
    expect(scene.mailbox('日本語')).toMatchObject({ selectable: false });
    expect(scene.mailbox('Archive/Inbox')).toMatchObject({ name: 'Inbox', role: null });
    expect(scene.mailbox('INBOX')).toMatchObject({ name: 'Inbox', role: 'inbox' });
  });
});

describe('mailboxes of others', () => {
  it('are listed with whose they are, and read like any other', async () => {
    const owner = await server.addUser('owner');
    await server.deliver(owner.user, 'Plans/Garden', { raw: letter(1) });
    await server.deliverPublic('Team', { raw: letter(2) });
    scene = await imapScene(server, (user) => shares(owner.user, 'Plans/Garden', user));
    await scene.syncAll();
    const listed = listMailboxes(scene.store.read).filter(({ namespace }) => namespace !== 'personal');
    expect(listed.map(({ path, namespace, selectable, role }) => [path, namespace, selectable, role])).toEqual([
      ['Public', 'shared', false, null],
      ['Public/Team', 'shared', true, null],
      ['Users', 'other-users', false, null],
      ['Users/owner', 'other-users', false, null],
      ['Users/owner/Plans', 'other-users', false, null],
      ['Users/owner/Plans/Garden', 'other-users', true, null],
    ]);
    expect(scene.messages('Users/owner/Plans/Garden').size).toBe(1);
    expect(scene.messages('Public/Team').size).toBe(1);
  });
});

describe('subscriptions', () => {
  it('are as the server has them, and change with it', async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'Projects/Garden', { raw: letter(1) }));
    const other = await scene.otherDevice();
    await other.mailboxUnsubscribe('Projects/Garden');
    await scene.syncAll();
    expect(scene.mailbox('Projects/Garden').subscribed).toBe(false);
    expect(scene.mailbox('Sent').subscribed).toBe(true);
    await other.mailboxSubscribe('Projects/Garden');
    await scene.syncAll();
    expect(scene.mailbox('Projects/Garden').subscribed).toBe(true);
    expect(scene.mailbox('Projects').subscribed).toBe(true);
    await other.mailboxUnsubscribe('Projects/Garden');
    await scene.syncAll();
    expect(scene.mailbox('Projects/Garden').subscribed).toBe(false);
    expect(scene.mailbox('Projects').subscribed).toBe(false);
  });
});

describe('quota', () => {
  it('is told for bytes and messages, and for what is shared by a root of its own', async () => {
    await server.deliverPublic('Board', { raw: letter(1, { bytes: 5000 }) });
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', { raw: letter(1) }, { raw: letter(2) }));
    await scene.syncAll();
    expect(listQuotaRoots(scene.store.read)).toMatchObject([
      { name: 'Shared quota', resource: 'storage', limit: 1_048_576 },
      { name: 'User quota', resource: 'message', usage: 2, limit: 20 },
      { name: 'User quota', resource: 'storage', limit: Math.ceil(50_000_000 / 1024) * 1024 },
    ]);
    expect(listQuotaRoots(scene.store.read)[0]?.usage).toBeGreaterThan(5000);
    await scene.syncAll();
    expect(listQuotaRoots(scene.store.read)).toHaveLength(3);
  });
});
