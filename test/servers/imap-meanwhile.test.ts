// Another device does something to the mail that an action, or a download, is about to touch.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MailFailureError } from '../../shared/failure.ts';
import { submit, takeBack } from '../../main/operations/queue.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { fromStored, type StoredEnvelope } from '../../main/store/envelopes.ts';
import { listMailboxes, saveMailbox, setSyncState } from '../../main/store/mailboxes.ts';
import { isReferenced } from '../../main/store/messages.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
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
    await server.deliver(user, 'INBOX', { raw: letter(1) }, { raw: letter(2) }, { raw: letter(3) });
    await server.deliver(user, 'Projects', { raw: letter(4) }, { raw: letter(5) }, { raw: letter(6) });
    await server.deliver(user, 'Archive', { raw: letter(7) });
  });
});
afterEach(() => scene.end());

const failed: string[] = [];
const queue = (operation: Operation): void => void scene.store.transaction((tx) => submit(tx, operation, 1));
const look = (mailboxId: MailboxId): Promise<void> => scene.backend.sync(scene.store, { kind: 'mailbox', mailboxId }, scene.progress());
const carryOut = (): Promise<unknown> =>
  runOperations(
    scene.store,
    scene.backend,
    { done: () => {}, failed: ({ title }) => failed.push(title), bug: unexpected },
    { look, now: () => 1 },
  );
const ref = (path: string, uid: number) => ({ mailboxId: scene.mailbox(path).id, messageId: scene.messages(path).get(uid)!.id });

/** Subject of each row by mailbox, here and on the server: they must be the same. */
async function bothSides(): Promise<readonly [here: object, there: object]> {
  const subjects = (raws: readonly string[]): string[] => raws.map((raw) => /^Subject: (.*)$/mu.exec(raw)?.[1]?.trim() ?? '').sort();
  const there = [...(await server.contents(scene.user))].map(
    ([path, all]) => [path, subjects(all.map(({ raw }) => raw.toString()))] as const,
  );
  const rows = (id: MailboxId): string[] =>
    scene.store.read
      .all<{ envelope: StoredEnvelope }>('SELECT envelope FROM location JOIN message ON id = message_id WHERE mailbox_id = ?', id)
      .map(({ envelope }) => fromStored(envelope).subject)
      .sort();
  const here = listMailboxes(scene.store.read).map(({ path, id }) => [path, rows(id)] as const);
  const filled = (all: readonly (readonly [string, string[]])[]): object => Object.fromEntries(all.filter(([, found]) => found.length > 0));
  return [filled(here), filled(there)];
}

