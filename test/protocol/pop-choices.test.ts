// What a person chooses for single messages of a maildrop: looked at before, kept at once, and done by the check that begins then.
import { describe, expect, it, onTestFinished } from 'vitest';
import { historyOf } from '../../main/store/history.ts';
import { storeFiles } from '../../main/store/files.ts';
import { openReadDb } from '../../main/store/sqlite.ts';
import { listUidls, type StoredUidl } from '../../main/store/uidls.ts';
import { failureOf, type MailFailure } from '../../shared/failure.ts';
import type { MaildropEntry } from '../../shared/maildrop.ts';
import type { MessageSummary } from '../../shared/message.ts';
import { type PopMaildropServer, type PopOddities, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { type AccountOptions, eventually, type RunningAccount, runAccount } from '../servers/support/running-account.ts';

const capa = ['UIDL', 'TOP', 'PIPELINING'];
const nobody = { host: '127.0.0.1', port: 1, security: 'none', userName: 'ann' } as const;

function letter(word: string, size = 0): Buffer {
  const head = `From: ${word.toUpperCase()} <${word}@example.org>\r\nMessage-ID: <${word}@example.org>\r\nSubject: =?utf-8?q?${word}=21?=\r\n`;
  return Buffer.from(`${head}\r\n${'x'.repeat(size)}\r\n`);
}

interface Scene {
  readonly server: PopMaildropServer;
  readonly account: RunningAccount;
  /** Waits for a check that began after now. */
  check(): Promise<void>;
  uidls(): readonly StoredUidl[];
  row(subject: string): Promise<MessageSummary | undefined>;
}

async function scene(deliver: Readonly<Record<string, Buffer>> = {}, options: Partial<AccountOptions> = {}): Promise<Scene> {
  const server = await startPopMaildropServer();
  server.misbehave({ capa });
  for (const [uidl, raw] of Object.entries(deliver)) server.deliver(raw, uidl);
  const account = await runAccount({
    kind: 'pop',
    address: 'ann@example.org',
    incoming: { ...nobody, port: server.port },
    outgoing: nobody,
    password: 'secret',
    largestDownload: 1000,
    ...options,
  });
  onTestFinished(async () => {
    await account.end();
    await server.stop();
  });
  await account.worker.checkMail();
  return {
    server,
    account,
    check: async () => account.worker.checkMail(),
    uidls: () => {
      const db = openReadDb(storeFiles(account.folder).mail);
      try {
        return listUidls(db);
      } finally {
        db.close();
      }
    },
    row: async (subject) => (await account.rows('inbox')).find((each) => each.subject === subject),
  };
}

const failureFrom = async (call: () => unknown): Promise<MailFailure | null> => {
  try {
    await call();
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
};
const told = (entries: readonly MaildropEntry[]) =>
  entries.map(({ uidl, state, choice, head }) => [uidl, state, choice, head?.subject ?? null]);
const idsOn = (server: PopMaildropServer) => server.messages.map(({ uidl }) => uidl);
const commandsSince = (server: PopMaildropServer, from: number) =>
  server.commands.slice(from).filter((command) => /^(TOP|RETR|DELE|QUIT)/.test(command));

describe('a look at the maildrop', () => {
  it('tells of each message what is here of it, newest first, and downloads and removes nothing', async () => {
    const { server, account, row } = await scene({ small: letter('small'), big: letter('big', 5000), gone: letter('gone') });
    const gone = await row('gone!');
    if (gone === undefined) throw new Error('not here');
    await account.worker.submit({ kind: 'expunge', refs: [gone.ref] });
    server.deliver(letter('new'), 'new');
    const from = server.commands.length;
    const { entries, headsAsked } = await account.worker.lookAtMaildrop();
    expect(told(entries)).toEqual([
      ['new', 'new', null, 'new!'],
      ['gone', 'deleted', null, 'gone!'],
      ['big', 'head', null, 'big!'],
      ['small', 'here', null, 'small!'],
    ]);
    expect(entries[0]).toEqual({
      uidl: 'new',
      state: 'new',
      choice: null,
      size: letter('new').length,
      head: { from: { name: 'NEW', address: 'new@example.org' }, subject: 'new!', date: null },
    });
    expect(headsAsked).toBe(1000);
    expect(commandsSince(server, from)).toEqual(['TOP 4 0', 'TOP 3 0', 'QUIT']);
    expect(await row('new!')).toBeUndefined();
    expect(account.status()?.activity).toBeNull();
  });

  it.each<[string, PopOddities, readonly unknown[]]>([
    ['has no TOP', { capa: ['UIDL'] }, ['new', null]],
    ['has no ids', { capa, uidls: null }, [null, 'new!']],
  ])('works where the server %s', async (_what, oddities, [uidl, subject]) => {
    const { server, account } = await scene();
    server.misbehave(oddities);
    server.deliver(letter('new'), 'new');
    expect(told((await account.worker.lookAtMaildrop()).entries)).toEqual([[uidl, 'new', null, subject]]);
  });

  it('knows what is here also where the server gives no ids', async () => {
    const { server, account, check, row } = await scene();
    server.misbehave({ capa, uidls: null });
    server.deliver(letter('here'));
    server.deliver(letter('gone'));
    await check();
    const gone = await row('gone!');
    if (gone === undefined) throw new Error('not here');
    await account.worker.submit({ kind: 'expunge', refs: [gone.ref] });
    expect(told((await account.worker.lookAtMaildrop()).entries)).toEqual([
      [null, 'deleted', null, 'gone!'],
      [null, 'here', null, 'here!'],
    ]);
  });

  it('says why it cannot be had: the server is in use, or is no POP server', async () => {
    const { server, account } = await scene();
    server.misbehave({
      instead: (command) => (command.startsWith('PASS') ? { say: '-ERR [LOGIN-DELAY] too soon\r\n', hangUp: true } : undefined),
    });
    expect(await failureFrom(() => account.worker.lookAtMaildrop())).toMatchObject({ kind: 'busy', code: 'LOGIN-DELAY' });
    const imap = await runAccount({ kind: 'imap', address: 'a@example.org', incoming: nobody, outgoing: nobody, password: 'x' });
    onTestFinished(() => imap.end());
    expect(await failureFrom(() => imap.worker.lookAtMaildrop())).toMatchObject({ kind: 'unsupported' });
    expect(await failureFrom(() => imap.worker.chooseInMaildrop([{ uidl: 'x', choice: 'remove' }]))).toMatchObject({ kind: 'unsupported' });
    expect(await failureFrom(() => imap.worker.removeFromServer([]))).toMatchObject({ kind: 'unsupported' });
  });
});

describe('what is chosen in the maildrop', () => {
  it('is done by the check that begins then: fetched whatever its size, removed unread, and left alone', async () => {
    const { server, account, row } = await scene();
    server.deliver(letter('fetched', 5000), 'fetch');
    server.deliver(letter('removed', 5000), 'remove');
    server.deliver(letter('left'), 'leave');
    server.deliver(letter('other', 5000), 'other');
    await account.worker.lookAtMaildrop();
    await account.worker.chooseInMaildrop([
      { uidl: 'fetch', choice: 'fetch' },
      { uidl: 'remove', choice: 'remove' },
      { uidl: 'leave', choice: 'leave' },
    ]);
    await eventually(async () => expect(await row('fetched!')).toMatchObject({ place: { kind: 'server-and-here' } }));
    await eventually(() => expect(idsOn(server)).toEqual(['fetch', 'leave', 'other']));
    expect((await account.rows('inbox')).map(({ subject }) => subject).toSorted()).toEqual(['fetched!', 'other!']);
    expect(await row('other!')).toMatchObject({ place: { kind: 'server' } });
    await eventually(async () =>
      expect(told((await account.worker.lookAtMaildrop()).entries)).toEqual([
        ['other', 'head', null, 'other!'],
        ['leave', 'new', 'leave', 'left!'],
        ['fetch', 'here', null, 'fetched!'],
      ]),
    );
  });

  it('stays chosen over a restart, and the newest choice counts', async () => {
    const { server, account, check, uidls } = await scene();
    server.deliver(letter('one'), 'one');
    await account.worker.lookAtMaildrop();
    server.misbehave({ capa, instead: (command) => (command === 'LIST' ? { say: '-ERR [SYS/TEMP] not now\r\n' } : undefined) });
    await account.worker.chooseInMaildrop([{ uidl: 'one', choice: 'remove' }]);
    await account.worker.chooseInMaildrop([{ uidl: 'one', choice: 'leave' }]);
    await account.stop();
    await account.startAgain();
    server.misbehave({ capa });
    await check();
    expect(uidls()).toMatchObject([{ uidl: 'one', choice: 'leave', messageId: null }]);
    expect(idsOn(server)).toEqual(['one']);
    await account.worker.chooseInMaildrop([{ uidl: 'one', choice: 'fetch' }]);
    await check();
    expect((await account.rows('inbox')).map(({ subject }) => subject)).toEqual(['one!']);
  });

  it('brings back what was removed here for ever', async () => {
    const { account, check, row, uidls } = await scene({ one: letter('one') });
    const one = await row('one!');
    if (one === undefined) throw new Error('not here');
    await account.worker.submit({ kind: 'expunge', refs: [one.ref] });
    await check();
    expect(await row('one!')).toBeUndefined();
    await account.worker.chooseInMaildrop([{ uidl: 'one', choice: 'leave' }]);
    expect(uidls()).toMatchObject([{ choice: null, deletedHere: true }]);
    await account.worker.chooseInMaildrop([{ uidl: 'one', choice: 'fetch' }]);
    await check();
    expect(await row('one!')).toMatchObject({ place: { kind: 'server-and-here' } });
    expect(uidls()).toMatchObject([{ choice: null, deletedHere: false }]);
  });

  it('removes the copy of what is wholly here, and keeps that', async () => {
    const { server, account, check, row } = await scene({ one: letter('one'), two: letter('two') });
    await account.worker.chooseInMaildrop([
      { uidl: 'one', choice: 'remove' },
      { uidl: 'two', choice: 'leave' },
    ]);
    await check();
    expect(idsOn(server)).toEqual(['two']);
    expect(await row('one!')).toMatchObject({ place: { kind: 'here' } });
  });

  it('is refused for what nobody has seen there', async () => {
    const { account, uidls } = await scene({ one: letter('one') });
    const picks = [
      { uidl: 'one', choice: 'remove' },
      { uidl: 'never', choice: 'remove' },
    ] as const;
    expect(await failureFrom(() => account.worker.chooseInMaildrop(picks))).toMatchObject({ kind: 'gone' });
    expect(uidls()).toMatchObject([{ uidl: 'one', choice: null }]);
  });
});

describe('removing a message of which only the head is here', () => {
  it('takes it from the server, and its head from here, for ever; history tells of it', async () => {
    const { server, account, check, row, uidls } = await scene({ big: letter('big', 5000), small: letter('small') });
    const big = await row('big!');
    if (big === undefined) throw new Error('not here');
    await account.worker.removeFromServer([big.ref]);
    await check();
    expect(idsOn(server)).toEqual(['small']);
    expect(await row('big!')).toBeUndefined();
    expect(uidls().find(({ uidl }) => uidl === 'big')).toMatchObject({ messageId: null, deletedHere: true, choice: null, onServer: false });
    const db = openReadDb(storeFiles(account.folder).mail);
    expect(historyOf(db, big.ref.messageId)).toMatchObject([{ event: 'removal-asked' }, { event: 'removed-here' }]);
    db.close();
    await check();
    expect(uidls().map(({ uidl }) => uidl)).toEqual(['small']);
  });

  it('is refused for what is wholly here, and for what the server has no longer', async () => {
    const { server, account, check, row } = await scene({ big: letter('big', 5000), small: letter('small') });
    const [big, small] = [await row('big!'), await row('small!')];
    if (big === undefined || small === undefined) throw new Error('not here');
    expect(await failureFrom(() => account.worker.removeFromServer([big.ref, small.ref]))).toMatchObject({ kind: 'rejected' });
    server.empty();
    await check();
    expect(await failureFrom(() => account.worker.removeFromServer([big.ref]))).toMatchObject({ kind: 'gone' });
  });

  const removing = async (oddities: PopOddities, before: (server: PopMaildropServer) => void = () => undefined) => {
    const all = await scene({ big: letter('big', 5000) });
    const big = await all.row('big!');
    if (big === undefined) throw new Error('not here');
    before(all.server);
    all.server.misbehave({ capa, ...oddities });
    const from = all.server.commands.length;
    await all.account.worker.removeFromServer([big.ref]);
    await all.check();
    return { ...all, big, commands: commandsSince(all.server, from) };
  };

  it('counts only after QUIT was answered: else it is asked for again, and the next listing decides', async () => {
    const { server, account, check, row, uidls } = await removing({
      instead: (command) => (command === 'QUIT' ? { say: '', hangUp: true } : undefined),
    });
    expect(idsOn(server)).toEqual(['big']);
    expect(await row('big!')).toBeDefined();
    expect(uidls()).toMatchObject([{ choice: 'remove', onServer: true }]);
    server.misbehave({ capa });
    await account.worker.wake();
    await check();
    expect(idsOn(server)).toEqual([]);
    expect(await row('big!')).toBeUndefined();
  });

  it('is found to be done when the answer to QUIT was lost, but it was carried out', async () => {
    const { server, account, check, row, uidls } = await removing({
      instead: (command) => (command === 'QUIT' ? { say: '', hangUp: true } : undefined),
    });
    server.empty();
    server.misbehave({ capa });
    await account.worker.wake();
    await check();
    expect(await row('big!')).toBeUndefined();
    expect(uidls()).toMatchObject([{ messageId: null, deletedHere: true }]);
  });

  it('is done in the end also when the server lists nothing for a while: the head goes, and the message when it is there again', async () => {
    const { server, account, check, row } = await removing({
      instead: (command) => (command.startsWith('DELE') ? { say: '-ERR no\r\n' } : undefined),
    });
    server.misbehave({ capa, uidls: () => [], instead: (command) => (command === 'LIST' ? { say: '+OK\r\n.\r\n' } : undefined) });
    await check();
    expect(await row('big!')).toBeUndefined();
    expect(idsOn(server)).toEqual(['big']);
    server.misbehave({ capa });
    await check();
    expect(idsOn(server)).toEqual([]);
    expect(await account.rows('inbox')).toEqual([]);
  });

  const other = (server: PopMaildropServer, raw: Buffer): void => {
    server.empty();
    server.deliver(raw, 'big');
  };
  it.each<[string, (server: PopMaildropServer) => void, PopOddities]>([
    ['its id means another message of the same size', (server) => other(server, letter('gib', 5000)), {}],
    ['its id means another message of another size', (server) => other(server, letter('huge', 6000)), {}],
    ['it is the same message, of another size', () => undefined, { listSize: (bytes) => bytes + 1 }],
    ['the server hands over no heads any more', () => undefined, { capa: ['UIDL'] }],
    [
      'the server will not show its head',
      () => undefined,
      { instead: (command) => (command.startsWith('TOP') ? { say: '-ERR no\r\n' } : undefined) },
    ],
    [
      'the server will not remove it',
      () => undefined,
      { instead: (command) => (command.startsWith('DELE') ? { say: '-ERR no\r\n' } : undefined) },
    ],
  ])('removes nothing when %s, and the person is told', async (_what, before, oddities) => {
    const { server, account, row, check } = await removing(oddities, before);
    expect(idsOn(server)).toEqual(['big']);
    expect(await row('big!')).toBeDefined();
    expect(account.status()).toMatchObject({ notice: { code: 'REMOVAL_REFUSED' } });
    server.misbehave({ capa });
    await check();
    // What is there now is here as well.
    const subjects = (await account.rows('inbox')).map(({ subject }) => subject);
    for (const { raw } of server.messages) expect(subjects).toContain(/=\?utf-8\?q\?(\w+)=21/.exec(raw.toString())?.[1]?.concat('!'));
  });

  it('is void when it was opened, and came, before', async () => {
    const { server, account, check, row } = await scene({ big: letter('big', 5000) });
    const big = await row('big!');
    if (big === undefined) throw new Error('not here');
    server.misbehave({ capa, instead: (command) => (command.startsWith('DELE') ? { say: '-ERR no\r\n' } : undefined) });
    await account.worker.removeFromServer([big.ref]);
    await check();
    await account.worker.downloadMessage(big.ref);
    server.misbehave({ capa });
    await check();
    expect(idsOn(server)).toEqual(['big']);
    expect(await row('big!')).toMatchObject({ place: { kind: 'server-and-here' } });
  });

  it('is not done when the person opens it while the server is being told', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`m${at}`, letter(`m${at}`, 2000)]));
    const { server, account, check } = await scene(many);
    const rows = await account.rows('inbox');
    const wanted = rows.find(({ subject }) => subject === 'm59!');
    if (wanted === undefined) throw new Error('not here');
    const opened: Promise<unknown>[] = [];
    server.misbehave({
      capa,
      instead: (command) => {
        // Said of the newest, among the first fifty: ten more are to come.
        if (command === 'DELE 60') opened.push(Promise.resolve(account.worker.downloadMessage(wanted.ref)).catch(() => undefined));
        return undefined;
      },
    });
    await account.worker.removeFromServer(rows.map(({ ref }) => ref));
    await check();
    await Promise.all(opened);
    await check();
    await eventually(() => expect(idsOn(server)).toEqual(['m59']));
    const [left] = await account.rows('inbox');
    expect(left).toMatchObject({ subject: 'm59!', place: { kind: 'server-and-here' } });
  });
});

