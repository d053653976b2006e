import { describe, expect, it } from 'vitest';
import { locationOf, locationsOfMessage, setUid } from '../../main/store/locations.ts';
import { removeMailbox, setSyncState } from '../../main/store/mailboxes.ts';
import { setTargetUid } from '../../main/store/operation-targets.ts';
import { unnumberMailbox, unsureIn } from '../../main/store/vanished.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { recoverOperations } from '../../main/worker/recover-operations.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { createUserActions } from '../../main/worker/user-actions.ts';
import type { AccountId } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { flaggedFlag, type LocalRef } from '../../shared/message.ts';
import { createFakeBackend } from '../doubles/fake-backend.ts';
import { addMailbox, addMessage, openTempStore, unexpected } from './open-temp-store.ts';

const server = { host: 'localhost', port: 1, security: 'none', userName: 'ann' } as const;
const offline: MailFailure = { kind: 'offline', reason: 'lost', retry: 'later', text: 'lost' };
const noSuchMailbox: MailFailure = { kind: 'gone', retry: 'never', text: 'The folder does not exist.' };

/** Three mailboxes of an IMAP account, and one message in the inbox. */
function setUp() {
  const { store } = openTempStore();
  const [inbox, projects, trash] = [
    addMailbox(store, 'INBOX', 'inbox'),
    addMailbox(store, 'Projects'),
    addMailbox(store, 'Trash', 'trash'),
  ];
  store.transaction((tx) => {
    for (const id of [inbox, projects, trash]) setSyncState(tx, id, { uidValidity: '1', uidNext: 10, highestModseq: null });
  });
  const ref = addMessage(store, inbox, { uid: 5, raw: 'kept', fields: { headerMessageId: '<m@x>' } });
  const backend = createFakeBackend();
  const actions = createUserActions({
    store,
    account: () => ({
      id: 'test' as AccountId,
      kind: 'imap',
      identity: { name: '', address: 'ann@example.org' },
      incoming: server,
      outgoing: server,
    }),
    changed: () => {},
    operationsWait: () => {},
    mailWaits: () => {},
    removalsWait: () => {},
  });
  const failed: string[] = [];
  const run = (): Promise<unknown> =>
    runOperations(
      store,
      backend,
      { done: actions.remember, failed: ({ title }) => failed.push(title), bug: unexpected },
      { look: () => Promise.resolve(), now: () => 5000 },
    );
  const places = () => locationsOfMessage(store.read, ref.messageId).map(({ mailboxId, uid }) => ({ mailboxId, uid }));
  const at = (mailboxId: MailboxId): LocalRef => ({ mailboxId, messageId: ref.messageId });
  return { store, inbox, projects, trash, ref, backend, actions, failed, run, places, at };
}

