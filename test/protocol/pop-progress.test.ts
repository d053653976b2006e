// What is told of a download while it runs, and how a person stops it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFact } from '../../main/store/facts.ts';
import type { Activity } from '../../shared/account.ts';
import { type PopMaildropServer, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { openPopTestAccount, type PopTestAccount } from '../servers/support/pop-account.ts';

let server: PopMaildropServer;
let account: PopTestAccount;
beforeEach(async () => {
  server = await startPopMaildropServer();
  account = await openPopTestAccount({ host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' }, 'x');
});
afterEach(async () => {
  await account.remove();
  await server.stop();
});

function mail(name: string, bytes = 0): Buffer {
  return Buffer.concat([Buffer.from(`Subject: ${name}\r\n\r\n`), Buffer.alloc(bytes, `${'x'.repeat(98)}\r\n`), Buffer.from('\r\n')]);
}

const big = mail('big', 20_000_000);
const onServer = (): readonly string[] => server.messages.map(({ raw }) => raw.toString('latin1')).sort();
const downloads = (): readonly Activity[] => account.activities.filter(({ what }) => what === 'downloading');
const bytesTold = (): readonly number[] => downloads().map(({ bytes }) => bytes?.done ?? 0);

describe('the bytes of a download', () => {
  it.each<[string, (bytes: number, number: number) => number]>([
    ['are told exactly', (bytes) => bytes],
    ['are told as far as the server knows them, when it lists too little', (bytes, number) => (number === 2 ? 500_000 : bytes)],
    ['are told as far as the server knows them, when it lists too much', (bytes, number) => (number === 2 ? 2 * bytes : bytes)],
  ])('%s: they move while a big message comes, never go back, and end where they should', async (_what, listSize) => {
    const all = [mail('one', 300_000), big, mail('three', 50)];
    for (const raw of all) server.deliver(raw);
    server.misbehave({ listSize });
    expect(await account.sync()).toBeNull();
    const total = all.reduce((sum, raw, at) => sum + listSize(raw.length, at + 1), 0);
    const told = bytesTold();
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(downloads().every(({ bytes }) => bytes?.total === total)).toBe(true);
    expect(downloads().at(-1)).toMatchObject({ done: 3, total: 3, bytes: { done: total } });
    expect(told.filter((bytes) => bytes > 0 && bytes < total).length).toBeGreaterThan(10);
    // Not one for each packet.
    expect(told.length).toBeLessThan(total / 32_768 + all.length + 1);
  });
});

describe('a download that the person stops', () => {
  it('ends in the middle of a big message, with what came before it here and everything still on the server', async () => {
    server.deliver(big);
    for (const name of ['one', 'two']) server.deliver(mail(name));
    const before = onServer();
    // Its second half never comes: a silent server is no reason to wait.
    const half = Buffer.concat([Buffer.from('+OK\r\n'), big.subarray(0, big.length / 2)]);
    server.misbehave({ capa: ['UIDL'], instead: (command) => (command === 'RETR 1' ? { say: half } : undefined) });
    const paused = (): boolean => (bytesTold().at(-1) ?? 0) > 5_000_000;
    expect(await account.sync({ policy: { kind: 'remove-after-download' }, paused })).toBeNull();
    expect(account.inbox()).toEqual([mail('one'), mail('two')].map((raw) => raw.toString('latin1')));
    expect(onServer()).toEqual(before);
    expect(server.commands.filter((command) => /^(DELE|QUIT)/.test(command))).toEqual([]);
    expect(account.notices).toEqual([]);

    server.misbehave({});
    expect(await account.sync({ policy: { kind: 'remove-after-download' } })).toBeNull();
    expect(account.inbox()).toHaveLength(3);
    expect(onServer()).toEqual([]);
    expect(account.arrived).toEqual([]);
  });

  it('is none at the checks that follow: they list, and remove what may go', async () => {
    server.deliver(mail('one'));
    expect(await account.sync()).toBeNull();
    server.deliver(mail('two'));
    const paused = (): boolean => true;
    expect(await account.sync({ policy: { kind: 'remove-after-download' }, paused })).toBeNull();
    expect(account.inbox()).toEqual([mail('one').toString('latin1')]);
    expect(onServer()).toEqual([mail('two').toString('latin1')]);
    expect(readFact(account.store.read, 'maildrop-messages')).toBe(1);
    expect(await account.sync()).toBeNull();
    expect(account.arrived).toEqual([account.find('two')]);
  });

  it('is none of the first session either, and then nobody is told of old mail', async () => {
    server.deliver(mail('one'));
    expect(await account.sync({ paused: () => true })).toBeNull();
    expect(account.inbox()).toEqual([]);
    expect(await account.sync()).toBeNull();
    expect(account.inbox()).toHaveLength(1);
    expect(account.arrived).toEqual([]);
    server.deliver(mail('two'));
    expect(await account.sync()).toBeNull();
    expect(account.arrived).toEqual([account.find('two')]);
  });

  it('ends a check that only compares before it removes, too', async () => {
    for (const name of ['one', 'two']) server.deliver(mail(name));
    expect(await account.sync()).toBeNull();
    const before = onServer();
    server.misbehave({ capa: ['UIDL'], instead: (command) => (command === 'RETR 1' ? { say: '+OK\r\nSubject' } : undefined) });
    const commands = server.commands.length;
    const paused = (): boolean => server.commands.slice(commands).includes('RETR 1');
    expect(await account.sync({ policy: { kind: 'remove-after-download' }, paused })).toBeNull();
    expect(server.commands.slice(commands)).not.toContain('QUIT');
    expect(onServer()).toEqual(before);
    server.misbehave({});
    expect(await account.sync({ policy: { kind: 'remove-after-download' } })).toBeNull();
    expect(onServer()).toEqual([]);
  });
});
