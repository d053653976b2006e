import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Backend, ServerListener } from '../../main/backends/backend.ts';
import { createStatusReport } from '../../main/worker/account-status.ts';
import { createSyncLoop } from '../../main/worker/sync-loop.ts';
import type { AccountStatus } from '../../shared/account.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { createFakeBackend } from '../doubles/fake-backend.ts';
import { eventually } from '../servers/support/running-account.ts';
import { addMailbox, openTempStore, testAccount, unexpected } from './open-temp-store.ts';

const lost: MailFailure = { kind: 'offline', reason: 'lost', retry: 'later', text: 'hung up' };
const throttled: MailFailure = { kind: 'busy', retry: 'later', text: 'asks to slow down', code: 'OVERQUOTA' };
const refused: MailFailure = { kind: 'auth', retry: 'after-user', text: 'wrong password' };

/** The loop over an inbox and one more mailbox, on a server that speaks when the test does; `log` is what it was asked, in order. */
function pushed(change: (log: string[]) => Partial<Backend> = () => ({}), interval = (): number => 300_000) {
  const { store } = openTempStore();
  const inbox = addMailbox(store, 'INBOX', 'inbox');
  const work = addMailbox(store, 'Work');
  const log: string[] = [];
  const ears: ServerListener[] = [];
  const statuses: AccountStatus[] = [];
  let watcher: ServerListener | null = null;
  let selected: string | null = null;
  const newBackend = (): Backend => ({
    ...createFakeBackend(),
    connect: async () => {
      selected = null;
      log.push('connect');
    },
    sync: async (_store, scope) => {
      if (scope.kind === 'mailbox') selected = scope.mailboxId === inbox ? 'INBOX' : 'Work';
      log.push(scope.kind === 'mailbox' ? `look ${selected}` : scope.kind);
    },
    listen: (listener) => void ears.push(listener),
    watch: async (listener) => {
      watcher = listener;
      return async () => {
        watcher = null;
      };
    },
    rest: async (path) => {
      const stood = path === null || path === selected;
      selected = path ?? selected ?? 'INBOX';
      log.push(`rest ${path}`);
      return stood;
    },
    ...change(log),
  });
  const loop = createSyncLoop({
    store,
    status: createStatusReport(testAccount, null, (now) => statuses.push(now)),
    newBackend,
    runOperations: async () => {
      log.push('operations');
      return null;
    },
    arrived: () => {},
    needsPerson: () => {},
    bug: unexpected,
    downloadPaused: () => false,
    looked: () => undefined,
    interval,
  });
  onTestFinished(() => loop.stop());
  const settled = async (): Promise<void> => {
    await loop.check();
    // What came before the watch began.
    await eventually(() => expect(log.some((line) => line === 'look INBOX' || line === 'mailbox')).toBe(true));
    await eventually(() => expect(log.at(-1)).toMatch(/^rest/));
  };
  return {
    loop,
    log,
    inbox,
    work,
    statuses,
    settled,
    /** The newest connection. */
    server: () => ears.at(-1),
    watcher: () => watcher,
  };
}

const states = (statuses: readonly AccountStatus[]): string[] => statuses.map(({ connection }) => connection.state);

