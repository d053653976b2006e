import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { submit } from '../../main/operations/queue.ts';
import type { RemoteMailbox } from '../../main/backends/backend.ts';
import { locationOf } from '../../main/store/locations.ts';
import { firstTry } from '../doubles/fake-trail.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { type ImapScene, imapScene, letter } from './support/imap-scene.ts';

let server: DovecotServer;
let scene: ImapScene;

beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());
beforeEach(async () => {
  scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', ...[1, 2, 3, 4].map((number) => ({ raw: letter(number) }))));
  await scene.syncAll();
});
afterEach(() => scene.end());

const remote = (path: string): RemoteMailbox => ({ path, uidValidity: scene.mailbox(path).uidValidity ?? '' });
const onServer = async (mailbox: string) => (await server.contents(scene.user)).get(mailbox) ?? [];

describe('actions on the server', () => {
  it('set and remove flags', async () => {
    await scene.backend.flags?.(remote('INBOX'), [1, 2], { add: ['\\Seen', '$Junk'], remove: [] });
    await scene.backend.flags?.(remote('INBOX'), [2], { add: [], remove: ['\\Seen'] });
    expect((await onServer('INBOX')).map(({ flags }) => flags)).toEqual([['\\Seen', '$Junk'], ['$Junk'], [], []]);
  });

  it('move, telling the new numbers', async () => {
    const moved = await scene.backend.move?.(remote('INBOX'), [1, 3], 'Archive', firstTry);
    expect(moved).toEqual(
      new Map([
        [1, 1],
        [3, 2],
      ]),
    );
    expect((await onServer('Archive')).map(({ raw }) => raw.toString())).toEqual([letter(1).toString(), letter(3).toString()]);
    expect(await onServer('INBOX')).toHaveLength(2);
  });

  it('say that a mailbox does not exist rather than succeed', async () => {
    await expect(scene.backend.move?.(remote('INBOX'), [1], 'Nowhere', firstTry)).rejects.toMatchObject({ failure: { kind: 'gone' } });
    expect(await onServer('INBOX')).toHaveLength(4);
  });

  it('remove exactly what was asked for', async () => {
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageFlagsAdd('4', ['\\Deleted'], { uid: true });
    await scene.backend.expunge?.(remote('INBOX'), [2]);
    expect((await onServer('INBOX')).map(({ raw }) => raw.toString())).toEqual([1, 3, 4].map((number) => letter(number).toString()));
  });

  it('file a message with flags and date, making the mailbox if need be', async () => {
    const date = Date.UTC(2025, 4, 5, 6, 7, 8);
    expect(await scene.backend.append?.('Letters/Sent', letter(9), ['\\Seen'], date, firstTry)).toBe(1);
    expect(await onServer('Letters/Sent')).toEqual([{ raw: letter(9), flags: ['\\Seen'] }]);
    await scene.syncAll();
    expect(scene.messages('Letters/Sent').get(1)?.date).toBe(date);
  });

  it('find a message by its Message-ID', async () => {
    expect(await scene.backend.findByMessageId?.('INBOX', '<3@letters.test>')).toEqual([3]);
    expect(await scene.backend.findByMessageId?.('INBOX', '<33@letters.test>')).toEqual([]);
    expect(await scene.backend.findByMessageId?.('Nowhere', '<3@letters.test>')).toEqual([]);
  });

  it('do nothing to a mailbox that was numbered anew', async () => {
    await expect(scene.backend.expunge?.({ path: 'INBOX', uidValidity: '1' }, [1])).rejects.toMatchObject({
      failure: { kind: 'gone', code: 'UIDVALIDITY' },
    });
    expect(await onServer('INBOX')).toHaveLength(4);
  });

  it.each<[string, (mailbox: RemoteMailbox) => Promise<unknown> | undefined]>([
    ['flags', (mailbox) => scene.backend.flags?.(mailbox, [1], { add: ['\\Flagged'], remove: [] })],
    ['move', (mailbox) => scene.backend.move?.(mailbox, [1], 'Trash', firstTry)],
    ['copy', (mailbox) => scene.backend.copy?.(mailbox, [1], 'Trash', firstTry)],
    ['remove', (mailbox) => scene.backend.expunge?.(mailbox, [1])],
  ])('%s nothing in a mailbox that was made anew while it stood open here', async (_what, act) => {
    const other = await scene.otherDevice();
    await other.mailboxCreate('Work');
    await other.append('Work', letter(11));
    await scene.syncAll();
    const { id, path, uidValidity } = scene.mailbox('Work');
    await scene.backend.sync(scene.store, { kind: 'mailbox', mailboxId: id }, scene.progress());
    await other.mailboxDelete(path);
    await other.mailboxCreate(path);
    await other.append(path, letter(12));
    await expect(act({ path, uidValidity: uidValidity! })).rejects.toMatchObject({ failure: { kind: 'gone', code: 'UIDVALIDITY' } });
    expect(await onServer(path)).toEqual([{ raw: letter(12), flags: [] }]);
  });

  it('report a full mailbox as one', async () => {
    const small = await server.addUser(`small-${scene.user}`, { quotaBytes: 3000 });
    const other = await scene.otherDevice();
    await expect(other.append('INBOX', letter(1))).resolves.toBeTruthy();
    const { createImapBackend } = await import('../../main/backends/imap/imap-backend.ts');
    const { accountOn } = await import('./support/imap-scene.ts');
    const backend = createImapBackend(accountOn(server, small.user), small.password);
    await backend.connect(new AbortController().signal);
    await expect(backend.append?.('INBOX', letter(5, { bytes: 5000 }), [], 0, firstTry)).rejects.toMatchObject({
      failure: { kind: 'quota', code: 'OVERQUOTA' },
    });
    await backend.close();
  });
});

