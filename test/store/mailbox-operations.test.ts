import { describe, expect, it } from 'vitest';
import { locationOf } from '../../main/store/locations.ts';
import { mailboxById, mailboxByPath, saveMailbox } from '../../main/store/mailboxes.ts';
import { messageById } from '../../main/store/messages.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { recoverOperations } from '../../main/worker/recover-operations.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { flaggedFlag } from '../../shared/message.ts';
import { addMessage } from './open-temp-store.ts';
import { gone, offline, queueScene, refused } from './queue-scene.ts';

const text = (words: string) => ({ failure: { text: expect.stringContaining(words) } });

describe('making a mailbox', () => {
  it('shows it at once, and the server hears of it later', async () => {
    const { actions, backend, run, tree } = queueScene();
    await actions.submit({ kind: 'create-mailbox', parentId: null, name: ' Projects ' });
    expect(tree()).toEqual(['Projects as Projects in top']);
    await run();
    expect(backend.log).toEqual(['create Projects']);
  });

  it('inside another one, which may itself not be on the server yet', async () => {
    const { store, actions, backend, run, tree } = queueScene();
    await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    const parentId = mailboxByPath(store.read, 'Projects')!.id;
    await actions.submit({ kind: 'create-mailbox', parentId, name: 'Boat' });
    expect(tree()).toEqual(['Projects as Projects in top', 'Projects/Boat as Boat in Projects']);
    await run();
    expect(backend.log).toEqual(['create Projects', 'create Projects/Boat']);
  });

  it('mail can be moved into it before the server knows it', async () => {
    const { store, inbox, actions, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    const { id } = mailboxByPath(store.read, 'Projects')!;
    await actions.submit({ kind: 'move', refs: [ref], to: id });
    await actions.submit({ kind: 'set-flags', refs: [{ ...ref, mailboxId: id }], change: { add: [flaggedFlag], remove: [] } });
    backend.newUids.set(3, 1);
    await run();
    expect(backend.log).toEqual(['create Projects', 'move INBOX 3 Projects', 'flags Projects 1 +\\Flagged -']);
    expect(places(ref.messageId)).toEqual([{ mailboxId: id, uid: 1 }]);
  });

  it('is backed out when the server refuses, and so is what was to go into it', async () => {
    const { store, inbox, actions, backend, failed, run, tree, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    await actions.submit({ kind: 'move', refs: [ref], to: mailboxByPath(store.read, 'Projects')!.id });
    backend.failures.push(refused);
    await run();
    expect(tree()).toEqual([]);
    expect(failed.map(({ title }) => title)).toEqual(['Could not make the folder “Projects”.', 'Could not move 1 message.']);
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: 3 }]);
  });

  it('is dropped when it is taken back in time, but not when something is in it by now', async () => {
    const { store, inbox, actions, backend, run, tree } = queueScene();
    actions.undo(await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' }));
    expect(tree()).toEqual([]);
    const id = await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    const { id: mailboxId } = mailboxByPath(store.read, 'Projects')!;
    await actions.submit({ kind: 'move', refs: [addMessage(store, inbox, { uid: 3 })], to: mailboxId });
    expect(() => actions.undo(id)).toThrow('There are messages in “Projects” by now');
    await run();
    expect(backend.log).toEqual(['create Projects', 'move INBOX 3 Projects']);
  });

  it('can be taken back after it was done, as long as it is empty', async () => {
    const { actions, backend, run, tree } = queueScene();
    const id = await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    await run();
    actions.undo(id);
    expect(tree()).toEqual([]);
    await run();
    expect(backend.log).toEqual(['create Projects', 'remove Projects']);
  });

  it('is not forgotten by a synchronisation that does not find it on the server yet', async () => {
    const { store, actions } = queueScene();
    await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    const made = mailboxByPath(store.read, 'Projects')!;
    store.transaction((tx) => saveMailbox(tx, { ...made, selectable: false, subscribed: false }));
    expect(mailboxById(store.read, made.id)).toMatchObject({ selectable: true, subscribed: true });
  });
});

