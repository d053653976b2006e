// Sessions on a disk with too little room, with the room as a test says it is: what fits comes, the rest stays on the server, and nothing is lost.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFact } from '../../main/store/facts.ts';
import { type PopMaildropServer, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { openPopTestAccount, type PopTestAccount, type SyncChanges } from '../servers/support/pop-account.ts';

const megabyte = 1_000_000;
/** Bytes that are never filled. */
const reserve = 100 * 1024 * 1024;
const removeAll = { kind: 'remove-after-download' } as const;

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

const always = (room: number) => async (): Promise<number> => room;

/** A disk with so much room when nothing is on it; each byte of mail takes as many as `times`. */
const diskOf =
  (room: number, times = 1) =>
  async (): Promise<number> =>
    room - times * packs().reduce((sum, name) => sum + statSync(join(account.folder, 'raw', name)).size, 0);

function deliver(...messages: readonly Buffer[]): readonly string[] {
  for (const raw of messages) server.deliver(raw);
  return textOf(messages);
}

const textOf = (messages: readonly Buffer[]): readonly string[] => messages.map((raw) => raw.toString('latin1')).sort();
const onServer = (): readonly string[] => textOf(server.messages.map(({ raw }) => raw));
const packs = (): readonly string[] => readdirSync(join(account.folder, 'raw')).filter((name) => name.endsWith('.pack'));

describe('a message that has no room', () => {
  it('stays on the server, and keeps neither the others from coming nor from being removed', async () => {
    const small = deliver(mail('one'), mail('two'));
    const big = mail('big', 3 * megabyte);
    deliver(big, mail('three'));
    const diskRoom = always(reserve + 2 * megabyte);
    expect(await account.sync({ policy: removeAll, diskRoom })).toBeNull();
    expect(account.inbox()).toEqual([...small, mail('three').toString('latin1')].sort());
    expect(onServer()).toEqual(textOf([big]));
    expect(account.notices).toMatchObject([
      { kind: 'storage', code: 'DISK_ROOM', text: expect.stringMatching(/^One message of 4 MB does not fit/) },
    ]);
    expect(server.commands.filter((command) => command.startsWith('RETR'))).not.toContain('RETR 3');

    expect(await account.sync({ policy: removeAll, diskRoom: always(1e12) })).toBeNull();
    expect(account.inbox()).toContain(big.toString('latin1'));
    expect(onServer()).toEqual([]);
    expect(account.notices).toHaveLength(1);
  });

  it('is not tried for at all where there is no room for any', async () => {
    const all = deliver(mail('one'), mail('two'));
    const failure = await account.sync({ policy: removeAll, diskRoom: always(reserve) });
    expect(failure).toMatchObject({ kind: 'storage', code: 'DISK_ROOM', room: expect.any(Number) });
    expect(server.commands.filter((command) => /^(RETR|DELE)/.test(command))).toEqual([]);
    expect(onServer()).toEqual(all);
    expect(readFact(account.store.read, 'maildrop-messages')).toBe(2);
  });
});

describe('a message that is larger than the server says', () => {
  const outgrown = new Map<string, number>();
  beforeEach(() => outgrown.clear());

  it('is stopped before the disk is full, leaves nothing behind, and the next session brings the others', async () => {
    const small = deliver(mail('one'), mail('two'));
    const big = mail('big', 40 * megabyte);
    deliver(big);
    server.misbehave({ listSize: () => 100 });
    const failure = await account.sync({ policy: removeAll, outgrown, diskRoom: diskOf(reserve + 25 * megabyte) });
    expect(failure).toMatchObject({ kind: 'storage', code: 'DISK_ROOM' });
    expect(account.inbox()).toEqual([]);
    expect(packs()).toEqual([]);
    expect(onServer()).toEqual([...small, big.toString('latin1')].sort());
    expect(outgrown.get('u3')).toBeGreaterThan(8 * megabyte);
    expect(outgrown.get('u3')).toBeLessThan(40 * megabyte);

    expect(await account.sync({ policy: removeAll, outgrown, diskRoom: diskOf(reserve + 15 * megabyte) })).toBeNull();
    expect(account.inbox()).toEqual(small);
    expect(onServer()).toEqual(textOf([big]));
    expect(account.notices).toMatchObject([{ text: expect.stringMatching(/^One message of \d\d MB does not fit/) }]);

    expect(await account.sync({ policy: removeAll, outgrown, diskRoom: always(1e12) })).toBeNull();
    expect(account.inbox()).toEqual([...small, big.toString('latin1')].sort());
    expect(onServer()).toEqual([]);
  });

  it('or as large, for once: the others are here by then, and the account is as well as it can be', async () => {
    const small = deliver(mail('one'), mail('two'));
    const big = mail('big', 40 * megabyte);
    server.deliver(big);
    const listSize = (bytes: number): number => (bytes > megabyte ? 2_000_000_000 : bytes);
    server.misbehave({ listSize });
    expect(await account.sync({ policy: removeAll, outgrown, diskRoom: diskOf(450 * megabyte, 10) })).toBeNull();
    expect(account.inbox()).toEqual(small);
    expect(account.notices).toMatchObject([{ code: 'DISK_ROOM', text: expect.stringMatching(/^One message of 2,000 MB does not fit/) }]);
    // That session ended without QUIT.
    expect(onServer()).toHaveLength(3);

    server.deliver(mail('three'));
    expect(await account.sync({ policy: removeAll, outgrown, diskRoom: always(1e9) })).toBeNull();
    expect(account.inbox()).toEqual([...small, mail('three').toString('latin1')].sort());
    expect(onServer()).toEqual(textOf([big]));
  });

  it('or smaller comes although there would be no room for what the server says', async () => {
    const all = deliver(mail('one'), mail('two'), mail('three'));
    server.misbehave({ listSize: (bytes, number) => (number === 2 ? 4_294_967_295 : bytes) });
    expect(await account.sync({ diskRoom: always(1e9) })).toBeNull();
    expect(account.inbox()).toEqual(all);
    expect(account.notices).toEqual([]);
  });
});

describe('what is left on the server', () => {
  const facts = () => (['maildrop-messages', 'maildrop-bytes'] as const).map((name) => readFact(account.store.read, name));
  const sync = (changes: SyncChanges = {}) => account.sync(changes);

  it('is what was listed, without what was removed', async () => {
    deliver(mail('one'), mail('two'));
    await sync();
    expect(facts()).toEqual([2, mail('one').length + mail('two').length]);
    server.deliver(mail('three'));
    server.misbehave({ instead: (command) => (command === 'DELE 2' ? { say: '-ERR not now\r\n' } : undefined) });
    await sync({ policy: removeAll });
    expect(facts()).toEqual([1, mail('two').length]);
  });

  it('is what was listed when the session broke off, also the first one, and then nobody is told of old mail', async () => {
    deliver(mail('one'), mail('two'));
    server.misbehave({ capa: ['UIDL'], instead: (command) => (command === 'RETR 1' ? { say: '', hangUp: true } : undefined) });
    expect(await sync({ policy: removeAll })).toMatchObject({ kind: 'offline' });
    expect(facts()).toEqual([2, mail('one').length + mail('two').length]);
    server.misbehave({});
    expect(await sync({ policy: removeAll })).toBeNull();
    expect(facts()).toEqual([0, 0]);
    expect(account.arrived).toEqual([]);
    server.deliver(mail('three'));
    expect(await sync()).toBeNull();
    expect(account.arrived).toEqual([account.find('three')]);
  });

  it.each([
    ['none', () => 0],
    ['one that cannot be', (bytes: number, number: number) => (number === 2 ? 1e14 : bytes)],
  ])('is told without bytes where the server tells no size, or %s', async (_what, listSize) => {
    deliver(mail('one'), mail('two'), mail('three'));
    server.misbehave({ listSize });
    expect(await sync()).toBeNull();
    expect(facts()).toEqual([3, null]);
    server.misbehave({});
    expect(await sync()).toBeNull();
    expect(facts()[1]).toBeGreaterThan(0);
  });
});
