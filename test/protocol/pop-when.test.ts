// When a POP account signs in: our whole worker, a server that counts, and a clock that the test moves.
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PopAccount } from '../../shared/account.ts';
import { type PopMaildropServer, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { type AccountOptions, runAccount, type RunningAccount } from '../servers/support/running-account.ts';

const minute = 60_000;

let server: PopMaildropServer;
beforeEach(async () => {
  server = await startPopMaildropServer();
  server.deliver(Buffer.from('Subject: one\r\n\r\none\r\n'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  return () => {
    vi.useRealTimers();
    return server.stop();
  };
});

async function popAccount(options: Partial<AccountOptions> = {}): Promise<RunningAccount> {
  const incoming = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' } as const;
  const account = await runAccount({
    kind: 'pop',
    address: 'ann@example.org',
    incoming,
    outgoing: { ...incoming, port: 1 },
    password: 'x',
    ...options,
  });
  onTestFinished(() => account.end());
  return account;
}

const signIns = (): number => server.commands.filter((command) => command.startsWith('PASS')).length;

/** The clock of the test stands still meanwhile, that of the sockets does not. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200_000 && !isSo(); turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(isSo()).toBe(true);
}

/** Every session that has begun has ended, and nothing more begins. */
async function atRest(account: RunningAccount, times: number): Promise<void> {
  await until(() => signIns() >= times);
  await until(() => server.connections() === 0);
  await until(() => account.status()?.activity === null && account.status()?.connection.state !== 'connecting');
  for (let turn = 0; turn < 300; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(signIns()).toBe(times);
}

const refusing = (...refusals: readonly string[]): void => {
  const left = [...refusals];
  server.misbehave({
    instead: (command) => {
      const refusal = command.startsWith('PASS') ? left.shift() : undefined;
      return refusal === undefined ? undefined : { say: `-ERR ${refusal}\r\n` };
    },
  });
};

describe('a POP account is checked', () => {
  it('at start, by hand, and after as many minutes as the settings say', async () => {
    const account = await popAccount({ interval: 7 });
    await atRest(account, 1);
    await account.worker.checkMail();
    await atRest(account, 2);
    await vi.advanceTimersByTimeAsync(7 * minute - 1000);
    await atRest(account, 2);
    await vi.advanceTimersByTimeAsync(1000);
    await atRest(account, 3);
    await account.worker.setInterval(2);
    await vi.advanceTimersByTimeAsync(2 * minute);
    await atRest(account, 4);
  });

  it('after as many minutes as were chosen for it alone, whatever the settings say', async () => {
    const account = await popAccount({ interval: 5, checkEvery: 30 });
    await atRest(account, 1);
    await account.worker.setInterval(1);
    await vi.advanceTimersByTimeAsync(30 * minute - 1000);
    await atRest(account, 1);
    await vi.advanceTimersByTimeAsync(1000);
    await atRest(account, 2);
  });

  it('by another interval as soon as one is chosen, without a sign-in for that', async () => {
    const account = await popAccount({ interval: 60 });
    await atRest(account, 1);
    const pop = account.account as PopAccount;
    await account.worker.setAccount({ ...pop, checkEvery: 3 });
    await atRest(account, 1);
    await vi.advanceTimersByTimeAsync(3 * minute);
    await atRest(account, 2);
    await account.worker.setAccount({ ...pop, checkEvery: null });
    await vi.advanceTimersByTimeAsync(3 * minute);
    await atRest(account, 3);
    await vi.advanceTimersByTimeAsync(59 * minute);
    await atRest(account, 3);
  });

  it('at once when another option was chosen for what is done there', async () => {
    const account = await popAccount({ interval: 60 });
    await atRest(account, 1);
    await account.worker.setAccount({ ...(account.account as PopAccount), copies: { kind: 'remove-after-download' } });
    await atRest(account, 2);
    expect(server.messages).toEqual([]);
    await vi.advanceTimersByTimeAsync(60 * minute);
    await atRest(account, 3);
  });

  it('as before after another option was chosen while the server was away', async () => {
    server.misbehave({ instead: (command) => (command.startsWith('PASS') && signIns() <= 2 ? { say: '', hangUp: true } : undefined) });
    const account = await popAccount();
    await until(() => account.status()?.connection.state === 'offline');
    await account.worker.setAccount({ ...(account.account as PopAccount), copies: { kind: 'remove-after-download' } });
    await vi.advanceTimersByTimeAsync(1250);
    await until(() => signIns() === 2 && account.status()?.connection.state === 'offline');
    await vi.advanceTimersByTimeAsync(2500);
    await atRest(account, 3);
    expect(server.messages).toEqual([]);
  });

  it('once after hours of sleep, however many checks were missed and however often it is told', async () => {
    const account = await popAccount({ interval: 10 });
    await atRest(account, 1);
    vi.setSystemTime(Date.now() + 5 * 60 * minute);
    await Promise.all([account.worker.wake(), account.worker.wake()]);
    await vi.advanceTimersByTimeAsync(40_000);
    await atRest(account, 2);
    await account.worker.wake();
    await vi.advanceTimersByTimeAsync(9 * minute);
    await atRest(account, 2);
    await vi.advanceTimersByTimeAsync(minute);
    await atRest(account, 3);
  });

  it('anew after sleep in the middle of a session whose line died meanwhile, and not before that is sure', async () => {
    server.misbehave({ instead: (command) => (command === 'RETR 1' && signIns() === 1 ? { say: '+OK\r\nSubject: o' } : undefined) });
    const account = await popAccount();
    await until(() => server.commands.includes('RETR 1'));
    await vi.advanceTimersByTimeAsync(1000);
    await account.worker.wake();
    await vi.advanceTimersByTimeAsync(14_000);
    expect(signIns()).toBe(1);
    await vi.advanceTimersByTimeAsync(3000);
    await atRest(account, 2);
    expect(await account.rows('inbox')).toHaveLength(1);
  });

  it('also after sleep that nobody told of', async () => {
    const account = await popAccount({ interval: 10 });
    await atRest(account, 1);
    vi.setSystemTime(Date.now() + 5 * 60 * minute);
    await vi.advanceTimersByTimeAsync(40_000);
    await atRest(account, 2);
  });
});

describe('a server with a shortest time between two sign-ins', () => {
  const capa = ['UIDL', 'RESP-CODES', 'LOGIN-DELAY 900'];

  it('is not asked sooner, whatever interval was chosen and whatever is to be removed there', async () => {
    server.misbehave({ capa });
    const account = await popAccount({ checkEvery: 1, copies: { kind: 'remove-when-deleted' } });
    await atRest(account, 1);
    await vi.advanceTimersByTimeAsync(minute);
    const [row] = await account.rows('inbox');
    if (row === undefined) throw new Error('a row');
    await account.worker.submit({ kind: 'move-to-role', refs: [row.ref], role: 'trash' });
    await vi.advanceTimersByTimeAsync(13 * minute);
    await atRest(account, 1);
    await vi.advanceTimersByTimeAsync(2 * minute);
    await atRest(account, 2);
    await until(() => server.messages.length === 0);
  });

  it('is not asked sooner for another option, which counts from then on', async () => {
    server.misbehave({ capa });
    const account = await popAccount();
    await atRest(account, 1);
    await account.worker.setAccount({ ...(account.account as PopAccount), copies: { kind: 'remove-after-download' } });
    await vi.advanceTimersByTimeAsync(14 * minute);
    await atRest(account, 1);
    await vi.advanceTimersByTimeAsync(minute);
    await atRest(account, 2);
    expect(server.messages).toEqual([]);
    expect(account.status()).toMatchObject({ connection: { state: 'online' }, notice: null });
  });

  it('is known by the first refusal, and says so to whoever checks by hand', async () => {
    const refusal = { say: '-ERR [LOGIN-DELAY] too soon\r\n' };
    server.misbehave({ capa, instead: (command) => (command.startsWith('PASS') && signIns() <= 2 ? refusal : undefined) });
    const account = await popAccount({ interval: 1 });
    await atRest(account, 1);
    const told = {
      connection: { state: 'online' },
      notice: { kind: 'busy', text: expect.stringContaining('wants 15 minutes between two checks') },
    };
    expect(account.status()).toMatchObject(told);
    await vi.advanceTimersByTimeAsync(14 * minute);
    await atRest(account, 1);
    await account.worker.checkMail();
    await atRest(account, 2);
    expect(account.status()).toMatchObject(told);
    await vi.advanceTimersByTimeAsync(14 * minute);
    await atRest(account, 2);
    await vi.advanceTimersByTimeAsync(2 * minute);
    await atRest(account, 3);
    expect(account.status()).toMatchObject({ connection: { state: 'online' }, notice: null });
    expect(await account.rows('inbox')).toHaveLength(1);
  });
});

describe('a maildrop that somebody else has open', () => {
  const told = {
    connection: { state: 'online' },
    notice: { kind: 'busy', text: 'Another program is reading this mailbox on 127.0.0.1 right now, which lets in one at a time.' },
  };

  it.each([
    '[IN-USE] Do you have another POP session running?',
    'maildrop already locked',
    'Unable to lock maildrop: mailbox is locked by POP server',
  ])('is told as such, and tried again with growing pauses: %s', async (words) => {
    refusing(words, words, words);
    const account = await popAccount({ interval: 60 });
    await atRest(account, 1);
    expect(account.status()).toMatchObject(told);
    for (const [tries, pause] of [0.5, 1, 2].entries()) {
      // The dice make it up to a quarter shorter or longer.
      await vi.advanceTimersByTimeAsync(pause * 0.74 * minute);
      await atRest(account, tries + 1);
      await vi.advanceTimersByTimeAsync(pause * 0.52 * minute);
      await atRest(account, tries + 2);
    }
    expect(account.status()).toMatchObject({ connection: { state: 'online' }, notice: null });
    expect(await account.rows('inbox')).toHaveLength(1);
    expect(account.heard['credentials.needed']).toEqual([]);
    expect(account.heard['account.status'].map(({ connection }) => connection.state)).not.toContain('offline');
  });

  it('at a later check is the same', async () => {
    const account = await popAccount({ interval: 60 });
    await atRest(account, 1);
    refusing('[IN-USE] locked', '[IN-USE] locked');
    await account.worker.checkMail();
    await atRest(account, 2);
    expect(account.status()).toMatchObject(told);
    await vi.advanceTimersByTimeAsync(0.63 * minute);
    await atRest(account, 3);
    await vi.advanceTimersByTimeAsync(1.25 * minute);
    await atRest(account, 4);
    expect(account.status()).toMatchObject({ connection: { state: 'online' }, notice: null });
  });
});

describe('a POP account that is paused', () => {
  it('is checked without a download, and downloads as soon as it goes on', async () => {
    const account = await popAccount({ interval: 10 });
    await atRest(account, 1);
    await account.worker.pauseDownload(true);
    server.deliver(Buffer.from('Subject: two\r\n\r\ntwo\r\n'));
    await account.worker.checkMail();
    await atRest(account, 2);
    expect(account.status()).toMatchObject({ downloadPaused: true, notice: null });
    expect(await account.rows('inbox')).toHaveLength(1);
    expect((await account.reader.storage())[0]).toMatchObject({ maildrop: { messages: 2 } });
    await account.worker.pauseDownload(false);
    await atRest(account, 3);
    expect(await account.rows('inbox')).toHaveLength(2);
    expect(account.status()).toMatchObject({ downloadPaused: false });
  });

  it('in the middle of a download is at rest at once, and has all of it as soon as it goes on', async () => {
    server.deliver(Buffer.from('Subject: two\r\n\r\ntwo\r\n'));
    server.misbehave({ capa: ['UIDL'], instead: (command) => (command === 'RETR 1' ? { say: '+OK\r\nSubject: o' } : undefined) });
    const account = await popAccount();
    await until(() => server.commands.includes('RETR 1'));
    await account.worker.pauseDownload(true);
    await vi.advanceTimersByTimeAsync(200);
    await atRest(account, 1);
    expect(account.status()).toMatchObject({ connection: { state: 'online' }, activity: null, downloadPaused: true, notice: null });
    expect((await account.rows('inbox')).map(({ subject }) => subject)).toEqual(['two']);
    expect(server.messages).toHaveLength(2);
    server.misbehave({});
    await account.worker.pauseDownload(false);
    await atRest(account, 2);
    expect(await account.rows('inbox')).toHaveLength(2);
  });
});
