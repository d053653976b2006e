import { describe, expect, it } from 'vitest';
import { PartlyDoneError } from '../../main/backends/backend.ts';
import { numberedLocation } from '../../main/store/numbered-locations.ts';
import { setFlags } from '../../main/store/locations.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { listFailed } from '../../main/worker/failed-operations.ts';
import { busyDelay } from '../../main/worker/schedule.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import { addMessage } from './open-temp-store.ts';
import { busy, gone, offline, queueScene } from './queue-scene.ts';

const seen = { add: [seenFlag], remove: [] };
const starred = { add: [flaggedFlag], remove: [] };
const full: MailFailure = { kind: 'quota', retry: 'after-user', text: 'full', code: 'OVERQUOTA' };

describe('an action that a busy server puts off', () => {
  it('lets others go ahead, but none that shares a mailbox or a message with it, and is tried again in its time', async () => {
    const { store, inbox, archive, junk, trash, actions, backend, clock, run } = queueScene();
    const [a, b, c] = [addMessage(store, inbox, { uid: 1 }), addMessage(store, archive, { uid: 2 }), addMessage(store, junk, { uid: 3 })];
    await actions.submit({ kind: 'move', refs: [a], to: trash });
    await actions.submit({ kind: 'set-flags', refs: [b], change: seen });
    await actions.submit({ kind: 'set-flags', refs: [{ ...a, mailboxId: trash }], change: seen });
    await actions.submit({ kind: 'move', refs: [c], to: trash });
    await actions.submit({ kind: 'set-flags', refs: [c], change: starred });
    backend.failures.push(busy);
    const due = await run();
    expect(due).toBe(clock.now + busyDelay(1));
    expect(backend.log).toEqual(['flags Archive 2 +\\Seen -']);
    expect(await run()).toBe(due);
    expect(backend.log).toHaveLength(1);
    clock.now = due ?? 0;
    backend.newUids.set(1, 41).set(3, 42);
    expect(await run()).toBeNull();
    expect(backend.log.slice(1)).toEqual(['move INBOX 1 Trash', 'flags Trash 41 +\\Seen -', 'move Junk 3 Trash']);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('waits longer each time, however often, and forgets what made no sense before', async () => {
    const { store, inbox, actions, backend, clock, failed, run } = queueScene();
    await actions.submit({ kind: 'set-flags', refs: [addMessage(store, inbox, { uid: 1 })], change: seen });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      backend.failures.push(busy);
      const due = (await run()) ?? 0;
      waits.push((due - clock.now) / 1000);
      clock.now = due;
    }
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
    const garbled: MailFailure = { kind: 'protocol', retry: 'later', text: 'garbled' };
    backend.failures.push(garbled, garbled);
    await expect(run()).rejects.toThrow();
    await expect(run()).rejects.toThrow();
    await run();
    expect(failed).toEqual([]);
    expect(backend.log).toHaveLength(1);
  });
});

describe('a full account', () => {
  it('says that what has no room in Trash can be deleted without a copy', async () => {
    const { store, inbox, trash, archive, actions, backend, failed, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 1 });
    await actions.submit({ kind: 'move', refs: [ref], to: trash });
    await actions.submit({ kind: 'move', refs: [{ ...ref, mailboxId: trash }], to: archive });
    backend.failures.push(full, full);
    await run();
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: 1 }]);
    expect(failed.map(({ remedy }) => remedy)).toEqual([undefined, undefined]);
    await actions.submit({ kind: 'move', refs: [ref], to: trash });
    backend.failures.push(full);
    await run();
    expect(failed.at(-1)?.remedy).toEqual({ kind: 'delete-without-copy', refs: [{ accountId: 'test', ...ref }] });
    // No window need be there to hear of it.
    expect(listFailed(store).at(-1)).toEqual(failed.at(-1));
    await actions.submit({ kind: 'expunge', refs: [ref] });
    await run();
    expect(backend.log).toEqual(['expunge INBOX 1']);
    for (const { operationId } of listFailed(store)) actions.putAway(operationId);
    expect(listFailed(store)).toEqual([]);
  });

  it('that took a part says until it is put away that the rest was refused', async () => {
    const { store, inbox, trash, actions, backend, failed, run, places } = queueScene();
    const [one, two] = [addMessage(store, inbox, { uid: 1 }), addMessage(store, inbox, { uid: 2 })];
    await actions.submit({ kind: 'move', refs: [one, two], to: trash });
    Object.assign(backend, { move: () => Promise.reject(new PartlyDoneError(full, new Map([[1, 50]]))) });
    await run();
    expect([places(one.messageId), places(two.messageId)]).toEqual([[{ mailboxId: trash, uid: 50 }], [{ mailboxId: inbox, uid: 2 }]]);
    expect(listFailed(store)).toEqual(failed);
    expect(failed).toMatchObject([{ remedy: { refs: [{ messageId: two.messageId }] } }]);
  });
});

