// Big mail of which only the head is fetched, on servers of every kind: it is here once, it can be had whole, and nothing of it leaves the server.
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashOf } from '../../main/store/hash.ts';
import { historyOf } from '../../main/store/history.ts';
import { addLocation, locationsOfMessage, removeLocation, setFlags } from '../../main/store/locations.ts';
import { keepChoice } from '../../main/store/maildrop-choices.ts';
import { mailboxByRole } from '../../main/store/mailboxes.ts';
import { messageById, sweepOrphans } from '../../main/store/messages.ts';
import { listUidls, uidlByName } from '../../main/store/uidls.ts';
import { isWanted, wantBody } from '../../main/store/wanted-bodies.ts';
import type { CopiesPolicy } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import { breaks, startByteCutProxy } from '../doubles/byte-cut-proxy.ts';
import { maildropScript } from '../doubles/pop-maildrop-script.ts';
import { type PopMaildropServer, startPopMaildropServer } from '../doubles/pop-maildrop-server.ts';
import { type Delivery, startPopServer } from '../doubles/pop-script-server.ts';
import { openPopTestAccount, type PopTestAccount, type SyncChanges } from '../servers/support/pop-account.ts';
import { shownInInbox } from '../servers/support/shown-in-inbox.ts';

const removeAll: CopiesPolicy = { kind: 'remove-after-download' };
const limit = 1000;
const withTop = { capa: ['UIDL', 'TOP', 'PIPELINING'] };

function letter(word: string, size = 0): Buffer {
  const head = `Message-ID: <${word}@example.org>\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\nSubject: ${word}\r\n\r\n`;
  return Buffer.from(`${head}${'x'.repeat(size)}\r\n`);
}
const small = letter('small');
const big = letter('big', 5000);

async function scene(options: SyncChanges = {}): Promise<{ readonly server: PopMaildropServer; readonly account: PopTestAccount }> {
  const server = await startPopMaildropServer();
  server.misbehave(withTop);
  const account = await openPopTestAccount({ host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' }, 'x', {
    largest: limit,
    ...options,
  });
  onTestFinished(async () => {
    await account.remove();
    await server.stop();
  });
  return { server, account };
}

function idOf({ store }: PopTestAccount, uidl: string): MessageId {
  const id = uidlByName(store.read, uidl)?.messageId ?? null;
  if (id === null) throw new Error(`nothing of ${uidl} is here`);
  return id;
}

function mailbox({ store }: PopTestAccount, role: 'inbox' | 'trash' | 'archive'): MailboxId {
  const found = mailboxByRole(store.read, role);
  if (found === null) throw new Error(`no ${role}`);
  return found.id;
}

const bytesOf = ({ store }: PopTestAccount, id: MessageId): Buffer | null => {
  const hash = messageById(store.read, id)?.rawHash ?? null;
  return hash === null ? null : store.raw.get(hash);
};
const retrieved = (server: PopMaildropServer) => server.commands.filter((command) => command.startsWith('RETR'));