describe('renaming a mailbox', () => {
  it('shows the new name at once; its path and those below follow when the server has done it', async () => {
    const { listed, actions, backend, run, tree } = queueScene();
    const projects = listed('Projects');
    listed('Projects/Boat');
    listed('Projects/Boat/Sails', { subscribed: false });
    listed('Projects2');
    await actions.submit({ kind: 'rename-mailbox', mailboxId: projects, parentId: null, name: 'Work' });
    expect(tree()).toContain('Projects as Work in top');
    await run();
    expect(tree()).toEqual([
      'Projects2 as Projects2 in top',
      'Work as Work in top',
      'Work/Boat as Boat in Work',
      'Work/Boat/Sails as Sails in Work/Boat (hidden)',
    ]);
    expect(backend.log).toEqual([
      'rename Projects Work',
      'subscribe Work',
      'unsubscribe Projects',
      'subscribe Work/Boat',
      'unsubscribe Projects/Boat',
    ]);
  });

  it('moves it below another, and what waits inside it follows', async () => {
    const { store, inbox, listed, actions, backend, run, tree } = queueScene();
    const [boat, projects] = [listed('Boat', { subscribed: false }), listed('Projects', { subscribed: false })];
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'rename-mailbox', mailboxId: projects, parentId: null, name: 'Work' });
    await actions.submit({ kind: 'rename-mailbox', mailboxId: boat, parentId: projects, name: 'Ship' });
    await actions.submit({ kind: 'move', refs: [ref], to: boat });
    await actions.submit({ kind: 'create-mailbox', parentId: boat, name: 'Sails' });
    await run();
    expect(backend.log).toEqual(['rename Projects Work', 'rename Boat Work/Ship', 'move INBOX 3 Work/Ship', 'create Work/Ship/Sails']);
    expect(tree()).toContain('Work/Ship/Sails as Sails in Work/Ship');
  });

  it('keeps the name over what the server lists meanwhile', async () => {
    const { store, listed, actions, tree } = queueScene();
    await actions.submit({ kind: 'rename-mailbox', mailboxId: listed('Projects'), parentId: null, name: 'Work' });
    store.transaction((tx) =>
      saveMailbox(tx, { path: 'Projects', name: 'Projects', delimiter: '/', parentPath: null, role: null, selectable: true }),
    );
    expect(tree()).toEqual(['Projects as Work in top']);
  });

  it('is backed out when the server refuses', async () => {
    const { listed, actions, backend, failed, run, tree } = queueScene();
    const [boat] = [listed('Projects/Boat'), listed('Projects')];
    await actions.submit({ kind: 'rename-mailbox', mailboxId: boat, parentId: null, name: 'Ship' });
    backend.failures.push(refused);
    await run();
    expect(tree()).toEqual(['Projects as Projects in top', 'Projects/Boat as Boat in Projects']);
    expect(failed).toMatchObject([{ title: 'Could not rename a folder to “Ship”.', failure: refused }]);
  });

  it.each(['the line broke', 'Homing was killed'])('is done once when the server did it and %s', async (how) => {
    const { store, listed, actions, backend, failed, run, tree } = queueScene();
    await actions.submit({ kind: 'rename-mailbox', mailboxId: listed('Projects', { subscribed: false }), parentId: null, name: 'Work' });
    if (how === 'the line broke') {
      backend.failures.push(offline);
      await expect(run()).rejects.toThrow();
    } else {
      store.transaction((tx) => tx.db.run("UPDATE operation SET state = 'running'"));
      recoverOperations(store, 1);
    }
    backend.paths.add('Work');
    backend.failures.push(gone);
    await run();
    expect(failed).toEqual([]);
    expect(tree()).toEqual(['Work as Work in top (hidden)']);
  });

  it('is refused at a first try when the server has neither', async () => {
    const { listed, actions, backend, failed, run } = queueScene();
    await actions.submit({ kind: 'rename-mailbox', mailboxId: listed('Projects'), parentId: null, name: 'Work' });
    backend.failures.push(gone);
    await run();
    expect(failed).toMatchObject([{ failure: gone }]);
  });

  it('takes the place of the same mailbox that a synchronisation saw under the new name', async () => {
    const { store, listed, actions, backend, run, tree } = queueScene();
    const projects = listed('Projects', { subscribed: false });
    const ref = addMessage(store, projects, { uid: 1 });
    await actions.submit({ kind: 'rename-mailbox', mailboxId: projects, parentId: null, name: 'Work' });
    backend.failures.push(offline);
    await expect(run()).rejects.toThrow();
    const again = addMessage(store, listed('Work', { name: 'Work (seen)' }), { uid: 1 });
    await run();
    expect(tree()).toEqual(['Work as Work in top (hidden)']);
    expect(locationOf(store.read, projects, ref.messageId)).not.toBeNull();
    expect(messageById(store.read, again.messageId)).toBeNull();
  });

  it('can be taken back, before and after', async () => {
    const { listed, actions, backend, run, tree } = queueScene();
    const projects = listed('Projects', { subscribed: false });
    actions.undo(await actions.submit({ kind: 'rename-mailbox', mailboxId: projects, parentId: null, name: 'Work' }));
    expect(tree()).toEqual(['Projects as Projects in top (hidden)']);
    const id = await actions.submit({ kind: 'rename-mailbox', mailboxId: projects, parentId: null, name: 'Work' });
    await run();
    actions.undo(id);
    await run();
    expect(backend.log).toEqual(['rename Projects Work', 'rename Work Projects']);
    expect(tree()).toEqual(['Projects as Projects in top (hidden)']);
  });

  it.each<
    [
      string,
      (ids: { inbox: MailboxId; trash: MailboxId; projects: MailboxId; boat: MailboxId }) => [MailboxId, MailboxId | null, string],
      string,
    ]
  >([
    ['the inbox', ({ inbox }) => [inbox, null, 'In'], 'The inbox cannot be renamed'],
    ['one with a role', ({ trash }) => [trash, null, 'Bin'], 'has a special use in this account and cannot be renamed'],
    ['into itself', ({ projects, boat }) => [projects, boat, 'Projects'], 'cannot be put into itself'],
    ['to a name that is taken', ({ projects }) => [projects, null, 'Archive'], 'There is a folder called “Archive” already'],
    ['to nothing', ({ projects }) => [projects, null, '  '], 'needs a name'],
  ])('is refused for %s', async (_what, asked, words) => {
    const { store, inbox, trash, listed, actions } = queueScene();
    const [projects, boat] = [listed('Projects'), listed('Projects/Boat')];
    const [mailboxId, parentId, name] = asked({ inbox, trash, projects, boat });
    await expect(actions.submit({ kind: 'rename-mailbox', mailboxId, parentId, name })).rejects.toMatchObject(text(words));
    expect(countWaiting(store.read)).toBe(0);
  });
});