describe('an action that waited', () => {
  it('is done after the server numbered its mailbox anew', async () => {
    await scene.syncAll();
    const [first] = [ref('Projects', 1)];
    queue({ kind: 'move', refs: [first], to: scene.mailbox('Archive').id });
    queue({ kind: 'set-flags', refs: [ref('Projects', 2)], change: { add: ['\\Flagged'], remove: [] } });
    const other = await scene.otherDevice();
    await other.mailboxDelete('Projects');
    await other.mailboxCreate('Projects');
    // In another order: number 1 is another message now.
    for (const number of [6, 5, 4]) await other.append('Projects', letter(number), [], new Date('2026-03-01T00:00:00Z'));

    await carryOut();
    expect(failed).toEqual([]);
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(there).toEqual({
      INBOX: ['Letter 1', 'Letter 2', 'Letter 3'],
      Projects: ['Letter 5', 'Letter 6'],
      Archive: ['Letter 4', 'Letter 7'],
    });
    expect(here).toEqual(there);
    const flagged = (await server.contents(scene.user)).get('Projects')?.filter(({ flags }) => flags.includes('\\Flagged'));
    expect(flagged?.map(({ raw }) => raw.toString())).toEqual([letter(5).toString()]);
  });

  it.each([1, 2])('leaves no ghost when the message went with the renumbering, %i moves away', async (moves) => {
    await scene.syncAll();
    const moved = ref('Projects', 1);
    queue({ kind: 'move', refs: [moved], to: scene.mailbox('Archive').id });
    if (moves === 2) {
      queue({ kind: 'move', refs: [{ ...moved, mailboxId: scene.mailbox('Archive').id }], to: scene.mailbox('Trash').id });
    }
    const other = await scene.otherDevice();
    await other.mailboxDelete('Projects');
    await other.mailboxCreate('Projects');
    for (const number of [6, 5]) await other.append('Projects', letter(number));
    await carryOut();
    expect(failed).toEqual([]);
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
    expect(there).toMatchObject({ Projects: ['Letter 5', 'Letter 6'], Archive: ['Letter 7'] });
  });

  it('leaves no ghost when its whole mailbox went first', async () => {
    await scene.syncAll();
    queue({ kind: 'move', refs: [ref('Projects', 1)], to: scene.mailbox('Archive').id });
    const other = await scene.otherDevice();
    await other.mailboxDelete('Projects');
    await scene.syncAll();
    await carryOut();
    expect(failed.splice(0)).toEqual(['Could not move 1 message.']);
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
    expect(listMailboxes(scene.store.read).map(({ path }) => path)).not.toContain('Projects');
  });

  it('leaves no ghost when it was to come back to where another device removed it, and that was taken back', async () => {
    await scene.syncAll();
    const [there, archive] = [ref('Projects', 1), scene.mailbox('Archive').id];
    queue({ kind: 'move', refs: [there], to: archive });
    const back = { kind: 'move', refs: [{ ...there, mailboxId: archive }], to: there.mailboxId } as const;
    const id = scene.store.transaction((tx) => submit(tx, back, 1));
    const other = await scene.otherDevice();
    await other.mailboxOpen('Projects');
    await other.messageDelete('1', { uid: true });
    // After the first of them was carried out, and before the second is.
    const done = (): void => void scene.store.transaction((tx) => takeBack(tx, id));
    await runOperations(scene.store, scene.backend, { done, failed: unexpected, bug: unexpected }, { look, now: () => 1 });
    await scene.syncAll();
    const [here, onServer] = await bothSides();
    expect(here).toEqual(onServer);
    expect(onServer).toMatchObject({ Projects: ['Letter 5', 'Letter 6'], Archive: ['Letter 7'] });
  });

  it('takes no other copy of a message for the one that is gone', async () => {
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageCopy('2', 'Trash', { uid: true });
    await scene.syncAll();
    const [gone, copy] = [ref('INBOX', 2), ref('Trash', 1)];
    queue({ kind: 'move', refs: [gone], to: copy.mailboxId });
    queue({ kind: 'move', refs: [{ ...gone, mailboxId: copy.mailboxId }, copy], to: scene.mailbox('Archive').id });
    await other.messageDelete('2', { uid: true });
    await carryOut();
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
    expect(there).toMatchObject({ INBOX: ['Letter 1', 'Letter 3'], Archive: ['Letter 2', 'Letter 7'] });
  });

  it('takes what was brought to a mailbox on from there, also when nobody has read that mailbox yet', async () => {
    await scene.syncAll();
    const other = await scene.otherDevice();
    await other.mailboxCreate('New');
    const listed = { path: 'New', name: 'New', delimiter: '/', parentPath: null, role: null, selectable: true } as const;
    const unread = scene.store.transaction((tx) => saveMailbox(tx, listed));
    const moved = ref('INBOX', 2);
    queue({ kind: 'move', refs: [moved], to: unread });
    queue({ kind: 'move', refs: [{ ...moved, mailboxId: unread }], to: scene.mailbox('Archive').id });
    await carryOut();
    expect(failed).toEqual([]);
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
    expect(there).toMatchObject({ INBOX: ['Letter 1', 'Letter 3'], Archive: ['Letter 2', 'Letter 7'] });
  });

  it.each(['move', 'copy'] as const)('leaves no ghost of a %s into a mailbox where nobody saw it before it went', async (kind) => {
    await scene.syncAll();
    const other = await scene.otherDevice();
    await other.mailboxCreate('New');
    const listed = { path: 'New', name: 'New', delimiter: '/', parentPath: null, role: null, selectable: true } as const;
    queue({ kind, refs: [ref('INBOX', 2)], to: scene.store.transaction((tx) => saveMailbox(tx, listed)) });
    await carryOut();
    await other.mailboxOpen('New');
    await other.messageDelete('1', { uid: true });
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
    expect(there).not.toHaveProperty('New');
  });

  it('and is refused loses no mark that another device set while it waited', async () => {
    await scene.syncAll();
    const moved = ref('INBOX', 2);
    queue({ kind: 'move', refs: [moved], to: scene.mailbox('Projects').id });
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageFlagsAdd('2', ['\\Flagged'], { uid: true });
    await scene.syncAll();
    await other.mailboxDelete('Projects');
    await carryOut();
    expect(failed.splice(0)).toEqual(['Could not move 1 message.']);
    await scene.syncAll();
    expect(scene.messages('INBOX').get(2)).toMatchObject({ id: moved.messageId, flags: ['\\Flagged'] });
  });

  it('and is taken back takes no mark away that another device set while it waited', async () => {
    await scene.syncAll();
    const marked = ref('INBOX', 2);
    const star = { kind: 'set-flags', refs: [marked], change: { add: ['\\Flagged'], remove: [] } } as const;
    const id = scene.store.transaction((tx) => submit(tx, star, 1));
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    await other.messageFlagsAdd('2', ['\\Flagged'], { uid: true });
    await scene.syncAll();
    scene.store.transaction((tx) => takeBack(tx, id));
    await scene.syncAll();
    expect(scene.messages('INBOX').get(2)).toMatchObject({ id: marked.messageId, flags: ['\\Flagged'] });
  });

  it.each(['expunges', 'moves'] as const)('leaves no ghost when another device %s the message first', async (how) => {
    await scene.syncAll();
    queue({ kind: 'move', refs: [ref('INBOX', 2)], to: scene.mailbox('Archive').id });
    const other = await scene.otherDevice();
    await other.mailboxOpen('INBOX');
    if (how === 'expunges') await other.messageDelete('2', { uid: true });
    else await other.messageMove('2', 'Projects', { uid: true });
    await carryOut();
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
    expect(countWaiting(scene.store.read)).toBe(0);
  });
});

