import { describe, expect, it } from 'vitest';
import { locationOf } from '../../main/store/locations.ts';
import { setSyncState } from '../../main/store/mailboxes.ts';
import { messageById } from '../../main/store/messages.ts';
import { targetsOf, waitingOn } from '../../main/store/operation-targets.ts';
import { countWaiting, operationById } from '../../main/store/operations.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { createUserActions } from '../../main/worker/user-actions.ts';
import type { Account, AccountId } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { flaggedFlag, type LocalRef, seenFlag } from '../../shared/message.ts';
import type { FailedOperation } from '../../shared/operation.ts';
import { createFakeBackend, type FakeBackend } from '../doubles/fake-backend.ts';
import { addMailbox, addMessage, openTempStore, testAccount, unexpected } from './open-temp-store.ts';

const server = { host: 'localhost', port: 1, security: 'none', userName: 'ann' } as const;
const account = (kind: 'imap' | 'pop'): Account => {
  const base = { id: 'test' as AccountId, identity: { name: 'Ann', address: 'ann@example.org' }, incoming: server, outgoing: server };
  return kind === 'imap' ? { ...base, kind } : { ...base, kind, copies: { kind: 'leave' } };
};
const offline: MailFailure = { kind: 'offline', reason: 'lost', retry: 'later', text: 'lost' };
const refused: MailFailure = { kind: 'rejected', retry: 'never', text: 'no permission' };
const garbled: MailFailure = { kind: 'protocol', retry: 'later', text: 'garbled' };

function setUp(kind: 'imap' | 'pop' = 'imap') {
  const { store, heard } = openTempStore();
  const inbox = addMailbox(store, 'INBOX', 'inbox');
  const archive = addMailbox(store, 'Archive', 'archive');
  store.transaction((tx) => {
    for (const id of [inbox, archive]) setSyncState(tx, id, { uidValidity: '1', uidNext: 10, highestModseq: null });
  });
  const backend = createFakeBackend();
  const failed: FailedOperation[] = [];
  const actions = createUserActions({
    store,
    account: () => account(kind),
    changed: () => {},
    operationsWait: () => {},
    mailWaits: () => {},
    removalsWait: () => {},
  });
  const run = (on: FakeBackend = backend): Promise<number | null> =>
    runOperations(
      store,
      on,
      { done: actions.remember, failed: (failure) => failed.push(failure), bug: unexpected },
      { look: () => Promise.resolve(), now: () => 5000 },
    );
  const flagsOf = (ref: LocalRef, mailboxId: MailboxId = ref.mailboxId): readonly string[] | undefined =>
    locationOf(store.read, mailboxId, ref.messageId)?.flags;
  return { store, heard, inbox, archive, backend, failed, actions, run, flagsOf };
}

describe('the queue of operations', () => {
  it('does the local half at once and the remote half later, once', async () => {
    const { store, inbox, backend, actions, run, flagsOf } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'set-flags', refs: [ref], change: { add: [seenFlag], remove: [] } });
    expect(flagsOf(ref)).toEqual([seenFlag]);
    expect(backend.log).toEqual([]);
    await run();
    await run();
    expect(backend.log).toEqual(['flags INBOX 3 +\\Seen -']);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('keeps what the server cannot do now, in order, and says so', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'set-flags', refs: [ref], change: { add: [seenFlag], remove: [] } });
    await actions.submit({ kind: 'move', refs: [ref], to: archive });
    backend.failures.push(offline);
    await expect(run()).rejects.toMatchObject({ failure: { kind: 'offline' } });
    expect(countWaiting(store.read)).toBe(2);
    await run();
    expect(backend.log).toEqual(['flags INBOX 3 +\\Seen -', 'move INBOX 3 Archive']);
  });

  it('backs out what the server refuses for good, keeps the row, tells, and goes on with the next', async () => {
    const { store, inbox, archive, backend, failed, actions, run, flagsOf } = setUp();
    const [a, b] = [addMessage(store, inbox, { uid: 3, flags: [flaggedFlag] }), addMessage(store, inbox, { uid: 4 })];
    const id = await actions.submit({ kind: 'move', refs: [a], to: archive });
    await actions.submit({ kind: 'set-flags', refs: [b], change: { add: [seenFlag], remove: [] } });
    backend.failures.push(refused);
    await run();
    expect(locationOf(store.read, inbox, a.messageId)).toMatchObject({ uid: 3, flags: [flaggedFlag] });
    expect(locationOf(store.read, archive, a.messageId)).toBeNull();
    expect(failed).toEqual([{ accountId: testAccount, operationId: id, title: 'Could not move 1 message.', failure: refused }]);
    expect(operationById(store.read, id)).toMatchObject({ state: 'failed', failure: refused });
    expect(targetsOf(store.read, id)).toEqual([]);
    expect(flagsOf(b)).toEqual([seenFlag]);
    expect(backend.log).toEqual(['flags INBOX 4 +\\Seen -']);
  });

  it('gives up on answers that make no sense after the third', async () => {
    const { store, inbox, backend, failed, actions, run, flagsOf } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    await actions.submit({ kind: 'set-flags', refs: [ref], change: { add: [seenFlag], remove: [] } });
    backend.failures.push(garbled, garbled, garbled);
    await expect(run()).rejects.toThrow();
    await expect(run()).rejects.toThrow();
    await run();
    expect(failed).toHaveLength(1);
    expect(flagsOf(ref)).toEqual([]);
  });

  it('moves by the number a message has, and takes over the one it gets', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    backend.newUids.set(3, 41);
    await actions.submit({ kind: 'move', refs: [ref], to: archive });
    expect(locationOf(store.read, archive, ref.messageId)?.uid).toBeNull();
    expect(waitingOn(store.read, inbox)).toMatchObject([{ targets: [{ uid: 3, moves: true }] }]);
    await run();
    expect(locationOf(store.read, archive, ref.messageId)?.uid).toBe(41);
  });

  it('acts on a message that an earlier waiting move has taken elsewhere', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3, fields: { headerMessageId: '<m@x>' } });
    const there = { mailboxId: archive, messageId: ref.messageId };
    await actions.submit({ kind: 'move', refs: [ref], to: archive });
    await actions.submit({ kind: 'set-flags', refs: [there], change: { add: [flaggedFlag], remove: [] } });
    backend.newUids.set(3, 41);
    await run();
    expect(backend.log).toEqual(['move INBOX 3 Archive', 'flags Archive 41 +\\Flagged -']);
  });

  it('looks a moved message up by its Message-ID when the server does not tell its new number', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3, fields: { headerMessageId: '<m@x>' } });
    await actions.submit({ kind: 'move', refs: [ref], to: archive });
    await actions.submit({ kind: 'expunge', refs: [{ mailboxId: archive, messageId: ref.messageId }] });
    backend.found.push(77);
    await run();
    expect(backend.log).toEqual(['move INBOX 3 Archive', 'find Archive <m@x>', 'expunge Archive 77']);
    expect(messageById(store.read, ref.messageId)).toBeNull();
  });

  it('removes for ever only after the server did, with the bytes', async () => {
    const { store, inbox, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3, raw: 'the only copy' });
    const hash = messageById(store.read, ref.messageId)?.rawHash ?? Buffer.alloc(0);
    await actions.submit({ kind: 'expunge', refs: [ref] });
    expect(locationOf(store.read, inbox, ref.messageId)).toBeNull();
    expect(store.raw.has(hash)).toBe(true);
    await run();
    expect(store.raw.has(hash)).toBe(false);
  });
});