describe('a move that the server refuses, with others waiting behind it', () => {
  it('leaves one message, and what came later is done from where the message really is', async () => {
    const { inbox, projects, trash, ref, backend, actions, failed, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    await actions.submit({ kind: 'move', refs: [at(projects)], to: trash });
    backend.failures.push(noSuchMailbox);
    backend.newUids.set(5, 70);
    await run();
    expect(failed).toEqual(['Could not move 1 message.']);
    expect(backend.log).toEqual(['move INBOX 5 Trash']);
    expect(places()).toEqual([{ mailboxId: trash, uid: 70 }]);
    expect(inbox).not.toBe(trash);
  });

  it('leaves the copy of it alone that was there before', async () => {
    const { inbox, projects, ref, backend, actions, failed, run, places } = setUp();
    backend.newUids.set(5, 70);
    await actions.submit({ kind: 'copy', refs: [ref], to: projects });
    await run();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    backend.failures.push(noSuchMailbox);
    await run();
    expect(failed).toEqual(['Could not move 1 message.']);
    expect(places()).toEqual([
      { mailboxId: inbox, uid: 5 },
      { mailboxId: projects, uid: 70 },
    ]);
  });

  it('does not keep a star from the server', async () => {
    const { inbox, projects, ref, backend, actions, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    await actions.submit({ kind: 'set-flags', refs: [at(projects)], change: { add: [flaggedFlag], remove: [] } });
    backend.failures.push(noSuchMailbox);
    await run();
    expect(backend.log).toEqual(['flags INBOX 5 +\\Flagged -']);
    expect(places()).toEqual([{ mailboxId: inbox, uid: 5 }]);
  });

  it('can be taken back to where the message really is', async () => {
    const { inbox, projects, trash, ref, backend, actions, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    const last = await actions.submit({ kind: 'move', refs: [at(projects)], to: trash });
    backend.failures.push(noSuchMailbox, offline);
    await expect(run()).rejects.toThrow();
    actions.undo(last);
    backend.newUids.set(5, 70).set(70, 6);
    await run();
    expect(places()).toEqual([{ mailboxId: projects, uid: 6 }]);
    expect(inbox).not.toBe(projects);
  });
});

describe('a message that another program took away while its move waited', () => {
  it('is back where it was, for the next synchronisation to judge: no ghost stays behind', async () => {
    const { inbox, trash, ref, backend, actions, run, places } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: trash });
    backend.gone.add(5);
    await run();
    expect(backend.log).toEqual(['move INBOX 5 Trash', 'find Trash <m@x>']);
    expect(places()).toEqual([{ mailboxId: inbox, uid: 5 }]);
  });

  it('is found where it was moved when only the answer was lost', async () => {
    const { trash, ref, backend, actions, run, places } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: trash });
    backend.gone.add(5);
    backend.found.push(31);
    await run();
    expect(places()).toEqual([{ mailboxId: trash, uid: 31 }]);
  });

  it('is not the other copy of the mail that was moved with it', async () => {
    const { store, inbox, projects, ref, backend, actions, run, places } = setUp();
    const twin = addMessage(store, inbox, { uid: 6, fields: { headerMessageId: '<m@x>' } });
    await actions.submit({ kind: 'move', refs: [ref, twin], to: projects });
    backend.gone.add(5);
    backend.newUids.set(6, 70);
    backend.found.push(70);
    await run();
    expect(places()).toEqual([{ mailboxId: inbox, uid: 5 }]);
    expect(locationOf(store.read, projects, twin.messageId)?.uid).toBe(70);
  });

  it('is back where it was when it had no number there: the next synchronisation sees it, or takes it away', async () => {
    const { store, projects, trash, ref, backend, actions, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    await actions.submit({ kind: 'move', refs: [at(projects)], to: trash });
    await run();
    expect(backend.log).toEqual(['move INBOX 5 Projects', 'find Projects <m@x>']);
    expect(places()).toEqual([{ mailboxId: projects, uid: null }]);
    expect(unsureIn(store.read, projects)).toEqual([ref.messageId]);
  });

  it('is moved here when it was only here before', async () => {
    const { store, inbox, trash, backend, actions, run } = setUp();
    const kept = addMessage(store, inbox, { uid: null, raw: 'only here', fields: { headerMessageId: '<k@x>' } });
    await actions.submit({ kind: 'move', refs: [kept], to: trash });
    await run();
    expect(backend.log).toEqual(['find INBOX <k@x>']);
    expect(locationsOfMessage(store.read, kept.messageId)).toMatchObject([{ mailboxId: trash, uid: null }]);
  });

  it('is back with its number where a copy was to be made of it', async () => {
    const { inbox, projects, ref, backend, actions, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    await actions.submit({ kind: 'copy', refs: [at(projects)], to: inbox });
    backend.gone.add(5);
    await run();
    expect(places()).toEqual([{ mailboxId: inbox, uid: 5 }]);
  });

  it('is back also when it was moved on', async () => {
    const { inbox, projects, trash, ref, backend, actions, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    await actions.submit({ kind: 'move', refs: [at(projects)], to: trash });
    backend.gone.add(5);
    await run();
    expect(places()).toEqual([{ mailboxId: inbox, uid: 5 }]);
  });
});

describe('taking back', () => {
  it.each(['the line broke', 'Homing was killed'])('what was on the wire when %s is undone on the server, too', async (how) => {
    const { store, inbox, trash, ref, backend, actions, run, places } = setUp();
    const id = await actions.submit({ kind: 'move', refs: [ref], to: trash });
    if (how === 'the line broke') {
      backend.failures.push(offline);
      await expect(run()).rejects.toThrow();
    } else {
      store.transaction((tx) => tx.db.run("UPDATE operation SET state = 'running'"));
      recoverOperations(store, 1);
    }
    // The server did it, and nobody heard.
    backend.gone.add(5);
    backend.found.push(31);
    backend.newUids.set(31, 6);
    actions.undo(id);
    expect(places()).toEqual([{ mailboxId: inbox, uid: null }]);
    await run();
    expect(backend.log).toEqual(['move INBOX 5 Trash', 'find Trash <m@x>', 'move Trash 31 INBOX']);
    expect(places()).toEqual([{ mailboxId: inbox, uid: 6 }]);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('a way back that waits behind the way there leaves the message on its way there', async () => {
    const { inbox, projects, ref, backend, actions, run, places, at } = setUp();
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    actions.undo(await actions.submit({ kind: 'move', refs: [at(projects)], to: inbox }));
    expect(places()).toEqual([{ mailboxId: projects, uid: null }]);
    backend.newUids.set(5, 70);
    await run();
    expect(backend.log).toEqual(['move INBOX 5 Projects']);
    expect(places()).toEqual([{ mailboxId: projects, uid: 70 }]);
  });

  it('to a mailbox that is gone by now says so, and nothing happens', async () => {
    const { store, inbox, projects, ref, backend, actions, run, places, at } = setUp();
    backend.newUids.set(5, 70).set(70, 71);
    await actions.submit({ kind: 'move', refs: [ref], to: projects });
    const id = await actions.submit({ kind: 'move', refs: [at(projects)], to: inbox });
    await run();
    store.transaction((tx) => removeMailbox(tx, projects));
    expect(() => actions.undo(id)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ kind: 'gone' }) }));
    expect(places()).toEqual([{ mailboxId: inbox, uid: 71 }]);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('after the server numbered the mailbox anew never gives a message the number of another', async () => {
    const { store, inbox, trash, ref, actions } = setUp();
    const id = await actions.submit({ kind: 'move', refs: [ref], to: trash });
    // What a sync does that sees another UIDVALIDITY: 5 is now another message, and ours has number 9.
    const other = addMessage(store, inbox, { uid: null });
    store.transaction((tx) => {
      setSyncState(tx, inbox, { uidValidity: '2', uidNext: 10, highestModseq: null });
      unnumberMailbox(tx, inbox);
      setTargetUid(tx, inbox, ref.messageId, 9);
      setUid(tx, inbox, other.messageId, 5);
    });
    actions.undo(id);
    expect(locationOf(store.read, inbox, ref.messageId)?.uid).toBe(9);
    expect(locationOf(store.read, inbox, other.messageId)?.uid).toBe(5);
  });
});
