import { describe, expect, it } from 'vitest';
import { submit } from '../../main/operations/queue.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { locationByUid } from '../../main/store/locations.ts';
import { setSyncState } from '../../main/store/mailboxes.ts';
import { createFakeBackend } from '../doubles/fake-backend.ts';
import { addMailbox, envelope, openTempStore, unexpected } from './open-temp-store.ts';

/** A mail that went out and whose copy is to be filed in this mailbox. */
async function file(name: string, role: 'sent' | 'drafts', filed: readonly number[]) {
  const { store } = openTempStore();
  const to = addMailbox(store, name, role);
  const rawHash = store.raw.put(Buffer.from('mail'));
  const message = {
    envelope: envelope({ headerMessageId: '<a@b>' }),
    date: 1,
    size: 4,
    preview: '',
    hasAttachments: false,
    rawHash: rawHash.toString('hex'),
  };
  store.transaction((tx) => setSyncState(tx, to, { uidValidity: '1', uidNext: 1, highestModseq: null }));
  store.transaction((tx) => submit(tx, { kind: 'append', to, message, flags: [] }, 1));
  const fake = createFakeBackend();
  const findFiled = (path: string, id: string) => {
    fake.log.push(`wait ${path} ${id}`);
    return Promise.resolve(filed);
  };
  const outcome = { done: () => undefined, failed: unexpected, bug: unexpected };
  await runOperations(store, { ...fake, findFiled }, outcome, { look: () => Promise.resolve(), now: () => 1 });
  return { log: fake.log, here: (uid: number) => locationByUid(store.read, to, uid) !== null };
}

describe('a copy of sent mail, where the server files one by itself', () => {
  it('is the server’s one', async () => {
    const { log, here } = await file('Sent', 'sent', [7]);
    expect(log).toEqual(['wait Sent <a@b>']);
    expect(here(7)).toBe(true);
  });

  it('is ours when none of the server appears', async () => {
    const { log, here } = await file('Sent', 'sent', []);
    expect(log).toEqual(['wait Sent <a@b>', 'append Sent 4 ']);
    expect(here(99)).toBe(true);
  });

  it('is not waited for anywhere but in Sent', async () => {
    const { log } = await file('Drafts', 'drafts', [7]);
    expect(log).toEqual(['find Drafts <a@b>', 'append Drafts 4 ']);
  });
});