describe('the first connection', () => {
  it('waits in the mailbox that is open, having looked there last', async () => {
    const { loop, log, work, settled } = pushed();
    await settled();
    expect(log.at(-1)).toBe('rest null');
    log.length = 0;
    loop.open(work);
    await eventually(() => expect(log).toEqual(['look Work', 'texts', 'rest Work']));
    log.length = 0;
    await loop.withBackend(async () => void log.push('a message of the inbox'));
    await loop.check();
    expect(log).toEqual(['a message of the inbox', 'everything', 'operations', 'look Work', 'texts', 'rest Work']);
  });

  it('waits in the inbox when nobody watches that, and leaves it for another mailbox', async () => {
    const { loop, log, work } = pushed(() => ({ watch: () => Promise.reject(new MailFailureError(refused)) }));
    await loop.check();
    await eventually(() => expect(log.at(-1)).toBe('rest INBOX'));
    loop.open(work);
    await eventually(() => expect(log.at(-1)).toBe('rest Work'));
  });

  it('looks where it is to wait when it stood elsewhere', async () => {
    const { loop, log, work, settled } = pushed((seen) => {
      let stood = false;
      return {
        rest: async (path) => {
          seen.push(`rest ${path}`);
          const before = stood;
          stood = true;
          return before;
        },
      };
    });
    await settled();
    loop.open(work);
    await eventually(() => expect(log.slice(-2)).toEqual(['texts', 'rest Work']));
  });

  it('makes one look of much news, and one more of what comes while it looks', async () => {
    let letGo = (): void => {};
    const { loop, log, work, settled, server } = pushed((seen) => ({
      sync: async (_store, { kind }) => {
        seen.push(kind);
        if (kind === 'mailbox' && seen.includes('slow')) await new Promise<void>((resolve) => (letGo = resolve));
      },
      rest: async () => {
        seen.push('rest');
        return true;
      },
    }));
    await settled();
    loop.open(work);
    await eventually(() => expect(log.at(-1)).toBe('rest'));
    log.splice(0, Infinity, 'slow');
    for (let line = 0; line < 50; line++) server()?.changed('Work');
    await eventually(() => expect(log.at(-1)).toBe('mailbox'));
    for (let line = 0; line < 50; line++) server()?.changed('Work');
    log[0] = 'fast';
    letGo();
    await eventually(() => expect(log.filter((line) => line === 'mailbox')).toHaveLength(2));
    await eventually(() => expect(log.at(-1)).toBe('rest'));
    expect(log.filter((line) => line === 'mailbox')).toHaveLength(2);
    expect(log).not.toContain('everything');
  });

  it('leaves the inbox to the watch: both tell of it, and one look is enough', async () => {
    const { log, settled, server, watcher } = pushed();
    await settled();
    await eventually(() => expect(log.filter((line) => line === 'look INBOX')).toHaveLength(1));
    await eventually(() => expect(log.at(-1)).toBe('rest null'));
    log.length = 0;
    // A busy computer may come to rest once more meanwhile: that is no work.
    const work = () => log.filter((line) => line !== 'rest null');
    server()?.changed('INBOX');
    // Twice as long as news are gathered.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(work()).toEqual([]);
    watcher()?.changed('INBOX');
    await eventually(() => expect(work()).toEqual(['look INBOX', 'texts']));
    await eventually(() => expect(log.at(-1)).toBe('rest null'));
  });

  it('that ends while it waits is noticed then, and made anew', async () => {
    const { log, statuses, settled, server } = pushed();
    await settled();
    log.length = 0;
    server()?.lost(lost);
    await eventually(() => expect(statuses.at(-1)).toMatchObject({ connection: { state: 'offline', failure: { reason: 'lost' } } }));
    await eventually(() => expect(log).toEqual(expect.arrayContaining(['connect', 'operations', 'everything'])));
    await eventually(() => expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' } }));
  });
});

describe('a connection that ends unheard, while somebody works with it', () => {
  it('is made anew before the next work, and everything is looked at', async () => {
    const { loop, log, settled, server } = pushed();
    await settled();
    log.length = 0;
    await loop.withBackend(async () => server()?.lost(lost));
    await loop.withBackend(async () => void log.push('next'));
    expect(log).toEqual(['connect', 'next']);
    await eventually(() => expect(log).toContain('everything'));
  });
});

describe('on waking up', () => {
  it('a connection that answers is kept, and nothing is looked at that was looked at a moment ago', async () => {
    const { loop, log, statuses, settled } = pushed((seen) => ({
      prove: async () => {
        seen.push('prove');
        return true;
      },
    }));
    await settled();
    await eventually(() => expect(log).toContain('look INBOX'));
    log.length = 0;
    await Promise.all([loop.prove(), loop.prove()]);
    expect(log).toEqual(['prove']);
    expect(states(statuses)).not.toContain('offline');
  });

  it('a connection that does not answer is made anew at once', async () => {
    const { loop, log, settled, server } = pushed((seen) => ({
      prove: async () => {
        seen.push('prove');
        server()?.lost(lost);
        return false;
      },
    }));
    await settled();
    log.length = 0;
    await loop.prove();
    await eventually(() => expect(log).toEqual(expect.arrayContaining(['prove', 'connect', 'operations', 'everything'])));
  });

  it('a server that is away is tried at once, but a refused password is not repeated', async () => {
    let failure: MailFailure = lost;
    let connects = 0;
    const { loop } = pushed(() => ({
      connect: () => {
        connects += 1;
        return Promise.reject(new MailFailureError(failure));
      },
    }));
    await loop.check();
    failure = refused;
    await loop.prove();
    await eventually(() => expect(connects).toBe(2));
    await loop.prove();
    await loop.prove();
    expect(connects).toBe(2);
  });
});

describe('a server that asks to slow down in the middle of a look', () => {
  it('keeps its connection, is read no further, and still gets what a person does', async () => {
    let slow = true;
    const { loop, log, work, statuses, server } = pushed((seen) => ({
      sync: async (_store, { kind }) => {
        seen.push(kind);
        if (slow) throw new MailFailureError(throttled);
      },
    }));
    await loop.check();
    expect(log).toEqual(['connect', 'operations', 'everything']);
    expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' }, notice: { code: 'OVERQUOTA' }, activity: null });
    expect(states(statuses)).not.toContain('offline');
    log.length = 0;
    server()?.changed('INBOX');
    loop.wake();
    loop.open(work);
    await eventually(() => expect(log).toContain('operations'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(log).not.toContain('everything');
    expect(log).not.toContain('mailbox');

    slow = false;
    await loop.check();
    expect(log).toContain('everything');
    expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' }, notice: null });
  });
});

describe('the time between two looks at everything', () => {
  it('is another at once when it was changed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    let minutes = 60;
    const { loop, log } = pushed(undefined, () => minutes * 60_000);
    await loop.check();
    await vi.advanceTimersByTimeAsync(120_000);
    log.length = 0;
    minutes = 2;
    loop.intervalChanged();
    await vi.advanceTimersByTimeAsync(121_000);
    expect(log.filter((line) => line === 'everything')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(240_000);
    expect(log.filter((line) => line === 'everything')).toHaveLength(3);
  });

  it('is kept although the server tells of changes all the while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { loop, log, watcher } = pushed();
    await loop.check();
    log.length = 0;
    for (let second = 0; second < 310; second++) {
      watcher()?.changed('INBOX');
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(log.filter((line) => line === 'everything')).toHaveLength(1);
    expect(log.filter((line) => line === 'look INBOX').length).toBeGreaterThan(250);
  });
});

describe('an inbox that nobody watches', () => {
  it('is asked about each minute, and looked at when it changed; a second connection is tried again later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    let news = false;
    let watches = 0;
    const { loop, log, work } = pushed((seen) => ({
      watch: () => {
        watches += 1;
        return Promise.reject(new MailFailureError(refused));
      },
      peek: async (path) => {
        seen.push(`peek ${path}`);
        return news;
      },
    }));
    await loop.check();
    loop.open(work);
    await vi.advanceTimersByTimeAsync(1000);
    log.length = 0;
    await vi.advanceTimersByTimeAsync(59_000);
    expect(log).toEqual(['peek INBOX']);
    expect(watches).toBe(2);
    news = true;
    log.length = 0;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(log.slice(0, 5)).toEqual(['peek INBOX', 'look INBOX', 'texts', 'rest Work', 'look Work']);
    expect(watches).toBe(2);
  });
});
