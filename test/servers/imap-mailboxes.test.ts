import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailboxActions } from '../../main/backends/backend.ts';
import { submit, takeBack } from '../../main/operations/queue.ts';
import { listMailboxes } from '../../main/store/mailboxes.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/operation.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { unexpected } from '../store/open-temp-store.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { type ImapScene, imapScene, letter } from './support/imap-scene.ts';

let server: DovecotServer;
let scene: ImapScene;
beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());
beforeEach(async () => {
  scene = await imapScene(server, async (user) => {
    await server.deliver(user, 'INBOX', { raw: letter(1) });
    await server.deliver(user, 'Projects', { raw: letter(2) }, { raw: letter(3) });
    await server.deliver(user, 'Projects/Boat', { raw: letter(4) });
  });
  await scene.syncAll();
});
afterEach(() => scene.end());

const failures: MailFailure[] = [];
const queue = (operation: Operation): OperationId => scene.store.transaction((tx) => submit(tx, operation, 1));
const carryOut = (): Promise<unknown> =>
  runOperations(
    scene.store,
    scene.backend,
    { done: () => {}, failed: ({ failure }) => failures.push(failure), bug: unexpected },
    { look: (mailboxId) => scene.backend.sync(scene.store, { kind: 'mailbox', mailboxId }, scene.progress()), now: () => 1 },
  );
const id = (path: string) => scene.mailbox(path).id;
const paths = () => listMailboxes(scene.store.read).map(({ path }) => path);
const onServer = async () => {
  const other = await scene.otherDevice();
  return (await other.list()).map(({ path, subscribed }) => ({ path, subscribed })).sort((a, b) => (a.path < b.path ? -1 : 1));
};
const serverPaths = async () => (await onServer()).map(({ path }) => path);
const mailboxes = (): MailboxActions => scene.backend.mailboxes!;
const usual = ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent', 'Trash'];