describe('what waits in the queue', () => {
  it('is laid over what the server says', async () => {
    const inbox = scene.mailbox('INBOX').id;
    const messages = scene.messages('INBOX');
    const [starred, moved] = [messages.get(1)!.id, messages.get(2)!.id];
    scene.store.transaction((tx) => {
      submit(tx, { kind: 'set-flags', refs: [{ mailboxId: inbox, messageId: starred }], change: { add: ['\\Flagged'], remove: [] } }, 1);
      submit(tx, { kind: 'move', refs: [{ mailboxId: inbox, messageId: moved }], to: scene.mailbox('Archive').id }, 1);
    });
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageFlagsAdd('1:2', ['\\Seen'], { uid: true });
    await server.deliver(scene.user, 'INBOX', { raw: letter(5) });
    await scene.syncAll();

    expect(scene.messages('INBOX').get(1)?.flags).toEqual(['\\Flagged', '\\Seen']);
    expect([...scene.messages('INBOX').keys()]).toEqual([1, 3, 4, 5]);
    expect(locationOf(scene.store.read, scene.mailbox('Archive').id, moved)).toMatchObject({ uid: null });

    // The server carries it out; where it went is found by the next look.
    await other.messageMove('2', 'Archive', { uid: true });
    await scene.syncAll();
    expect(locationOf(scene.store.read, scene.mailbox('Archive').id, moved)).toMatchObject({ uid: 1 });
    expect(scene.mailbox('Archive').total).toBe(1);
  });
});

describe('the watch', () => {
  it('tells of new mail, of flags and of removals, and of its own end', async () => {
    const changed = vi.fn<(path: string) => void>();
    const lost = vi.fn();
    const end = await scene.backend.watch?.({ changed, lost });
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');

    await server.deliver(scene.user, 'INBOX', { raw: letter(6) });
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith('INBOX'), { timeout: 8000 });
    await scene.syncAll();
    expect(scene.messages('INBOX').size).toBe(5);

    changed.mockClear();
    await other.messageFlagsAdd('1', ['\\Flagged'], { uid: true });
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 8000 });
    changed.mockClear();
    await other.messageDelete('2', { uid: true });
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 8000 });
    await end?.();
    expect(lost).not.toHaveBeenCalled();
  });
});