describe('a message above the limit', () => {
  it('is here by its head alone, and under no policy leaves the server', async () => {
    const { server, account } = await scene();
    server.deliver(small, 'small');
    server.deliver(big, 'big');
    for (const policy of [{ kind: 'leave' }, removeAll, { kind: 'remove-when-deleted' }] as const)
      expect(await account.sync({ policy })).toBeNull();
    expect(shownInInbox(account)).toEqual(['(big)', 'small']);
    expect(retrieved(server)).toEqual(['RETR 1']);
    expect(server.commands.filter((command) => command.startsWith('TOP 2'))).toEqual(['TOP 2 0']);
    expect(server.messages.map(({ uidl }) => uidl)).toEqual(['big']);
    const id = idOf(account, 'big');
    expect(messageById(account.store.read, id)).toMatchObject({ size: big.length, rawHash: null, date: Date.UTC(2026, 0, 5, 10) });
    expect(uidlByName(account.store.read, 'big')).toMatchObject({ storedAt: null, size: big.length, onServer: true });
  });

  it('is told of like other new mail, but not in the first session, and not again when the rest of it comes', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'old');
    await account.sync();
    expect(account.arrived).toEqual([]);
    server.deliver(letter('new', 5000), 'new');
    await account.sync();
    const id = idOf(account, 'new');
    expect(account.arrived).toEqual([id]);
    await account.sync({ largest: null });
    expect(shownInInbox(account)).toEqual(['big', 'new']);
    expect(account.arrived).toEqual([id]);
  });

  it('comes when the limit is raised, as the same message: where it was moved, and with its flags', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'big');
    await account.sync();
    const id = idOf(account, 'big');
    account.store.transaction((tx) => {
      removeLocation(tx, mailbox(account, 'inbox'), id);
      addLocation(tx, { mailboxId: mailbox(account, 'archive'), messageId: id, uid: null, flags: [], date: 1 });
      setFlags(tx, mailbox(account, 'archive'), id, ['\\Seen']);
    });
    expect(await account.sync({ largest: big.length })).toBeNull();
    expect(bytesOf(account, id)).toEqual(big);
    expect(locationsOfMessage(account.store.read, id)).toMatchObject([{ mailboxId: mailbox(account, 'archive'), flags: ['\\Seen'] }]);
    expect(shownInInbox(account)).toEqual([]);
    expect(historyOf(account.store.read, id).map(({ event }) => event)).toEqual(['downloaded']);
    expect(await account.sync({ policy: removeAll })).toBeNull();
    expect(server.messages).toEqual([]);
  });

  it.each<[string, (account: PopTestAccount, id: MessageId) => void]>([
    ['moved to Trash', (account, id) => account.moveToTrash(id)],
    ['removed here for ever', (account, id) => account.deleteForEver(id)],
  ])('that was %s stays on the server, and does not come back', async (_what, live) => {
    const { server, account } = await scene();
    server.deliver(big, 'big');
    await account.sync();
    live(account, idOf(account, 'big'));
    for (const policy of [removeAll, { kind: 'remove-when-deleted' } as const])
      expect(await account.sync({ policy, largest: null })).toBeNull();
    expect(shownInInbox(account)).toEqual([]);
    expect(server.messages).toHaveLength(1);
    expect(retrieved(server)).toEqual([]);
  });
});

describe('a server', () => {
  it('that sends the whole message for its head is listened to, and all but the head forgotten', async () => {
    const { server, account } = await scene();
    const huge = letter('huge', 3_000_000);
    server.misbehave({
      ...withTop,
      instead: (command, raw) =>
        command.startsWith('TOP')
          ? { say: Buffer.concat([Buffer.from('+OK\r\n'), raw ?? Buffer.alloc(0), Buffer.from('.\r\n')]) }
          : undefined,
    });
    server.deliver(huge, 'huge');
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['(huge)']);
    expect(await account.open(idOf(account, 'huge'))).toBeNull();
    expect(bytesOf(account, idOf(account, 'huge'))?.equals(huge)).toBe(true);
  });

  it.each([
    ['that has no TOP', { capa: ['UIDL'] }],
    [
      'that refuses TOP',
      { ...withTop, instead: (command: string) => (command.startsWith('TOP') ? { say: '-ERR unknown command\r\n' } : undefined) },
    ],
  ])('%s: the message is seen to be there, the person is told why no more of it, and it can be had', async (_what, oddities) => {
    const { server, account } = await scene();
    server.misbehave(oddities);
    server.deliver(big, 'big');
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['()']);
    expect(account.notices).toMatchObject([{ kind: 'unsupported', code: 'NO_HEADS' }]);
    expect(await account.sync()).toBeNull();
    expect(account.notices).toHaveLength(1);
    const id = idOf(account, 'big');
    expect(await account.open(id)).toBeNull();
    expect(bytesOf(account, id)).toEqual(big);
    // What its head did not tell is known now.
    expect(messageById(account.store.read, id)?.date).toBe(Date.UTC(2026, 0, 5, 10));
  });

  it('that hangs up at a TOP leaves no message without a head', async () => {
    const { server, account } = await scene();
    server.misbehave({ ...withTop, instead: (command) => (command.startsWith('TOP') ? { say: 'nonsense\r\n', hangUp: true } : undefined) });
    server.deliver(big, 'big');
    expect(await account.sync()).toMatchObject({ kind: 'protocol' });
    expect(shownInInbox(account)).toEqual([]);
    server.misbehave(withTop);
    await account.sync();
    expect(shownInInbox(account)).toEqual(['(big)']);
  });

  it('that lists sizes much too large is believed for the limit, and the true size is shown in the end', async () => {
    const { server, account } = await scene();
    server.misbehave({ ...withTop, listSize: (bytes) => bytes * 1000 });
    server.deliver(small, 'small');
    await account.sync();
    expect(shownInInbox(account)).toEqual(['(small)']);
    const id = idOf(account, 'small');
    await account.open(id);
    expect(messageById(account.store.read, id)?.size).toBe(small.length);
  });

  it('that gives messages no ids has all of them downloaded, whatever their size', async () => {
    const { server, account } = await scene();
    server.misbehave({ ...withTop, uidls: null });
    server.deliver(big);
    await account.sync();
    expect(shownInInbox(account)).toEqual(['big']);
  });

  it('with thousands of big messages has their heads asked for in groups, and told of', async () => {
    const { server, account } = await scene();
    for (let at = 0; at < 250; at++) server.deliver(letter(`m${at}`, 2000), `m${at}`);
    expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toHaveLength(250);
    const steps = account.activities.filter(({ what, total }) => what === 'listing' && total !== null);
    expect(steps.map(({ done, total }) => [done, total])).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
  });

  it('that is left in the middle of the heads keeps those that came', async () => {
    const { server, account } = await scene();
    for (let at = 0; at < 250; at++) server.deliver(letter(`m${at}`, 2000), `m${at}`);
    const stop = new AbortController();
    expect(await account.sync({ signal: stop.signal, breathe: () => stop.abort() })).toMatchObject({ kind: 'cancelled' });
    expect(shownInInbox(account)).toHaveLength(100);
    await account.sync();
    expect(shownInInbox(account)).toHaveLength(250);
  });
});

