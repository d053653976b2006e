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
import { addMailbox, addMessage, openTempStore, testAccount, unexpected } from './open-temp-store.ts';

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
    runOperations: async (on, look) => {
      await runOperations(
        store,
        on,
        { done: () => {}, failed: ({ title }) => failed.push(title), bug: unexpected },
        { look, now: () => 1 },
      );
      return null;
    },
    arrived: () => {},
    needsPerson: () => {},
    bug: unexpected,
    downloadPaused: () => false,
    looked: () => undefined,
    interval: () => 60_000,
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

  it('looks once more when the server began to tell of changes, for what came before that', async () => {
    let watches = 0;
    const { loop, synced } = loopOver(() => ({
      watch: async () => {
        watches += 1;
        return () => Promise.resolve();
      },
    }));
    await loop.check();
    await eventually(() => expect(synced).toEqual(['everything', 'mailbox', 'texts']));
    await loop.check();
    expect(watches).toBe(1);
  });

  it('does not ask a server again at once that ended its watch, and looks by itself meanwhile', async () => {
    let lose = (): void => {};
    let watches = 0;
    const { loop, synced } = loopOver(() => ({
      watch: (listener) => {
        watches += 1;
        lose = () => listener.lost({ kind: 'offline', reason: 'lost', retry: 'later', text: 'hung up' });
        return Promise.resolve(() => Promise.resolve());
      },
    }));
    await loop.check();
    await eventually(() => expect(synced).toEqual(['everything', 'mailbox', 'texts']));
    lose();
    await eventually(() => expect(synced.slice(3)).toEqual(['mailbox', 'texts']));
    await loop.check();
    expect(watches).toBe(1);
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

  it('does not come back when the end comes while it starts anew', async () => {
    let connections = 0;
    const { loop } = loopOver(() => ({ connect: async () => void (connections += 1) }));
    await loop.check();
    const restarts = [loop.restart(), loop.restart()];
    await loop.stop();
    await Promise.all(restarts);
    await loop.check();
    expect(connections).toBe(1);
  });

  it('starts anew once for two new passwords at the same time, and can be stopped then', async () => {
    const signals: AbortSignal[] = [];
    const { loop } = loopOver(() => ({
      connect: (signal) => {
        signals.push(signal);
        // The second server never answers.
        if (signals.length === 1) return Promise.resolve();
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    }));
    await loop.check();
    await Promise.all([loop.restart(), loop.restart()]);
    await loop.stop();
    expect(signals).toHaveLength(2);
  });
});