describe('a download', () => {
  it('goes on with the others when a mailbox is deleted in the middle of it', async () => {
    const other = await scene.otherDevice();
    let downloading = false;
    let deleted = false;
    await scene.backend.sync(
      scene.store,
      { kind: 'everything' },
      scene.progress({
        report: (activity) => (downloading = activity?.what === 'downloading'),
        breathe: async () => {
          if (!downloading || deleted) return;
          deleted = true;
          await other.mailboxDelete('Projects');
        },
      }),
    );
    expect(deleted).toBe(true);
    expect([...scene.messages('Archive').values()].every(({ rawHash }) => rawHash !== null)).toBe(true);
    await scene.syncAll();
    const [here, there] = await bothSides();
    expect(here).toEqual(there);
  });

  it('does not take bytes for kept that another message of the same bytes took with it', async () => {
    const { store } = scene;
    const settle = store.disk.settle.bind(store.disk);
    let dropped = 0;
    vi.spyOn(store.disk, 'settle').mockImplementation(async () => {
      await settle();
      if (dropped > 0) return;
      const hashes = store.raw.hashes();
      dropped = hashes.length;
      store.raw.drop(hashes);
    });
    await scene.syncAll();
    expect(dropped).toBeGreaterThan(0);
    const held = (): boolean[] => [...scene.messages('INBOX').values()].map(({ rawHash }) => rawHash !== null && store.raw.has(rawHash));
    for (const { rawHash } of scene.messages('INBOX').values()) expect(rawHash === null || store.raw.has(rawHash)).toBe(true);
    await scene.syncAll();
    expect(held()).toEqual([true, true, true]);
  });

  it('puts no bytes to the messages of another numbering, and keeps none that belong to nobody', async () => {
    const { store } = scene;
    const settle = store.disk.settle.bind(store.disk);
    const renumbered = vi.spyOn(store.disk, 'settle').mockImplementationOnce(async () => {
      await settle();
      const { id, uidNext } = scene.mailbox('INBOX');
      store.transaction((tx) => setSyncState(tx, id, { uidValidity: '1', uidNext, highestModseq: null }));
    });
    await scene.syncAll();
    expect(renumbered).toHaveBeenCalled();
    expect([...scene.messages('INBOX').values()].map(({ rawHash }) => rawHash)).toEqual([null, null, null]);
    expect(store.raw.hashes().filter((hash) => !isReferenced(store.read, hash))).toEqual([]);
    await scene.syncAll();
    for (const { rawHash } of scene.messages('INBOX').values()) expect(rawHash !== null && store.raw.verify(rawHash)).toBe(true);
  });

  it('keeps what was put before the disk was full', async () => {
    const { store } = scene;
    await scene.syncAll();
    const other = await scene.otherDevice();
    // Each is a piece of its own.
    for (const number of [11, 12]) await other.append('INBOX', letter(number, { bytes: 2_200_000 }), []);
    const full = new MailFailureError({ kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    const stage = store.disk.stage.bind(store.disk);
    const spy = vi.spyOn(store.disk, 'stage').mockImplementationOnce(stage).mockRejectedValueOnce(full);
    await expect(scene.syncAll()).rejects.toMatchObject({ failure: { kind: 'storage' } });
    expect(spy).toHaveBeenCalledTimes(2);
    const here = (): number => [...scene.messages('INBOX').values()].filter(({ rawHash }) => rawHash !== null).length;
    expect(here()).toBe(4);
    spy.mockRestore();
    await scene.syncAll();
    expect(here()).toBe(5);
  });

  it('is over only when nothing is being stored any more, also when what came before was refused', async () => {
    const { store } = scene;
    await scene.syncAll();
    const other = await scene.otherDevice();
    // Each is a command of its own.
    for (const number of [11, 12]) await other.append('INBOX', letter(number, { bytes: 2_200_000 }), []);
    const settle = store.disk.settle.bind(store.disk);
    let over = false;
    let second = (): void => {};
    const secondBegan = new Promise<void>((resolve) => (second = resolve));
    vi.spyOn(store.disk, 'settle')
      .mockImplementationOnce(async () => {
        await secondBegan;
        throw new MailFailureError({ kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
      })
      .mockImplementationOnce(async () => {
        second();
        await new Promise((resolve) => setTimeout(resolve, 100));
        await settle();
        over = true;
      });
    await expect(scene.syncAll()).rejects.toMatchObject({ failure: { kind: 'storage' } });
    expect(over).toBe(true);
  });
});
