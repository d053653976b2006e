import { describe, expect, it, onTestFinished } from 'vitest';
import type { Backend } from '../../main/backends/backend.ts';
import { createStatusReport } from '../../main/worker/account-status.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { createSyncLoop } from '../../main/worker/sync-loop.ts';
import type { AccountStatus } from '../../shared/account.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { flaggedFlag } from '../../shared/message.ts';
import { submit } from '../../main/operations/queue.ts';
import { setSyncState } from '../../main/store/mailboxes.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { createFakeBackend, type FakeBackend } from '../doubles/fake-backend.ts';
import { eventually } from '../servers/support/running-account.ts';
import { addMailbox, addMessage, openTempStore, testAccount } from './open-temp-store.ts';

const inUse: MailFailure = { kind: 'busy', retry: 'later', text: 'used by another program' };
const renumbered: MailFailure = { kind: 'gone', retry: 'never', text: 'numbered anew', code: 'UIDVALIDITY' };

/** The loop over a store with one waiting star, and a server that `change` makes odd. */
function loopOver(change: (backend: FakeBackend, synced: string[]) => Partial<Backend>) {
  const { store } = openTempStore();
  const inbox = addMailbox(store, 'INBOX', 'inbox');
  store.transaction((tx) => setSyncState(tx, inbox, { uidValidity: '1', uidNext: 10, highestModseq: null }));
  const ref = addMessage(store, inbox, { uid: 5 });
  store.transaction((tx) => submit(tx, { kind: 'set-flags', refs: [ref], change: { add: [flaggedFlag], remove: [] } }, 1));
  const backend = createFakeBackend();
  const synced: string[] = [];
  const failed: string[] = [];
  let status: AccountStatus | null = null;
  const odd: Backend = { ...backend, sync: async (_store, { kind }) => void synced.push(kind), ...change(backend, synced) };
  const loop = createSyncLoop({
    store,
    status: createStatusReport(testAccount, null, (now) => (status = now)),
    newBackend: () => odd,
    runOperations: (on, look) =>
      runOperations(store, on, { done: () => {}, failed: ({ title }) => failed.push(title) }, { look, now: () => 1 }),
    arrived: () => {},
    needsPerson: () => {},
    interval: 60_000,
  });
  onTestFinished(() => loop.stop());
  return { store, backend, loop, synced, failed, status: () => status };
}

describe('the loop of an account', () => {
  it('fetches mail although the server cannot carry out an action now', async () => {
    const { store, loop, synced, status } = loopOver(() => ({ flags: () => Promise.reject(new MailFailureError(inUse)) }));
    await loop.check();
    expect(synced).toEqual(['everything']);
    expect(status()).toMatchObject({ connection: { state: 'online' } });
    expect(countWaiting(store.read)).toBe(1);
  });

  it('reads a mailbox that was numbered anew, and then does what waits there', async () => {
    const { store, backend, loop, synced, failed } = loopOver((plain, seen) => ({
      flags: (mailbox, uids, change) =>
        seen.length === 0 ? Promise.reject(new MailFailureError(renumbered)) : plain.flags(mailbox, uids, change),
    }));
    await loop.check();
    expect(synced).toEqual(['mailbox', 'everything']);
    expect(backend.log).toEqual(['flags INBOX 5 +\\Flagged -']);
    expect(failed).toEqual([]);
    expect(countWaiting(store.read)).toBe(0);
  });

  it('gives an action up when its mailbox has another number each time', async () => {
    const { failed, loop, synced } = loopOver(() => ({ flags: () => Promise.reject(new MailFailureError(renumbered)) }));
    await loop.check();
    expect(failed).toEqual(['Could not change the marks of 1 message.']);
    expect(synced).toEqual(['mailbox', 'everything']);
  });

  it('stops soon when the server has fallen silent in the middle of a command', async () => {
    const { loop, synced } = loopOver((_plain, seen) => {
      let hangUp = (): void => {};
      return {
        sync: () =>
          new Promise((_resolve, reject) => {
            seen.push('hangs');
            hangUp = () => reject(new MailFailureError({ kind: 'offline', reason: 'lost', retry: 'later', text: 'closed' }));
          }),
        close: () => Promise.resolve(hangUp()),
      };
    });
    void loop.check();
    await eventually(() => expect(synced).toEqual(['hangs']));
    const asked = performance.now();
    await loop.stop();
    expect(performance.now() - asked).toBeLessThan(4000);
  });
});
