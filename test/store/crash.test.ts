import { describe, expect, it } from 'vitest';
import { operationById, setOperationState } from '../../main/store/operations.ts';
import { readQueued, settle, submit, takeBack } from '../../main/operations/queue.ts';
import { recoverOperations } from '../../main/worker/recover-operations.ts';
import { markClosed, sweepAfterCrash } from '../../main/worker/sweep-bytes.ts';
import { seenFlag } from '../../shared/message.ts';
import { addMailbox, addMessage, envelope, openTempStore } from './open-temp-store.ts';

const mail = (rawHash: string) =>
  ({
    kind: 'send',
    origin: null,
    submission: { envelope: { mailFrom: 'a@example.org', rcptTo: ['b@example.org'] }, headerMessageId: '<s@x>', rawHash },
    message: { rawHash, envelope: envelope(), size: 4, preview: '', hasAttachments: false, date: 1 },
  }) as const;

describe('the text of a mail', () => {
  const setUp = () => {
    const { store } = openTempStore();
    const bytes = store.raw.put(Buffer.from('mail'));
    const operation = mail(bytes.toString('hex'));
    return { store, bytes, operation, id: store.transaction((tx) => submit(tx, operation, 1)) };
  };

  it('goes with it when it is discarded, unless something else has the same bytes', () => {
    const one = setUp();
    expect(one.store.transaction((tx) => takeBack(tx, one.id))).toEqual([one.bytes]);
    const two = setUp();
    addMessage(two.store, addMailbox(two.store, 'Sent', 'sent'), { raw: 'mail' });
    expect(two.store.transaction((tx) => takeBack(tx, two.id))).toEqual([]);
  });

  it('goes when it is out and filed nowhere, and stays with its copy', () => {
    const one = setUp();
    const done = (at: typeof one) => readQueued(operationById(at.store.read, at.id)!);
    expect(one.store.transaction((tx) => settle(tx, done(one), { next: [] }, 2))).toEqual([one.bytes]);
    const two = setUp();
    const sent = addMailbox(two.store, 'Sent', 'sent');
    const copy = { kind: 'append', to: sent, message: two.operation.message, flags: [] } as const;
    expect(two.store.transaction((tx) => settle(tx, done(two), { next: [copy] }, 2))).toEqual([]);
  });
});

describe('after a crash', () => {
  it('bytes that nothing refers to go; what a message or the outbox refers to stays', () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    sweepAfterCrash(store);
    addMessage(store, inbox, { raw: 'kept' });
    const waiting = store.raw.put(Buffer.from('mail'));
    store.transaction((tx) => submit(tx, mail(waiting.toString('hex')), 1));
    const lost = store.raw.put(Buffer.from('committed, and then the power went'));
    sweepAfterCrash(store);
    expect(store.raw.has(lost)).toBe(false);
    expect(store.raw.has(waiting)).toBe(true);
    expect(store.raw.hashes()).toHaveLength(2);
  });

  it('all bytes stay when nothing refers to any of them: mail.db is not the one they belong to', () => {
    const { store } = openTempStore();
    sweepAfterCrash(store);
    const bytes = [store.raw.put(Buffer.from('somebody')), store.raw.put(Buffer.from("'s only copies"))];
    sweepAfterCrash(store);
    expect(bytes.map((hash) => store.raw.has(hash))).toEqual([true, true]);
  });

  it('nothing is looked for when the store was closed in order', () => {
    const { store } = openTempStore();
    sweepAfterCrash(store);
    markClosed(store);
    const bytes = store.raw.put(Buffer.from('x'));
    sweepAfterCrash(store);
    expect(store.raw.has(bytes)).toBe(true);
  });

  it('what was on the wire is tried again, but not a mail that was being sent: the person decides', () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const ref = addMessage(store, inbox, { uid: 1 });
    const [flags, send] = store.transaction((tx) => [
      submit(tx, { kind: 'set-flags', refs: [ref], change: { add: [seenFlag], remove: [] } }, 1),
      submit(tx, mail('00'), 1),
    ]);
    store.transaction((tx) => {
      for (const id of [flags, send]) setOperationState(tx, id, { state: 'running', attempts: 0, notBefore: null, failure: null });
    });
    recoverOperations(store, 2);
    const states = store.read.all<{ lane: string; state: string; failure: string | null }>(
      'SELECT lane, state, failure FROM operation ORDER BY id',
    );
    expect(states).toMatchObject([
      { lane: 'mailbox', state: 'pending', failure: expect.stringContaining('cancelled') },
      { lane: 'submission', state: 'failed', failure: expect.stringContaining('MAYBE_SENT') },
    ]);
  });

  it('a refusal is remembered for a month, and a mail that did not go out until somebody decides', () => {
    const { store } = openTempStore();
    const month = 31 * 24 * 60 * 60 * 1000;
    store.transaction((tx) => {
      for (const operation of [{ kind: 'expunge', refs: [] } as const, mail('00')]) {
        const id = submit(tx, operation, 1);
        setOperationState(tx, id, { state: 'failed', attempts: 1, notBefore: null, failure: null });
      }
    });
    recoverOperations(store, month);
    expect(store.read.all<{ lane: string }>('SELECT lane FROM operation')).toEqual([{ lane: 'submission' }]);
  });
});
