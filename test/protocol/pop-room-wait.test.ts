// An account whose disk has too little room, under the loop that runs it: it asks the disk and not the server, and goes on by itself.
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPopBackend } from '../../main/backends/pop/pop-backend.ts';
import { countMessages } from '../../main/store/messages.ts';
import type { MailStore } from '../../main/store/mail-store.ts';
import { diskFull } from '../../main/store/storage-failure.ts';
import { createStatusReport } from '../../main/worker/account-status.ts';
import { createSyncLoop } from '../../main/worker/sync-loop.ts';
import type { AccountStatus, ServerAddress } from '../../shared/account.ts';
import { type PopMaildropServer, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { openTempStore, testAccount, unexpected } from '../store/open-temp-store.ts';

const minute = 60_000;
const reserve = 100 * 1024 * 1024;

let server: PopMaildropServer;
beforeEach(async () => {
  server = await startPopMaildropServer();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  return () => {
    vi.useRealTimers();
    return server.stop();
  };
});

const mail = (name: string, bytes = 0): Buffer => Buffer.from(`Subject: ${name}\r\n\r\n${'x'.repeat(bytes)}\r\n`);
const signIns = (): number => server.commands.filter((command) => command.startsWith('PASS')).length;

function accountWith(room: number, change: (store: MailStore) => MailStore = (store) => store) {
  const store = change(openTempStore().store);
  const incoming: ServerAddress = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' };
  const identity = { name: '', address: 'ann@example.org' };
  const statuses: AccountStatus[] = [];
  const disk = { room, looks: 0 };
  const diskRoom = async (): Promise<number> => {
    disk.looks += 1;
    return disk.room;
  };
  const account = { kind: 'pop', id: testAccount, identity, incoming, outgoing: incoming, copies: { kind: 'leave' } } as const;
  const loop = createSyncLoop({
    store,
    status: createStatusReport(testAccount, null, (now) => statuses.push(now)),
    newBackend: () => createPopBackend(account, 'secret', { diskRoom }),
    runOperations: async () => null,
    arrived: () => undefined,
    needsPerson: () => expect.unreachable(),
    bug: unexpected,
    downloadPaused: () => false,
    looked: () => undefined,
    interval: () => 10 * minute,
    diskRoom,
  });
  onTestFinished(() => loop.stop());
  /** Sockets move only while somebody waits for them. */
  const pass = async (ms: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
    for (let turn = 0; turn < 2000 || server.connections() > 0; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { loop, disk, pass, status: () => statuses.at(-1), here: () => countMessages(store.read) };
}

describe('a disk without room for any mail', () => {
  it('keeps the account from signing in until there is some, and then the mail comes by itself', async () => {
    for (const name of ['one', 'two']) server.deliver(mail(name));
    const { loop, disk, pass, status, here } = accountWith(reserve);
    await loop.check();
    const told = { connection: { state: 'online' }, activity: null, lastChecked: null, notice: { kind: 'storage', code: 'DISK_ROOM' } };
    expect(status()).toMatchObject(told);
    disk.looks = 0;
    for (let passed = 0; passed < 60; passed++) await pass(minute);
    expect(signIns()).toBe(1);
    expect(disk.looks).toBe(60);
    expect(status()).toMatchObject(told);

    disk.room = 1e12;
    await pass(minute);
    expect(signIns()).toBe(2);
    expect(here()).toBe(2);
    expect(status()).toMatchObject({ connection: { state: 'online' }, notice: null });
    disk.looks = 0;
    await pass(9 * minute);
    expect(disk.looks).toBe(0);
    await pass(minute);
    expect(signIns()).toBe(3);
  });

  it('is told again to whoever checks by hand', async () => {
    server.deliver(mail('one'));
    const { loop, pass, status } = accountWith(reserve);
    await loop.check();
    await loop.check();
    expect(signIns()).toBe(2);
    expect(status()).toMatchObject({ connection: { state: 'online' }, notice: { code: 'DISK_ROOM' } });
    await pass(60 * minute);
    expect(signIns()).toBe(2);
  });
});

describe('a disk that turns out to be full', () => {
  it('is waited for in the same way, where it says so itself', async () => {
    for (const name of ['one', 'two']) server.deliver(mail(name));
    const { loop, disk, pass, status, here } = accountWith(1e12, (store) => ({
      ...store,
      disk: {
        ...store.disk,
        settle: async () => {
          if (disk.room > 0 && disk.room < 1e12) return store.disk.settle();
          disk.room = 0;
          throw diskFull('ENOSPC', null);
        },
      },
    }));
    await loop.check();
    expect(here()).toBe(0);
    expect(status()).toMatchObject({ connection: { state: 'online' }, notice: { kind: 'storage', code: 'ENOSPC' } });
    for (let passed = 0; passed < 30; passed++) await pass(minute);
    expect(signIns()).toBe(1);
    disk.room = 1e9;
    await pass(minute);
    expect(signIns()).toBe(2);
    expect(here()).toBe(2);
    expect(status()).toMatchObject({ notice: null });
  });
});

describe('a disk without room for one big message', () => {
  it('does not keep new mail from coming, and takes it as soon as there is room', async () => {
    server.deliver(mail('big', 3_000_000));
    const { loop, disk, pass, status, here } = accountWith(reserve + 3_000_000);
    await loop.check();
    expect(here()).toBe(0);
    expect(status()).toMatchObject({ connection: { state: 'online' }, notice: { code: 'DISK_ROOM' }, lastChecked: expect.any(Number) });
    server.deliver(mail('small'));
    await pass(10 * minute);
    expect(signIns()).toBe(2);
    expect(here()).toBe(1);
    expect(status()).toMatchObject({ notice: { code: 'DISK_ROOM' } });
    disk.room = 1e12;
    await pass(minute);
    expect(here()).toBe(2);
    expect(signIns()).toBe(3);
    expect(status()).toMatchObject({ notice: null });
  });

  it('looks at the disk no more when that message went elsewhere', async () => {
    server.deliver(mail('big', 3_000_000));
    const { loop, disk, pass } = accountWith(reserve + 3_000_000);
    await loop.check();
    server.empty();
    await loop.check();
    disk.looks = 0;
    await pass(9 * minute);
    expect(disk.looks).toBe(0);
  });
});