describe('removing a mailbox', () => {
  const filled = (scene = queueScene()) => {
    const projects = scene.listed('Projects');
    const ref = addMessage(scene.store, projects, { uid: 1, raw: 'plans' });
    const hash = messageById(scene.store.read, ref.messageId)!.rawHash!;
    return { ...scene, projects, ref, hash };
  };

  it('hides it at once, and lets go of its messages and their bytes when the server has done it', async () => {
    const { store, projects, ref, hash, actions, backend, run, tree } = filled();
    await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    expect(tree()).toEqual([]);
    expect(store.raw.has(hash)).toBe(true);
    await run();
    expect(backend.log).toEqual(['remove Projects']);
    expect(mailboxById(store.read, projects)).toBeNull();
    expect(messageById(store.read, ref.messageId)).toBeNull();
    expect(store.raw.has(hash)).toBe(false);
  });

  it('comes back when it is taken back in time, and cannot be taken back afterwards', async () => {
    const { projects, actions, run, tree } = filled();
    actions.undo(await actions.submit({ kind: 'remove-mailbox', mailboxId: projects }));
    expect(tree()).toEqual(['Projects as Projects in top']);
    const id = await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    await run();
    expect(() => actions.undo(id)).toThrow('cannot be taken back');
  });

  it('takes with it what was moved into it before: that is not shown as saved while the server deletes it', async () => {
    const { store, inbox, projects, actions, run } = filled();
    const ref = addMessage(store, inbox, { uid: 3 });
    const moved = await actions.submit({ kind: 'move', refs: [ref], to: projects });
    await run();
    await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    expect(() => actions.undo(moved)).toThrow('cannot be taken back');
    await actions.submit({ kind: 'move', refs: [{ ...ref, mailboxId: projects }], to: inbox });
    expect(locationOf(store.read, inbox, ref.messageId)).toBeNull();
    expect(locationOf(store.read, projects, ref.messageId)).not.toBeNull();
  });

  it('comes back with all its mail when the server refuses', async () => {
    const { store, projects, ref, actions, backend, failed, run, tree } = filled();
    await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    backend.failures.push(refused);
    await run();
    expect(tree()).toEqual(['Projects as Projects in top']);
    expect(locationOf(store.read, projects, ref.messageId)).not.toBeNull();
    expect(failed).toMatchObject([{ title: 'Could not remove the folder “Projects”.' }]);
  });

  it('stays hidden while a synchronisation lists it', async () => {
    const { store, projects, actions, tree } = filled();
    await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    store.transaction((tx) =>
      saveMailbox(tx, { path: 'Projects', name: 'Projects', delimiter: '/', parentPath: null, role: null, selectable: true }),
    );
    expect(tree()).toEqual([]);
    await expect(actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' })).rejects.toMatchObject(text('has yet to'));
  });

  it('is done when another device was faster', async () => {
    const { store, projects, actions, backend, failed, run } = filled();
    await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    backend.failures.push(gone);
    await run();
    expect(failed).toEqual([]);
    expect(mailboxById(store.read, projects)).toBeNull();
  });

  it('takes more messages than fit into one piece with it', async () => {
    const { store, projects, actions, run } = filled();
    for (let uid = 2; uid < 450; uid++) addMessage(store, projects, { uid });
    await actions.submit({ kind: 'remove-mailbox', mailboxId: projects });
    await run();
    expect(mailboxById(store.read, projects)).toBeNull();
    expect(store.read.get<{ n: number }>('SELECT count(*) AS n FROM message')?.n).toBe(0);
  });

  it('is refused for one with a special use, or with others inside', async () => {
    const { trash, listed, projects, actions } = filled();
    listed('Projects/Boat');
    await expect(actions.submit({ kind: 'remove-mailbox', mailboxId: trash })).rejects.toMatchObject(text('special use'));
    await expect(actions.submit({ kind: 'remove-mailbox', mailboxId: projects })).rejects.toMatchObject(text('folders inside'));
  });
});

describe('subscribing', () => {
  it('shows or hides it at once, also while the server says otherwise, and is backed out when it refuses', async () => {
    const { store, listed, actions, backend, failed, run, tree } = queueScene();
    const projects = listed('Projects');
    const id = await actions.submit({ kind: 'subscribe-mailbox', mailboxId: projects, subscribed: false });
    store.transaction((tx) =>
      saveMailbox(tx, {
        path: 'Projects',
        name: 'Projects',
        delimiter: '/',
        parentPath: null,
        role: null,
        selectable: true,
        subscribed: true,
      }),
    );
    expect(tree()).toEqual(['Projects as Projects in top (hidden)']);
    await run();
    actions.undo(id);
    backend.failures.push(refused);
    await run();
    expect(backend.log).toEqual(['unsubscribe Projects']);
    expect(failed).toMatchObject([{ title: 'Could not subscribe to the folder “Projects”.' }]);
    expect(tree()).toEqual(['Projects as Projects in top (hidden)']);
  });
});

describe('emptying', () => {
  it('removes for ever what is in Trash or Junk', async () => {
    const { store, trash, actions, backend, run } = queueScene();
    const refs = [addMessage(store, trash, { uid: 1, raw: 'a' }), addMessage(store, trash, { uid: 2 })];
    await actions.submit({ kind: 'empty-mailbox', mailboxId: trash });
    expect(mailboxById(store.read, trash)?.total).toBe(0);
    await run();
    expect(backend.log).toEqual(['expunge Trash 1,2']);
    expect(refs.map(({ messageId }) => messageById(store.read, messageId))).toEqual([null, null]);
  });

  it('is refused for all others', async () => {
    const { archive, actions } = queueScene();
    await expect(actions.submit({ kind: 'empty-mailbox', mailboxId: archive })).rejects.toMatchObject(text('Only Trash and Junk'));
  });
});

describe('mailboxes of an account that keeps them on this computer', () => {
  it('are made, renamed and removed without a server', async () => {
    const { store, actions, tree } = queueScene('pop');
    await actions.submit({ kind: 'create-mailbox', parentId: null, name: 'Projects' });
    const { id } = mailboxByPath(store.read, 'Projects')!;
    await actions.submit({ kind: 'create-mailbox', parentId: id, name: 'Boat' });
    const rename = await actions.submit({ kind: 'rename-mailbox', mailboxId: id, parentId: null, name: 'Work' });
    expect(tree()).toEqual(['Work as Work in top', 'Work/Boat as Boat in Work']);
    actions.undo(rename);
    expect(tree()).toEqual(['Projects as Projects in top', 'Projects/Boat as Boat in Projects']);
    const boat = mailboxByPath(store.read, 'Projects/Boat')!.id;
    const ref = addMessage(store, boat, { raw: 'x' });
    const hash = messageById(store.read, ref.messageId)!.rawHash!;
    await actions.submit({ kind: 'remove-mailbox', mailboxId: boat });
    expect(tree()).toEqual(['Projects as Projects in top']);
    expect(store.raw.has(hash)).toBe(false);
    expect(countWaiting(store.read)).toBe(0);
  });
});
