// What the person opens, looks at, chooses and deletes in a maildrop whose ids are not what they were, or that tells little of its messages.
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepChoice } from '../../main/store/maildrop-choices.ts';
import { listUidls, uidlByName } from '../../main/store/uidls.ts';
import { isWanted, wantBody } from '../../main/store/wanted-bodies.ts';
import type { MaildropChoice } from '../../shared/maildrop.ts';
import type { MessageId } from '../../shared/message.ts';
import { type PopMaildropServer, type PopOddities, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { openPopTestAccount, type PopTestAccount } from '../servers/support/pop-account.ts';
import { shownInInbox } from '../servers/support/shown-in-inbox.ts';

const capa = ['UIDL', 'TOP', 'PIPELINING'];
const inEachSession: PopOddities['uidls'] = (all, session) => all.map((_, at) => `s${session}-${at}`);
const moved: PopOddities['uidls'] = (all) => all.map(({ uidl }) => `moved-${uidl}`);
const listsNothing: PopOddities = {
  uidls: () => [],
  instead: (command) => (command === 'LIST' ? { say: '+OK\r\n.\r\n' } : undefined),
};

const letter = (word: string, size = 0): Buffer =>
  Buffer.from(`Message-ID: <${word}@example.org>\r\nSubject: ${word}\r\n\r\n${'x'.repeat(size)}\r\n`);
/** Its head tells it from no other. */
const nameless = (word: string, size = 0): Buffer => Buffer.from(`Subject: ${word}\r\n\r\n${word}${'x'.repeat(size)}\r\n`);

async function scene(deliver: Readonly<Record<string, Buffer>> = {}) {
  const server = await startPopMaildropServer();
  const account = await openPopTestAccount({ host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' }, 'x', {
    largest: 1000,
  });
  onTestFinished(async () => {
    await account.remove();
    await server.stop();
  });
  server.misbehave({ capa });
  for (const [uidl, raw] of Object.entries(deliver)) server.deliver(raw, uidl);
  expect(await account.sync()).toBeNull();
  return { server, account };
}

function idOf({ store }: PopTestAccount, uidl: string): MessageId {
  const id = uidlByName(store.read, uidl)?.messageId ?? null;
  if (id === null) throw new Error(`nothing of ${uidl} is here`);
  return id;
}

const idsOn = (server: PopMaildropServer) => server.messages.map(({ uidl }) => uidl);

function choose({ store }: PopTestAccount, uidl: string, choice: MaildropChoice): void {
  store.transaction((tx) => keepChoice(tx, { uidl, size: null, headHash: null }, choice));
}

/** The person does that when the server hears this command; it answers as always. */
function whenTold(heard: string, act: () => void): NonNullable<PopOddities['instead']> {
  return (command) => {
    if (command === heard) act();
    return undefined;
  };
}

describe('a head is opened', () => {
  it.each<[string, PopOddities]>([
    ['numbers anew in each session', { uidls: inEachSession }],
    ['gives no ids any more', { uidls: null }],
  ])('and comes whole, as the same message, where the server %s', async (_what, oddities) => {
    const { server, account } = await scene({ small: letter('small'), big: letter('big', 5000) });
    const id = idOf(account, 'big');
    server.misbehave({ capa, ...oddities });
    expect(await account.open(id)).toBeNull();
    expect(shownInInbox(account)).toEqual(['big', 'small']);
    expect(isWanted(account.store.read, id)).toBe(false);
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['big', 'small']);
  });

  it('of which nothing but its size is known, and comes, where the server numbers anew and hands no heads over', async () => {
    const { server, account } = await scene();
    server.misbehave({ capa: ['UIDL'], uidls: inEachSession });
    server.deliver(letter('big', 5000));
    for (const _ of ['first', 'second']) expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['()']);
    const [row] = listUidls(account.store.read);
    expect(await account.open(idOf(account, row?.uidl ?? ''))).toBeNull();
    expect(account.inbox()).toEqual([letter('big', 5000).toString('latin1')]);
  });

  it('offline, and comes with the next check where the server gives no ids any more', async () => {
    const { server, account } = await scene({ small: letter('small'), big: letter('big', 5000) });
    account.store.transaction((tx) => wantBody(tx, idOf(account, 'big'), 1));
    server.misbehave({ capa, uidls: null });
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['big', 'small']);
    expect(account.notices).toEqual([]);
  });
});

describe('a look under new ids', () => {
  it('tells what is here, and what is chosen there is done', async () => {
    const { server, account } = await scene({ whole: letter('whole'), gone: letter('gone'), head: letter('head', 5000) });
    account.deleteForEver(idOf(account, 'gone'));
    server.misbehave({ capa, uidls: moved });
    const seen = await account.look(100);
    expect(seen.map(({ uidl, state }) => [uidl, state])).toEqual([
      ['moved-head', 'head'],
      ['moved-gone', 'deleted'],
      ['moved-whole', 'here'],
    ]);
    choose(account, 'moved-head', 'remove');
    choose(account, 'moved-gone', 'fetch');
    choose(account, 'moved-whole', 'remove');
    for (const _ of ['known again', 'fetched']) expect(await account.sync()).toBeNull();
    expect(idsOn(server)).toEqual(['gone']);
    expect(shownInInbox(account)).toEqual(['gone', 'whole']);
  });

  it('does not remove what was opened after it', async () => {
    const { server, account } = await scene({ head: letter('head', 5000) });
    server.misbehave({ capa, uidls: moved });
    choose(account, 'moved-head', 'remove');
    account.store.transaction((tx) => wantBody(tx, idOf(account, 'head'), 1));
    expect(await account.sync()).toBeNull();
    expect(idsOn(server)).toEqual(['head']);
    expect(shownInInbox(account)).toEqual(['head']);
  });
});