describe('a maildrop that is numbered anew', () => {
  const anew = {
    ...withTop,
    uidls: (all: readonly { readonly uidl: string }[], session: number) => all.map((_, at) => `${session}-${at}`),
  };

  it('brings no second head of anything, and none of what is here whole or was removed for ever', async () => {
    const { server, account } = await scene();
    for (const word of ['head', 'whole', 'gone', 'trashed']) server.deliver(letter(word, 5000), word);
    await account.sync();
    await account.open(idOf(account, 'whole'));
    account.deleteForEver(idOf(account, 'gone'));
    account.moveToTrash(idOf(account, 'trashed'));
    const id = idOf(account, 'head');
    server.misbehave(anew);
    for (const _ of ['first', 'second']) expect(await account.sync()).toBeNull();
    expect(shownInInbox(account)).toEqual(['(head)', 'whole']);
    expect(listUidls(account.store.read).filter(({ onServer }) => onServer)).toHaveLength(4);
    server.misbehave(withTop);
    await account.sync();
    expect(await account.open(id)).toBeNull();
    expect(await account.sync({ policy: removeAll })).toBeNull();
    expect(shownInInbox(account)).toEqual(['head', 'whole']);
    expect(server.messages.map(({ uidl }) => uidl)).toEqual(['gone', 'trashed']);
  });

  it('has two of the same as two', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'one');
    await account.sync();
    server.deliver(big, 'two');
    server.misbehave(anew);
    await account.sync();
    expect(shownInInbox(account)).toEqual(['(big)', '(big)']);
  });
});