describe('a message of which only the head is here', () => {
  it.each([[capa], [['UIDL', 'TOP']]])('is opened in the middle of a check without a second sign-in: %j', async (can) => {
    const { server, account, check, row } = await scene({ big: letter('big', 5000) });
    const big = await row('big!');
    if (big === undefined) throw new Error('not here');
    for (let at = 0; at < 90; at++) server.deliver(letter(`m${at}`), `m${at}`);
    const opened: Promise<unknown>[] = [];
    server.misbehave({
      capa: can,
      instead: (command) => {
        if (command === 'RETR 90') opened.push(Promise.resolve(account.worker.downloadMessage(big.ref)));
        return undefined;
      },
    });
    const before = server.commands.filter((command) => command.startsWith('PASS')).length;
    await check();
    await Promise.all(opened);
    expect(opened).toHaveLength(1);
    expect(server.commands.filter((command) => command.startsWith('PASS')).length).toBe(before + 1);
    expect(await row('big!')).toMatchObject({ place: { kind: 'server-and-here' } });
  });

  it('comes with the limit of the account, and all of it when the limit is gone', async () => {
    const { account, row } = await scene({ big: letter('big', 5000) });
    expect(await row('big!')).toMatchObject({ place: { kind: 'server' } });
    await account.worker.setAccount({ ...account.account, kind: 'pop', copies: { kind: 'leave' }, largestDownload: null });
    await eventually(async () => expect(await row('big!')).toMatchObject({ place: { kind: 'server-and-here' } }));
  });
});
