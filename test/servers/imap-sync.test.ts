import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listMailboxes } from '../../main/store/mailboxes.ts';
import { listQuotaRoots } from '../../main/store/quota-roots.ts';
import { countVanished } from '../../main/store/vanished.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { type ImapScene, imapScene, letter } from './support/imap-scene.ts';

let server: DovecotServer;
let scene: ImapScene;

beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());
afterEach(() => scene.end());

const letters = (from: number, to: number): { readonly raw: Buffer }[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ raw: letter(from + at) }));

describe('the first synchronisation', () => {
  it('brings every mailbox, every head and every body, byte for byte', async () => {
    scene = await imapScene(server, async (user) => {
      await server.deliver(user, 'INBOX', ...letters(1, 450));
      await server.deliver(user, 'Projects/Garden', { raw: letter(451), flags: ['\\Seen', '\\Flagged'] });
    });
    await scene.syncAll();
    await scene.index();

    expect(scene.mailbox('INBOX')).toMatchObject({ role: 'inbox', total: 450, unread: 450 });
    expect(scene.mailbox('Projects/Garden')).toMatchObject({ name: 'Garden', parentPath: 'Projects', delimiter: '/', total: 1, unread: 0 });
    expect(scene.mailbox('Projects')).toMatchObject({ selectable: false });
    expect(listMailboxes(scene.store.read).flatMap(({ role }) => role ?? [])).toEqual(
      expect.arrayContaining(['inbox', 'drafts', 'sent', 'trash', 'junk', 'archive']),
    );
    const inbox = [...scene.messages('INBOX').values()];
    expect(inbox.map(({ rawHash }) => (rawHash === null ? null : scene.store.raw.get(rawHash)?.toString()))).toEqual(
      letters(1, 450).map(({ raw }) => raw.toString()),
    );
    expect(inbox[0]).toMatchObject({
      envelope: { subject: 'Letter 1', headerMessageId: '<1@letters.test>' },
      preview: expect.stringContaining('Hello 1'),
    });
    expect([...scene.messages('Projects/Garden').values()][0]?.flags).toEqual(['\\Flagged', '\\Seen']);
    expect(listQuotaRoots(scene.store.read)).toEqual([
      expect.objectContaining({ resource: 'storage', limit: Math.ceil(50_000_000 / 1024) * 1024, name: 'User quota' }),
    ]);
    expect(scene.arrived).toEqual([]);
    expect(scene.activities.at(-1)).toBeNull();
  });

  it('goes on where it was cut off, newest first', async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', ...letters(1, 450)));
    const stop = new AbortController();
    const stored = (): number => scene.store.read.get<{ n: number }>('SELECT count(*) AS n FROM message')?.n ?? 0;
    const report: ImapScene['progress'] = () =>
      scene.progress({
        signal: stop.signal,
        breathe: () => {
          if (stored() >= 100) stop.abort();
          return Promise.resolve();
        },
      });
    await expect(scene.backend.sync(scene.store, { kind: 'everything' }, report())).rejects.toMatchObject({
      failure: { kind: 'cancelled' },
    });

    const here = stored();
    expect(here).toBeLessThan(450);
    expect([...scene.messages('INBOX').keys()]).toEqual(Array.from({ length: here }, (_, at) => 451 - here + at));
    expect(scene.mailbox('INBOX')).toMatchObject({ uidNext: null, highestModseq: null });
    await server.deliver(scene.user, 'INBOX', { raw: letter(1000) });
    await scene.syncAll();
    expect(scene.messages('INBOX').size).toBe(451);
    expect(scene.store.read.get('SELECT count(*) AS n FROM message')).toEqual({ n: 451 });
    expect(scene.mailbox('INBOX').uidNext).toBe(452);
  });
});