describe('taking back', () => {
  it('drops what the server has not heard of', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    actions.undo(await actions.submit({ kind: 'move', refs: [ref], to: archive }));
    expect(locationOf(store.read, inbox, ref.messageId)?.uid).toBe(3);
    await run();
    expect(backend.log).toEqual([]);
  });

  it('does the opposite of what was done', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    backend.newUids.set(3, 41);
    const id = await actions.submit({ kind: 'move', refs: [ref], to: archive });
    await run();
    backend.newUids.clear();
    backend.newUids.set(41, 4);
    actions.undo(id);
    expect(locationOf(store.read, inbox, ref.messageId)).not.toBeNull();
    await run();
    expect(backend.log).toEqual(['move INBOX 3 Archive', 'move Archive 41 INBOX']);
    expect(locationOf(store.read, inbox, ref.messageId)?.uid).toBe(4);
  });

  it('brings messages back to where each of them was', async () => {
    const { store, inbox, archive, actions, run } = setUp();
    const trash = addMailbox(store, 'Trash', 'trash');
    const [a, b] = [addMessage(store, inbox, { uid: 1 }), addMessage(store, archive, { uid: 2 })];
    const id = await actions.submit({ kind: 'move-to-role', refs: [a, b], role: 'trash' });
    await run();
    expect(locationOf(store.read, trash, b.messageId)).not.toBeNull();
    actions.undo(id);
    expect(locationOf(store.read, inbox, a.messageId)).not.toBeNull();
    expect(locationOf(store.read, archive, b.messageId)).not.toBeNull();
  });

  it('leaves a star where there was one before', async () => {
    const { store, inbox, actions, run, flagsOf } = setUp();
    const [plain, starred] = [addMessage(store, inbox, { uid: 1 }), addMessage(store, inbox, { uid: 2, flags: [flaggedFlag] })];
    const id = await actions.submit({ kind: 'set-flags', refs: [plain, starred], change: { add: [flaggedFlag], remove: [] } });
    await run();
    actions.undo(id);
    expect([flagsOf(plain), flagsOf(starred)]).toEqual([[], [flaggedFlag]]);
  });

  it('does the opposite when a later operation already builds on it', async () => {
    const { store, inbox, archive, backend, actions, run } = setUp();
    const ref = addMessage(store, inbox, { uid: 3 });
    const there = { mailboxId: archive, messageId: ref.messageId };
    backend.newUids.set(3, 41);
    const id = await actions.submit({ kind: 'move', refs: [ref], to: archive });
    await actions.submit({ kind: 'set-flags', refs: [there], change: { add: [seenFlag], remove: [] } });
    actions.undo(id);
    expect(locationOf(store.read, inbox, ref.messageId)?.flags).toEqual([seenFlag]);
    await run();
    expect(backend.log).toEqual(['move INBOX 3 Archive', 'flags Archive 41 +\\Seen -', 'move Archive 41 INBOX']);
  });
});

describe('an account whose mailboxes are local', () => {
  it('needs no server: done is done, and can be taken back', async () => {
    const { store, inbox, archive, actions } = setUp('pop');
    const ref = addMessage(store, inbox, { raw: 'x' });
    const id = await actions.submit({ kind: 'move-to-role', refs: [ref], role: 'archive' });
    expect(countWaiting(store.read)).toBe(0);
    expect(locationOf(store.read, archive, ref.messageId)).not.toBeNull();
    actions.undo(id);
    expect(locationOf(store.read, inbox, ref.messageId)).not.toBeNull();
  });

  it('says in words when there is no such folder', async () => {
    const { store, inbox, actions } = setUp('pop');
    const ref = addMessage(store, inbox);
    await expect(actions.submit({ kind: 'move-to-role', refs: [ref], role: 'junk' })).rejects.toMatchObject({
      failure: { kind: 'unsupported', text: 'This account has no Junk folder.' },
    });
  });
});