describe('junk', () => {
  it('is marked as such with the move, and no junk when it comes back to the inbox', async () => {
    const { store, inbox, junk, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 1, flags: ['$NotJunk', '\\Seen'] });
    backend.newUids.set(1, 41);
    await actions.submit({ kind: 'move-to-role', refs: [ref], role: 'junk' });
    await run();
    expect(numberedLocation(store.read, junk, 41)?.flags).toBe('$Junk \\Seen');
    backend.newUids.set(41, 2);
    await actions.submit({ kind: 'move-to-role', refs: [{ ...ref, mailboxId: junk }], role: 'inbox' });
    await run();
    expect(numberedLocation(store.read, inbox, 2)?.flags).toBe('$NotJunk \\Seen');
    expect(backend.log).toEqual([
      'flags INBOX 1 +$Junk -$NotJunk',
      'move INBOX 1 Junk',
      'flags Junk 41 +$NotJunk -$Junk',
      'move Junk 41 INBOX',
    ]);
  });

  it('is moved also by a server that keeps no such mark, and then does not carry it here either', async () => {
    const { store, inbox, junk, actions, backend, failed, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 1 });
    backend.newUids.set(1, 41);
    backend.failures.push({ kind: 'unsupported', retry: 'never', text: 'no keywords' });
    await actions.submit({ kind: 'move-to-role', refs: [ref], role: 'junk' });
    expect(store.read.get<{ flags: string }>('SELECT flags FROM location')?.flags).toBe('$Junk');
    await run();
    expect(numberedLocation(store.read, junk, 41)?.flags).toBe('');
    expect(failed).toEqual([]);
  });

  it.each(['dropped', 'done'])('that was none goes back as it was when the move is %s', async (how) => {
    const { store, inbox, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 1, flags: ['$NotJunk'] });
    const id = await actions.submit({ kind: 'move-to-role', refs: [ref], role: 'junk' });
    if (how === 'done') {
      backend.newUids.set(1, 41);
      await run();
    }
    actions.undo(id);
    expect(store.read.all<{ mailbox: number; flags: string }>('SELECT mailbox_id AS mailbox, flags FROM location')).toEqual([
      { mailbox: inbox, flags: '$NotJunk' },
    ]);
  });

  it('is unmarked again when the server refuses to move it', async () => {
    const { store, inbox, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 1 });
    await actions.submit({ kind: 'move-to-role', refs: [ref], role: 'junk' });
    const flags = backend.flags;
    const first = { done: false };
    Object.assign(backend, {
      flags: async (...args: Parameters<typeof flags>) => {
        await flags(...args);
        if (!first.done) backend.failures.push(gone);
        first.done = true;
      },
    });
    await run();
    expect(backend.log).toEqual(['flags INBOX 1 +$Junk -$NotJunk', 'flags INBOX 1 + -$Junk']);
    expect(numberedLocation(store.read, inbox, 1)?.flags).toBe('');
  });
});

describe('a message that another device removed while its move and the way back waited', () => {
  it('has its number again, for the next synchronisation to judge: nothing stays that is only here', async () => {
    const { store, inbox, trash, actions, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 5, fields: { headerMessageId: '<m@x>' } });
    const id = await actions.submit({ kind: 'move', refs: [ref], to: trash });
    backend.failures.push(offline);
    await expect(run()).rejects.toThrow();
    actions.undo(id);
    store.transaction((tx) => setFlags(tx, inbox, ref.messageId, [seenFlag]));
    backend.gone.add(5);
    await run();
    expect(backend.log).toEqual(['move INBOX 5 Trash', 'find Trash <m@x>']);
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: 5 }]);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('also when it was moved twice and brought back over both', async () => {
    const { store, inbox, archive, trash, actions, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 5, fields: { headerMessageId: '<m@x>' } });
    const first = await actions.submit({ kind: 'move', refs: [ref], to: archive });
    const second = await actions.submit({ kind: 'move', refs: [{ ...ref, mailboxId: archive }], to: trash });
    backend.failures.push(offline);
    await expect(run()).rejects.toThrow();
    actions.undo(second);
    actions.undo(first);
    backend.gone.add(5);
    await run();
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: 5 }]);
    expect(countWaiting(store.read)).toBe(0);
  });
});