describe('what was deleted here for ever', () => {
  it.each(['remove-when-deleted', 'remove-after-download'] as const)(
    'and chosen to be removed is so once, and told of no refusal: %s',
    async (kind) => {
      const { server, account } = await scene({ one: letter('one') });
      account.deleteForEver(idOf(account, 'one'));
      choose(account, 'one', 'remove');
      expect(await account.sync({ policy: { kind } })).toBeNull();
      expect(idsOn(server)).toEqual([]);
      expect(account.notices).toEqual([]);
    },
  );

  it('and is chosen to be fetched while its removal is being asked for stays on the server, and comes', async () => {
    const { server, account } = await scene({ one: letter('one') });
    account.deleteForEver(idOf(account, 'one'));
    server.misbehave({ capa, instead: whenTold('DELE 1', () => choose(account, 'one', 'fetch')) });
    expect(await account.sync({ policy: { kind: 'remove-after-download' } })).toBeNull();
    expect(idsOn(server)).toEqual(['one']);
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['one']);
  });

  it('does not come back when its choice is another while it is on the way under a new id', async () => {
    const { server, account } = await scene({ one: letter('one') });
    account.deleteForEver(idOf(account, 'one'));
    server.misbehave({
      capa,
      uidls: moved,
      listSize: (bytes) => bytes + 1,
      instead: whenTold('RETR 1', () => choose(account, 'moved-one', 'leave')),
    });
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual([]);
  });

  it.each<[string, (server: PopMaildropServer, account: PopTestAccount) => Promise<unknown>]>([
    ['lists it with another size', async (server) => server.misbehave({ capa, listSize: (bytes) => bytes + 1 })],
    [
      'lists nothing for once',
      async (server, account) => {
        server.misbehave(listsNothing);
        await account.sync();
        server.misbehave({ capa: ['UIDL'] });
      },
    ],
  ])('does not come back where an earlier message of that id was removed, and the server %s', async (_what, then) => {
    const { server, account } = await scene({ id: letter('first') });
    await account.sync({ policy: { kind: 'remove-after-download' } });
    account.deleteForEver(idOf(account, 'id'));
    server.deliver(letter('the second'), 'id');
    await account.sync();
    expect(shownInInbox(account)).toEqual(['the second']);
    account.deleteForEver(idOf(account, 'id'));
    await then(server, account);
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual([]);
  });

  it('does not come back where the server gives no ids, and twice listed nothing', async () => {
    const { server, account } = await scene();
    server.misbehave({ capa, uidls: null });
    server.deliver(letter('one'));
    await account.sync();
    account.deleteForEver(account.find('one'));
    for (const oddities of [listsNothing, listsNothing, { capa, uidls: null }]) {
      server.misbehave(oddities);
      expect(await account.sync()).toBeNull();
    }
    expect(shownInInbox(account)).toEqual([]);
  });

  it.each([5000, 6000])('keeps no new message of %d bytes away that has the same head, where heads tell nothing', async (size) => {
    const { server, account } = await scene({ one: nameless('report', 5000) });
    account.deleteForEver(idOf(account, 'one'));
    server.empty();
    server.deliver(nameless('report', size), 'two');
    for (const _ of ['first', 'second']) expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['(report)']);
  });
});

it.each<[string, PopOddities, typeof letter]>([
  ['heads tell', { capa }, letter],
  ['heads tell nothing', { capa }, nameless],
  ['it has no TOP', { capa: ['UIDL'] }, letter],
])('a maildrop that numbers anew in each session takes no more and more room: %s', async (_what, oddities, write) => {
  const { server, account } = await scene();
  server.misbehave({ ...oddities, uidls: inEachSession });
  for (const word of ['a', 'b', 'c', 'gone']) server.deliver(write(word));
  server.deliver(write('big', 5000));
  await account.sync();
  account.deleteForEver(account.find('gone'));
  const counts = () =>
    ['uidl', 'message', 'history'].map((table) => account.store.read.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n);
  for (const _ of ['first', 'second']) await account.sync();
  const [before, arrived] = [counts(), account.arrived.length];
  for (let session = 0; session < 4; session++) expect(await account.sync()).toBeNull();
  expect(counts()).toEqual(before);
  expect(shownInInbox(account)).toHaveLength(4);
  expect(account.arrived).toHaveLength(arrived);
});

it('ids of any bytes and of any length are told apart, and known again', async () => {
  const odd = ['a\0b', 'a\0c', 'a', 'content', 'é', '\u{feff}', '"]', 'x'.repeat(100_000)];
  const { server, account } = await scene(Object.fromEntries(odd.map((uidl, at) => [uidl, letter(`m${at}`, at % 2 === 0 ? 5000 : 0)])));
  const before = server.commands.length;
  expect(await account.sync()).toBeNull();
  expect(server.commands.slice(before).filter((command) => /^(RETR|TOP)/.test(command))).toEqual([]);
  expect(shownInInbox(account)).toHaveLength(odd.length);
  expect(listUidls(account.store.read)).toHaveLength(odd.length);
  await account.sync({ policy: { kind: 'remove-after-download' }, largest: null });
  expect(idsOn(server)).toEqual([]);
  expect(shownInInbox(account)).toHaveLength(odd.length);
});