describe('the rest of a message', () => {
  it('comes when it is opened, in a session of its own that removes nothing', async () => {
    const { server, account } = await scene();
    server.deliver(small, 'small');
    server.deliver(big, 'big');
    await account.sync();
    const [id, before] = [idOf(account, 'big'), server.commands.length];
    account.store.transaction((tx) => wantBody(tx, id, 1));
    expect(await account.open(id, { policy: removeAll })).toBeNull();
    expect(bytesOf(account, id)).toEqual(big);
    expect(isWanted(account.store.read, id)).toBe(false);
    expect(uidlByName(account.store.read, 'big')?.storedAt).not.toBeNull();
    const session = server.commands.slice(before).filter((command) => /^(RETR|TOP|DELE|QUIT)/.test(command));
    expect(session).toEqual(['RETR 2', 'QUIT']);
    expect(shownInInbox(account)).toEqual(['big', 'small']);
  });

  it('is never held in memory when it is large', async () => {
    const { server, account } = await scene();
    const huge = letter('huge', 6_000_000);
    server.deliver(huge, 'huge');
    await account.sync();
    const id = idOf(account, 'huge');
    expect(await account.open(id)).toBeNull();
    expect(messageById(account.store.read, id)?.rawHash).toEqual(hashOf(huge));
    expect(account.store.raw.verify(hashOf(huge))).toBe(true);
  });

  it('that was asked for offline comes first with the next check', async () => {
    const { server, account } = await scene();
    for (const word of ['a', 'b', 'c']) server.deliver(letter(word, 3000), word);
    await account.sync();
    const id = idOf(account, 'a');
    account.store.transaction((tx) => wantBody(tx, id, 1));
    server.deliver(small, 'small');
    await account.sync();
    expect(retrieved(server)).toEqual(['RETR 1', 'RETR 4']);
    expect(shownInInbox(account)).toEqual(['(b)', '(c)', 'a', 'small']);
  });

  it('that the server has no longer is told of, and what is shown of it stays', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'big');
    await account.sync();
    const id = idOf(account, 'big');
    server.empty();
    expect(await account.open(id)).toMatchObject({ kind: 'gone', code: 'HEAD_ONLY' });
    expect(uidlByName(account.store.read, 'big')?.onServer).toBe(false);
    account.store.transaction((tx) => wantBody(tx, id, 1));
    expect(await account.sync()).toBeNull();
    expect(account.notices).toMatchObject([{ kind: 'gone', code: 'HEAD_ONLY' }]);
    expect(isWanted(account.store.read, id)).toBe(false);
    expect(shownInInbox(account)).toEqual(['(big)']);
    await account.sync();
    expect(account.notices).toHaveLength(1);
  });

  it('is not that of another message that got its id: both are shown then', async () => {
    const { server, account } = await scene();
    server.deliver(big, '1');
    await account.sync();
    const id = idOf(account, '1');
    server.empty();
    server.deliver(letter('other', 5001), '1');
    expect(await account.open(id)).toMatchObject({ kind: 'gone' });
    expect(shownInInbox(account)).toEqual(['(big)', 'other']);
    expect(idOf(account, '1')).not.toBe(id);
  });

  it('that is here already, as another message, is kept once, and each stays where it was', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'one');
    await account.sync({ largest: null });
    server.deliver(big, 'two');
    await account.sync();
    expect(shownInInbox(account)).toEqual(['(big)', 'big']);
    const id = idOf(account, 'two');
    expect(await account.open(id)).toBeNull();
    expect(shownInInbox(account)).toEqual(['big', 'big']);
    expect(account.store.raw.hashes()).toHaveLength(1);
    // One of them goes, and the bytes stay for the other.
    account.deleteForEver(id);
    expect(bytesOf(account, idOf(account, 'one'))).toEqual(big);
    await account.sync({ largest: null });
    expect(shownInInbox(account)).toEqual(['big']);
  });

  it('shares its message with a new one of the same content in the same download', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'one');
    await account.sync();
    server.deliver(big, 'two');
    await account.sync({ largest: null });
    expect(shownInInbox(account)).toEqual(['big']);
    expect(idOf(account, 'two')).toBe(idOf(account, 'one'));
  });

  it('that is removed here while it is on its way does not come back, and leaves no bytes', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'big');
    for (let at = 0; at < 60; at++) server.deliver(letter(`m${at}`), `m${at}`);
    await account.sync();
    const id = idOf(account, 'big');
    let deleted = false;
    const breathe = (): void => {
      if (deleted || uidlByName(account.store.read, 'new59') === null) return;
      deleted = true;
      account.store.raw.drop(
        account.store.transaction((tx) => {
          removeLocation(tx, mailbox(account, 'inbox'), id);
          return sweepOrphans(tx, [id]);
        }),
      );
    };
    for (let at = 0; at < 60; at++) server.deliver(letter(`new${at}`), `new${at}`);
    expect(await account.sync({ largest: null, breathe })).toBeNull();
    expect(deleted).toBe(true);
    expect(shownInInbox(account)).not.toContain('big');
    expect(account.store.raw.known([hashOf(big)]).size).toBe(0);
    expect(uidlByName(account.store.read, 'big')).toMatchObject({ messageId: null, deletedHere: true });
    await account.sync({ largest: null });
    expect(shownInInbox(account)).toHaveLength(120);
  });

  it('is not fetched onto a full disk', async () => {
    const { server, account } = await scene();
    server.deliver(big, 'big');
    await account.sync();
    const id = idOf(account, 'big');
    expect(await account.open(id, { diskRoom: async () => 1000 })).toMatchObject({ kind: 'storage', code: 'DISK_ROOM' });
    expect(await account.open(id)).toBeNull();
  });
});