describe('mailboxes on the server', () => {
  it('are made and subscribed to, with names in any script', async () => {
    queue({ kind: 'create-mailbox', parentId: null, name: 'Größe & 大小' });
    queue({ kind: 'create-mailbox', parentId: id('Größe & 大小'), name: 'innen' });
    await carryOut();
    expect(await onServer()).toEqual(
      expect.arrayContaining([
        { path: 'Größe & 大小', subscribed: true },
        { path: 'Größe & 大小/innen', subscribed: true },
      ]),
    );
    const before = paths();
    await scene.syncAll();
    expect(paths()).toEqual(before);
  });

  it('one that another device made first becomes ours', async () => {
    queue({ kind: 'create-mailbox', parentId: null, name: 'Work' });
    const made = id('Work');
    const other = await scene.otherDevice();
    await other.mailboxCreate('Work');
    await carryOut();
    await scene.syncAll();
    expect(id('Work')).toBe(made);
    expect(failures).toEqual([]);
  });

  it('are renamed with all that is below and in them, and the subscriptions follow', async () => {
    const other = await scene.otherDevice();
    await other.mailboxSubscribe('Projects/Boat');
    await scene.syncAll();
    const [projects, boat, messages] = [
      id('Projects'),
      id('Projects/Boat'),
      [...scene.messages('Projects').values()].map((each) => each.id),
    ];
    queue({ kind: 'rename-mailbox', mailboxId: projects, parentId: id('Archive'), name: 'Done' });
    await carryOut();
    expect(await serverPaths()).toEqual(['Archive', 'Archive/Done', 'Archive/Done/Boat', ...usual.slice(1)]);
    expect((await onServer()).find(({ path }) => path === 'Archive/Done/Boat')?.subscribed).toBe(true);
    await scene.syncAll();
    expect([id('Archive/Done'), id('Archive/Done/Boat')]).toEqual([projects, boat]);
    expect([...scene.messages('Archive/Done').values()].map((each) => each.id)).toEqual(messages);
    expect(paths()).not.toContain('Projects');
  });

  it('that are renamed while they are open are renamed all the same', async () => {
    await scene.backend.flags?.({ path: 'Projects', uidValidity: scene.mailbox('Projects').uidValidity! }, [1], {
      add: ['\\Seen'],
      remove: [],
    });
    queue({ kind: 'rename-mailbox', mailboxId: id('Projects'), parentId: null, name: 'Work' });
    await carryOut();
    expect(await serverPaths()).toContain('Work');
  });

  it('a name that is taken there and not known here is refused, and backed out', async () => {
    const other = await scene.otherDevice();
    await other.mailboxCreate('Work');
    queue({ kind: 'rename-mailbox', mailboxId: id('Projects'), parentId: null, name: 'Work' });
    await carryOut();
    expect(failures.splice(0)).toMatchObject([{ kind: 'rejected', code: 'ALREADYEXISTS' }]);
    expect(scene.mailbox('Projects').name).toBe('Projects');
    expect(await serverPaths()).toEqual(expect.arrayContaining(['Projects', 'Work']));
  });

  it('are removed with their mail and their subscription', async () => {
    const other = await scene.otherDevice();
    await other.mailboxSubscribe('Projects/Boat');
    queue({ kind: 'remove-mailbox', mailboxId: id('Projects/Boat'), name: 'Boat' });
    await carryOut();
    expect(await serverPaths()).not.toContain('Projects/Boat');
    await scene.syncAll();
    expect(paths()).not.toContain('Projects/Boat');
    expect(failures).toEqual([]);
  });

  it('are not removed when another device made another one of that name', async () => {
    const boat = id('Projects/Boat');
    queue({ kind: 'remove-mailbox', mailboxId: boat, name: 'Boat' });
    const other = await scene.otherDevice();
    await other.mailboxDelete('Projects/Boat');
    // Dovecot numbers by the second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await server.deliver(scene.user, 'Projects/Boat', { raw: letter(9) });
    await carryOut();
    expect(failures.splice(0)).toMatchObject([{ kind: 'gone', code: 'UIDVALIDITY' }]);
    expect((await server.contents(scene.user)).get('Projects/Boat')).toHaveLength(1);
    await scene.syncAll();
    expect([...scene.messages('Projects/Boat').values()].map(({ envelope }) => envelope.subject)).toEqual(['Letter 9']);
  });

  it('that are to be removed stay hidden while they are looked at, and come back when that is taken back', async () => {
    const removal = queue({ kind: 'remove-mailbox', mailboxId: id('Projects/Boat'), name: 'Boat' });
    await scene.syncAll();
    expect(paths()).not.toContain('Projects/Boat');
    scene.store.transaction((tx) => takeBack(tx, removal));
    await scene.syncAll();
    expect(scene.messages('Projects/Boat').size).toBe(1);
    expect(paths()).toContain('Projects/Boat');
  });

  it('that wait to be made or renamed are neither forgotten nor doubled by a look at everything', async () => {
    queue({ kind: 'create-mailbox', parentId: null, name: 'Work' });
    queue({ kind: 'rename-mailbox', mailboxId: id('Projects'), parentId: null, name: 'Plans' });
    const before = listMailboxes(scene.store.read);
    await scene.syncAll();
    expect(listMailboxes(scene.store.read).map(({ id: each, name }) => [each, name])).toEqual(
      before.map(({ id: each, name }) => [each, name]),
    );
    expect(scene.messages('Projects').size).toBe(2);
    await carryOut();
    await scene.syncAll();
    expect(await serverPaths()).toEqual(paths());
    expect(scene.messages('Plans').size).toBe(2);
  });

  it('are subscribed to and unsubscribed from', async () => {
    queue({ kind: 'subscribe-mailbox', mailboxId: id('Projects'), name: 'Projects', subscribed: true });
    await carryOut();
    expect((await onServer()).find(({ path }) => path === 'Projects')?.subscribed).toBe(true);
    queue({ kind: 'subscribe-mailbox', mailboxId: id('Projects'), name: 'Projects', subscribed: false });
    await carryOut();
    expect((await onServer()).find(({ path }) => path === 'Projects')?.subscribed).not.toBe(true);
  });

  it('are asked for by name: what is not there is told, never taken for done', async () => {
    expect(await mailboxes().exists('Projects')).toBe(true);
    expect(await mailboxes().exists('Nowhere')).toBe(false);
    await expect(mailboxes().rename('Nowhere', 'Somewhere')).rejects.toMatchObject({ failure: { kind: 'gone' } });
    await expect(mailboxes().rename('Projects', 'Archive')).rejects.toMatchObject({ failure: { kind: 'rejected', code: 'ALREADYEXISTS' } });
    await expect(mailboxes().remove({ path: 'Nowhere', uidValidity: null }, false)).rejects.toMatchObject({ failure: { kind: 'gone' } });
    await expect(
      mailboxes().remove({ path: 'Projects/Boat', uidValidity: scene.mailbox('Projects/Boat').uidValidity }, true),
    ).rejects.toMatchObject({
      failure: { kind: 'rejected' },
    });
    await expect(mailboxes().create('Projects')).resolves.toMatchObject({
      path: 'Projects',
      uidValidity: scene.mailbox('Projects').uidValidity,
    });
    expect((await server.contents(scene.user)).get('Projects')).toHaveLength(2);
  });
});