describe('later synchronisations', () => {
  beforeEach(async () => {
    scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', ...letters(1, 30)));
    await scene.syncAll();
  });

  it('fetch nothing when nothing changed', async () => {
    const [before, told] = [scene.mailbox('INBOX'), scene.activities.length];
    await scene.syncAll();
    expect(scene.mailbox('INBOX')).toEqual(before);
    expect(scene.activities.slice(told).map((activity) => activity?.what)).toEqual(['listing', undefined]);
  });

  it('bring new mail and tell of what is unseen', async () => {
    await server.deliver(scene.user, 'INBOX', { raw: letter(31) }, { raw: letter(32), flags: ['\\Seen'] });
    await scene.syncAll();
    expect(scene.messages('INBOX').size).toBe(32);
    expect(scene.arrived).toEqual([scene.messages('INBOX').get(31)?.id]);
    expect(scene.messages('INBOX').get(32)?.rawHash).not.toBeNull();
  });

  it('take over flags that another device set', async () => {
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageFlagsAdd('3,5', ['\\Seen', '$Forwarded'], { uid: true });
    await scene.syncAll();
    expect(scene.messages('INBOX').get(5)?.flags).toEqual(['$Forwarded', '\\Seen']);
    expect(scene.mailbox('INBOX').unread).toBe(28);
    await other.messageFlagsRemove('5', ['\\Seen'], { uid: true });
    await scene.syncAll();
    expect(scene.messages('INBOX').get(5)?.flags).toEqual(['$Forwarded']);
  });

  it('forget what another device removed for ever, bytes included', async () => {
    const gone = scene.messages('INBOX').get(7);
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageDelete('7,9', { uid: true });
    await scene.syncAll();
    expect([...scene.messages('INBOX').keys()]).not.toContain(7);
    expect(scene.mailbox('INBOX').total).toBe(28);
    expect(gone?.rawHash && scene.store.raw.has(gone.rawHash)).toBe(false);
  });

  it('keep bodies when most of a mailbox vanishes at once, and know them again when they come back', async () => {
    const before = [...scene.messages('INBOX').values()];
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageDelete('1:25', { uid: true });
    await scene.backend.sync(scene.store, { kind: 'mailbox', mailboxId: scene.mailbox('INBOX').id }, scene.progress());
    expect(scene.messages('INBOX').size).toBe(30);
    await scene.syncAll();
    expect(countVanished(scene.store.read)).toEqual([{ mailboxId: scene.mailbox('INBOX').id, mailbox: 'Inbox', count: 25 }]);
    expect(scene.mailbox('INBOX').total).toBe(30);
    expect(scene.messages('INBOX').size).toBe(5);
    await scene.syncAll();

    for (const { raw } of letters(1, 25)) await other.append('INBOX', raw);
    await scene.syncAll();
    const after = [...scene.messages('INBOX').values()];
    expect(new Set(after.map(({ id }) => id))).toEqual(new Set(before.map(({ id }) => id)));
    expect(countVanished(scene.store.read)).toEqual([]);
  });

  it('take a mass move for what it is', async () => {
    const other = await scene.otherDevice();
    await other.mailboxCreate('Elsewhere');
    await other.mailboxOpen('INBOX');
    await other.messageMove('1:25', 'Elsewhere', { uid: true });
    await scene.syncAll();
    expect(scene.mailbox('INBOX').total).toBe(5);
    expect(scene.mailbox('Elsewhere').total).toBe(25);
    await other.mailboxClose();
    await other.mailboxRename('Elsewhere', 'Renamed');
    await scene.syncAll();
    expect(scene.mailbox('Renamed').total).toBe(25);
    expect(listMailboxes(scene.store.read).map(({ path }) => path)).not.toContain('Elsewhere');
  });

  it('know messages again when the server numbers a mailbox anew', async () => {
    const before = [...scene.messages('INBOX').values()];
    const other = await scene.otherDevice();
    await other.mailboxCreate('Copy');
    await other.mailboxOpen('INBOX');
    await other.messageCopy('2:30', 'Copy', { uid: true });
    await scene.syncAll();
    const old = scene.mailbox('Copy');
    const bodies = new Map([...scene.messages('Copy').values()].map((message) => [message.envelope.subject, message.id]));

    await other.mailboxDelete('Copy');
    await other.mailboxCreate('Copy');
    await other.append('Copy', letter(900), [], new Date('2026-03-01T00:00:00Z'));
    await other.mailboxOpen('INBOX');
    await other.messageCopy('4:30', 'Copy', { uid: true });
    const downloads = scene.activities.length;
    await scene.syncAll();

    const now = scene.mailbox('Copy');
    expect(now.uidValidity).not.toBe(old.uidValidity);
    expect(now.id).toBe(old.id);
    const after = [...scene.messages('Copy').values()];
    expect(after).toHaveLength(28);
    for (const { envelope, id } of after) if (envelope.subject !== 'Letter 900') expect(id).toBe(bodies.get(envelope.subject));
    expect(after.every(({ rawHash }) => rawHash !== null)).toBe(true);
    expect(scene.activities.slice(downloads).filter((activity) => activity?.what === 'downloading')).toEqual([
      expect.objectContaining({ total: 1 }),
    ]);
    expect(before).toHaveLength(30);
  });

  it('drop a mailbox that another device deleted and add one it made', async () => {
    const other = await scene.otherDevice();
    await other.mailboxCreate('Späße & mehr');
    await scene.syncAll();
    expect(scene.mailbox('Späße & mehr').selectable).toBe(true);
    await other.mailboxDelete('Späße & mehr');
    await scene.syncAll();
    expect(listMailboxes(scene.store.read).map(({ path }) => path)).not.toContain('Späße & mehr');
  });

  it('forget the mail of one that another device deleted although there is another inside it, which the server lists all the same', async () => {
    const other = await scene.otherDevice();
    for (const path of ['Work', 'Work/Boat']) {
      await other.mailboxCreate(path);
      await other.append(path, letter(20));
    }
    await scene.syncAll();
    expect(scene.messages('Work').size).toBe(1);
    await other.mailboxDelete('Work');
    await scene.syncAll();
    expect(scene.mailbox('Work')).toMatchObject({ selectable: false, total: 0 });
    expect(scene.messages('Work/Boat').size).toBe(1);
    await other.mailboxCreate('Work');
    await scene.syncAll();
    expect(scene.mailbox('Work')).toMatchObject({ selectable: true, total: 0 });
  });

  it('look at one mailbox only when asked for one', async () => {
    await server.deliver(scene.user, 'INBOX', { raw: letter(31) });
    await server.deliver(scene.user, 'Sent', { raw: letter(32) });
    await scene.backend.sync(scene.store, { kind: 'mailbox', mailboxId: scene.mailbox('Sent').id }, scene.progress());
    expect(scene.mailbox('Sent').total).toBe(1);
    expect(scene.mailbox('INBOX').total).toBe(30);
    expect(scene.messages('Sent').get(1)?.rawHash).toBeNull();
    await scene.backend.downloadMessage(scene.store, scene.mailbox('Sent').id, scene.messages('Sent').get(1)!.id, () => undefined);
    expect(scene.store.raw.get(scene.messages('Sent').get(1)!.rawHash!)?.equals(letter(32))).toBe(true);
  });
});