it('a look at a big maildrop asks for the heads of the newest messages alone, in groups, and tells how far it is', async () => {
  const { server, account } = await scene();
  for (let at = 0; at < 253; at++) server.deliver(letter(`m${at}`), `m${at}`);
  const seen = await account.look(250);
  expect(seen.map(({ uidl }) => uidl)).toEqual(Array.from({ length: 253 }, (_, at) => `m${252 - at}`));
  expect(seen.filter(({ head }) => head === null).map(({ uidl }) => uidl)).toEqual(['m2', 'm1', 'm0']);
  expect(account.activities.map(({ what, done, total }) => [what, done, total])).toEqual([
    ['listing', 0, null],
    ['listing', 100, 250],
    ['listing', 200, 250],
    ['listing', 250, 250],
  ]);
});

it('a session that breaks off anywhere leaves each message here once, by its head or whole, and loses none', async () => {
  const messages = [small, big, letter('huge', 20_000)];
  const script = { ...maildropScript({ messages, capa: ['UIDL', 'TOP', 'PIPELINING'] }) };
  const sent = 30_000;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: sent }), fc.constantFrom('close' as const, 'reset' as const)), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom(limit, null),
      async (accidents, largest) => {
        const account = await openPopTestAccount({ host: '127.0.0.1', port: 1, security: 'none', userName: 'ann' }, 'x', {
          timeouts: { greeting: 400, answer: 400 },
        });
        const session = async (limitNow: number | null, delivery: Delivery = { kind: 'whole' }) => {
          const server = await startPopServer({ ...script, delivery });
          const failure = await account.sync({ largest: limitNow, server: { port: server.port } });
          await server.close();
          return failure;
        };
        try {
          for (const [at, how] of accidents) {
            await session(limit, { kind: 'cut', at, how });
            await session(largest, { kind: 'cut', at, how });
            account.restart();
          }
          expect(await session(largest)).toBeNull();
          const heads = listUidls(account.store.read).filter(({ storedAt }) => storedAt === null);
          expect(listUidls(account.store.read)).toHaveLength(3);
          if (largest === null) expect(account.inbox()).toEqual(messages.map((raw) => raw.toString('latin1')).toSorted());
          else expect(account.inbox()).toHaveLength(3);
          for (const { messageId } of heads) expect(messageId).not.toBeNull();
        } finally {
          await account.remove();
        }
      },
    ),
    { numRuns: 25 },
  );
});

it('a session in which one is removed by choice may break off anywhere: in the end exactly that one is gone', async () => {
  const wholeLength = 400;
  const cuts = fc.tuple(
    fc.constantFrom('client' as const, 'server' as const),
    fc.integer({ min: 0, max: wholeLength }),
    fc.constantFrom(...breaks),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cuts, { minLength: 1, maxLength: 2 }), async (accidents) => {
      const server = await startPopMaildropServer();
      const proxy = await startByteCutProxy(server.port, () => undefined);
      const account = await openPopTestAccount({ host: '127.0.0.1', port: proxy.port, security: 'none', userName: 'ann' }, 'x', {
        largest: limit,
        timeouts: { greeting: 150, answer: 150 },
      });
      try {
        server.misbehave(withTop);
        server.deliver(small, 'small');
        server.deliver(big, 'unwanted');
        server.deliver(letter('other', 5000), 'other');
        proxy.arm(null);
        expect(await account.sync()).toBeNull();
        account.store.transaction((tx) => keepChoice(tx, { uidl: 'unwanted', size: null, headHash: null }, 'remove'));
        for (const [from, at, how] of accidents) {
          proxy.arm({ from, at, how });
          await account.sync();
          await proxy.quiet();
          expect(server.messages.map(({ uidl }) => uidl)).toEqual(expect.arrayContaining(['small', 'other']));
        }
        proxy.arm(null);
        expect(await account.sync()).toBeNull();
        expect(server.messages.map(({ uidl }) => uidl)).toEqual(['small', 'other']);
        expect(shownInInbox(account)).toEqual(['(other)', 'small']);
      } finally {
        await account.remove();
        await proxy.stop();
        await server.stop();
      }
    }),
    { numRuns: 30 },
  );
});
