import { describe, expect, it } from 'vitest';
import { locationOf, locationsOfMessage } from '../../main/store/locations.ts';
import { mailboxById, setSyncState } from '../../main/store/mailboxes.ts';
import { messageById } from '../../main/store/messages.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { addMessage } from './open-temp-store.ts';
import { offline, queueScene, refused } from './queue-scene.ts';

const size = 100;

describe('copying', () => {
  it('puts the message into a second place at once, with its bytes kept once, and takes over its number there', async () => {
    const { store, inbox, archive, actions, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3, flags: ['\\Flagged'] });
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    expect(places(ref.messageId)).toEqual([
      { mailboxId: inbox, uid: 3 },
      { mailboxId: archive, uid: null },
    ]);
    backend.newUids.set(3, 41);
    await run();
    expect(backend.log).toEqual(['copy INBOX 3 Archive']);
    expect(locationOf(store.read, archive, ref.messageId)).toMatchObject({ uid: 41, flags: ['\\Flagged'] });
    expect(countWaiting(store.read)).toBe(0);
  });

  it('of what is there already makes a message of its own, that shares the bytes', async () => {
    const { store, archive, actions, backend, run } = queueScene();
    const ref = addMessage(store, archive, { uid: 3, raw: 'twice' });
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    backend.newUids.set(3, 41);
    await run();
    const rows = store.read.all<{ uid: number; hash: string }>(
      'SELECT l.uid, hex(m.raw_hash) AS hash FROM location l JOIN message m ON m.id = l.message_id WHERE l.mailbox_id = ? ORDER BY uid',
      archive,
    );
    expect(rows.map(({ uid }) => uid)).toEqual([3, 41]);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(1);
  });

  it('can be taken back before the server hears of it, and leaves nothing', async () => {
    const { store, archive, inbox, actions, backend, run } = queueScene();
    const [there, other] = [addMessage(store, archive, { uid: 3, raw: 'a' }), addMessage(store, inbox, { uid: 4, raw: 'b' })];
    actions.undo(await actions.submit({ kind: 'copy', refs: [there, other], to: archive }));
    expect(store.read.get<{ n: number }>('SELECT count(*) AS n FROM message')?.n).toBe(2);
    expect(locationOf(store.read, archive, other.messageId)).toBeNull();
    expect(locationOf(store.read, archive, there.messageId)).not.toBeNull();
    await run();
    expect(backend.log).toEqual([]);
  });

  it.each([
    ['moved on', 0],
    ['moved on and deleted', 1],
  ] as const)('that was not made, since its original went first, leaves nothing where it was %s meanwhile', async (_how, deleted) => {
    const { store, archive, inbox, junk, trash, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3, raw: 'a' });
    const copy = { messageId: ref.messageId, mailboxId: archive };
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    await actions.submit({ kind: 'move', refs: [copy], to: junk });
    await actions.submit({ kind: 'move', refs: [{ ...copy, mailboxId: junk }], to: trash });
    if (deleted === 1) await actions.submit({ kind: 'expunge', refs: [{ ...copy, mailboxId: trash }] });
    backend.gone.add(3);
    await run();
    expect(locationsOfMessage(store.read, ref.messageId)).toMatchObject([{ mailboxId: inbox, uid: 3 }]);
    expect(backend.log).toEqual(['copy INBOX 3 Archive']);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('that was not made is not taken for one that was made in its place when it had been moved on', async () => {
    const { archive, inbox, junk, trash, actions, store, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3 });
    const { messageId } = ref;
    backend.newUids.set(3, 9).set(9, 41);
    await actions.submit({ kind: 'copy', refs: [ref], to: junk });
    await run();
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    await actions.submit({ kind: 'move', refs: [{ messageId, mailboxId: archive }], to: trash });
    await actions.submit({ kind: 'copy', refs: [{ messageId, mailboxId: junk }], to: archive });
    backend.gone.add(3);
    await run();
    expect(places(messageId)).toEqual([
      { mailboxId: inbox, uid: 3 },
      { mailboxId: archive, uid: 41 },
      { mailboxId: junk, uid: 9 },
    ]);
  });

  it('of a message keeps its marks when the message is moved to it', async () => {
    const { store, inbox, junk, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3, flags: ['\\Seen'] });
    backend.newUids.set(3, 9);
    await actions.submit({ kind: 'copy', refs: [ref], to: junk });
    await run();
    await actions.submit({ kind: 'move-to-role', refs: [{ ...ref, mailboxId: junk }], role: 'inbox' });
    expect(locationOf(store.read, inbox, ref.messageId)).toMatchObject({ uid: 3, flags: ['\\Seen'] });
    backend.gone.add(9);
    await run();
    expect(locationOf(store.read, inbox, ref.messageId)).toMatchObject({ uid: 3, flags: ['\\Seen'] });
  });

  it('that was not made does not come back when the server refuses its deletion', async () => {
    const { store, archive, inbox, actions, backend, failed, run, places } = queueScene();
    const [ref, other] = [addMessage(store, inbox, { uid: 3 }), addMessage(store, archive, { uid: 4 })];
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    await actions.submit({ kind: 'expunge', refs: [{ ...ref, mailboxId: archive }, other] });
    backend.gone.add(3);
    backend.failures.push(null, refused);
    await run();
    expect(failed).toMatchObject([{ failure: refused }]);
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: 3 }]);
    expect(places(other.messageId)).toEqual([{ mailboxId: archive, uid: 4 }]);
  });

  it('within one mailbox does not take the number of the original for its own', async () => {
    const { store, archive, actions, backend, run } = queueScene();
    const ref = addMessage(store, archive, { uid: 3, fields: { headerMessageId: '<m@x>' } });
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    backend.failures.push(offline);
    await expect(run()).rejects.toThrow();
    const noted = `json_set(mark, '$.since', json('{"uidValidity":"1","uidNext":41}'))`;
    store.transaction((tx) => tx.db.run(`UPDATE operation SET mark = ${noted}`));
    backend.gone.add(3);
    await run();
    expect(store.read.all('SELECT message_id, uid FROM location')).toEqual([{ message_id: ref.messageId, uid: 3 }]);
  });

  it('that a synchronisation saw first is one message, and nothing is left of the other', async () => {
    const { store, archive, inbox, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3, raw: 'a' });
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    addMessage(store, archive, { uid: 41 });
    store.transaction((tx) => setSyncState(tx, archive, { uidValidity: '1', uidNext: 42, highestModseq: '7' }));
    backend.newUids.set(3, 41);
    await run();
    expect(store.read.all('SELECT message_id, uid FROM location WHERE mailbox_id = ?', archive)).toEqual([
      { message_id: ref.messageId, uid: 41 },
    ]);
    expect(store.read.get('SELECT count(*) AS n FROM message')).toEqual({ n: 1 });
    // The marks it has on the server were told of the other row: they are asked for once more.
    expect(mailboxById(store.read, archive)?.highestModseq).toBeNull();
  });

  it('can be taken back afterwards: the copies go, the originals stay', async () => {
    const { store, archive, inbox, actions, backend, run } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3 });
    const id = await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    backend.newUids.set(3, 41);
    await run();
    actions.undo(id);
    await run();
    expect(backend.log).toEqual(['copy INBOX 3 Archive', 'expunge Archive 41']);
    expect(locationOf(store.read, inbox, ref.messageId)).not.toBeNull();
    expect(messageById(store.read, ref.messageId)).not.toBeNull();
  });

  it('that the server refuses is backed out with a reason', async () => {
    const { store, archive, inbox, actions, backend, failed, run } = queueScene();
    const [there, other] = [addMessage(store, archive, { uid: 3 }), addMessage(store, inbox, { uid: 4 })];
    await actions.submit({ kind: 'copy', refs: [there, other], to: archive });
    backend.failures.push(refused);
    await run();
    expect(failed).toMatchObject([{ title: 'Could not copy 2 messages.', failure: refused }]);
    expect(store.read.get<{ n: number }>('SELECT count(*) AS n FROM message')?.n).toBe(2);
    expect(locationOf(store.read, archive, other.messageId)).toBeNull();
  });

  it('shows no copy of what another program removed before', async () => {
    const { store, archive, inbox, actions, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    backend.gone.add(3);
    await run();
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: 3 }]);
  });

  it('finds what an earlier try copied before the original was removed', async () => {
    const { store, archive, inbox, actions, backend, run, places } = queueScene();
    const ref = addMessage(store, inbox, { uid: 3, fields: { headerMessageId: '<m@x>' } });
    await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    backend.failures.push(offline);
    await expect(run()).rejects.toThrow();
    store.transaction((tx) => tx.db.run(`UPDATE operation SET mark = '{"since":{"uidValidity":"1","uidNext":41}}'`));
    backend.gone.add(3);
    backend.arrivals.push({ uid: 41, headerMessageId: '<m@x>', size, date: 1000 });
    await run();
    expect(places(ref.messageId)).toContainEqual({ mailboxId: archive, uid: 41 });
  });

  it('needs no server where mailboxes are local', async () => {
    const { store, archive, inbox, actions, places } = queueScene('pop');
    const ref = addMessage(store, inbox, { raw: 'x' });
    const id = await actions.submit({ kind: 'copy', refs: [ref], to: archive });
    expect(places(ref.messageId)).toHaveLength(2);
    actions.undo(id);
    expect(places(ref.messageId)).toEqual([{ mailboxId: inbox, uid: null }]);
  });
});
