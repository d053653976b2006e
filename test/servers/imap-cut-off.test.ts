// The line breaks, or Homing is killed, between any two steps of an action: a second session goes on, and nothing is done twice.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { submit } from '../../main/operations/queue.ts';
import { listMailboxes, mailboxById } from '../../main/store/mailboxes.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { recoverOperations } from '../../main/worker/recover-operations.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { type Cut, type CuttingProxy, startCuttingProxy } from '../doubles/cutting-proxy.ts';
import { envelope, unexpected } from '../store/open-temp-store.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { accountOn, type ImapScene, imapScene, letter } from './support/imap-scene.ts';

let server: DovecotServer;
let scene: ImapScene;
let proxy: CuttingProxy;
beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());
afterEach(async () => {
  await proxy.stop();
  await scene.end();
});

const kinds = {
  'with MOVE': [],
  'without MOVE': ['MOVE'],
  'without MOVE and UIDPLUS': ['MOVE', 'UIDPLUS'],
  'without UIDPLUS': ['UIDPLUS'],
} as const;

const withoutId = (number: number): Buffer =>
  Buffer.from(
    letter(number)
      .toString()
      .replace(/^Message-ID: .*\r\n/mu, ''),
  );
const failed: string[] = [];

/** Carries out what waits over a line of its own. */
async function carryOut(port: number, cut: Cut | null): Promise<void> {
  const { user, password } = { user: scene.user, password: `password of ${scene.user}` };
  const backend = createImapBackend(accountOn(server, user, 'none', { port }), password);
  try {
    await backend.connect(new AbortController().signal);
    proxy.arm(cut);
    const look = (mailboxId: MailboxId) => backend.sync(scene.store, { kind: 'mailbox', mailboxId }, scene.progress());
    const outcome = { done: () => {}, failed: ({ title }: { readonly title: string }) => void failed.push(title), bug: unexpected };
    await runOperations(scene.store, backend, outcome, { look, now: () => 1 });
    if (!proxy.wasCut()) proxy.arm(null);
  } finally {
    await backend.close();
  }
}

/**
 * For each place where the line can break: queue, break, go on over a new line, check. Ends with the first place that an unbroken
 * session does not reach. Every second time Homing is killed as well, and has noted nothing.
 */
async function everywhere(queue: (round: number) => void, check: (round: number) => Promise<void>): Promise<number> {
  let round = 0;
  for (const after of ['asked', 'told'] as const) {
    for (let lines = 1; ; lines++) {
      round += 1;
      queue(round);
      const broken = await carryOut(proxy.port, { after, lines }).then(() => null, failureOf);
      if (!proxy.wasCut()) {
        expect(broken).toBeNull();
        await check(round);
        break;
      }
      if (broken !== null) expect(broken.kind).toBe('offline');
      if (broken !== null && round % 2 === 0) {
        scene.store.transaction((tx) => tx.db.run("UPDATE operation SET state = 'running', failure = NULL"));
        recoverOperations(scene.store, 1);
      }
      await carryOut(proxy.port, null);
      expect({ after, lines, waiting: countWaiting(scene.store.read), failed: failed.splice(0) }).toEqual({
        after,
        lines,
        waiting: 0,
        failed: [],
      });
      await check(round);
    }
  }
  return round;
}

async function start(without: readonly ('MOVE' | 'UIDPLUS')[], raws: readonly Buffer[]): Promise<void> {
  proxy = await startCuttingProxy(server.ports.imap, without);
  scene = await imapScene(server, (user) => server.deliver(user, 'INBOX', ...raws.map((raw) => ({ raw }))));
  await scene.syncAll();
}

const queue = (operation: Operation): void => void scene.store.transaction((tx) => submit(tx, operation, 1));
const id = (path: string) => scene.mailbox(path).id;
const refs = () => [...scene.messages('INBOX').values()].map((message) => ({ mailboxId: id('INBOX'), messageId: message.id }));
const texts = async (path: string) => ((await server.contents(scene.user)).get(path) ?? []).map(({ raw }) => raw.toString()).sort();

/** Every mailbox holds here what it holds there: no ghost, nothing doubled. */
async function expectLevel(): Promise<void> {
  // The first one may have been thrown out with a mailbox that it had open.
  const backend = await scene.reconnect();
  await backend.sync(scene.store, { kind: 'everything' }, scene.progress());
  const contents = await server.contents(scene.user);
  for (const { path, total, id: mailboxId } of listMailboxes(scene.store.read)) {
    expect([path, total]).toEqual([path, contents.get(path)?.length ?? 0]);
    const unnumbered = scene.store.read.get<{ n: number }>(
      'SELECT count(*) AS n FROM location WHERE mailbox_id = ? AND uid IS NULL',
      mailboxId,
    );
    expect([path, unnumbered?.n]).toEqual([path, 0]);
  }
}

const numbers = Array.from({ length: 90 }, (_, at) => at + 1);
const mails = { 'with a Message-ID': numbers.map((number) => letter(number)), 'without one': numbers.map(withoutId) };

describe('a mail', () => {
  it.each([
    ['with a Message-ID', 'with MOVE'],
    ['with a Message-ID', 'without MOVE'],
    ['without one', 'without UIDPLUS'],
    ['without one', 'without MOVE'],
    ['without one', 'without MOVE and UIDPLUS'],
  ] as const)(
    '%s is moved once by a server %s',
    async (which, kind) => {
      const raws = mails[which];
      await start(kinds[kind], raws);
      const all = refs();
      const rounds = await everywhere(
        (round) => queue({ kind: 'move', refs: [all[round - 1]!], to: id('Archive') }),
        async (round) => {
          expect(await texts('Archive')).toEqual(raws.slice(0, round).map(String).sort());
          expect(await texts('INBOX')).toHaveLength(raws.length - round);
        },
      );
      expect(rounds).toBeGreaterThan(10);
      await expectLevel();
    },
    120_000,
  );

  it.each([
    ['with a Message-ID', 'with MOVE'],
    ['without one', 'with MOVE'],
    ['without one', 'without UIDPLUS'],
  ] as const)(
    '%s is copied once by a server %s',
    async (which, kind) => {
      const raws = mails[which];
      await start(kinds[kind], raws);
      const all = refs();
      await everywhere(
        (round) => queue({ kind: 'copy', refs: [all[round - 1]!], to: id('Archive') }),
        async (round) => {
          expect(await texts('Archive')).toEqual(raws.slice(0, round).map(String).sort());
          expect(await texts('INBOX')).toHaveLength(raws.length);
        },
      );
      await expectLevel();
    },
    120_000,
  );

  it.each([
    ['with a Message-ID', 'with MOVE'],
    ['without one', 'with MOVE'],
    ['without one', 'without UIDPLUS'],
  ] as const)(
    '%s is filed once by a server %s',
    async (which, kind) => {
      const raws = mails[which];
      await start(kinds[kind], []);
      await everywhere(
        (round) => {
          const raw = raws[round - 1]!;
          const headerMessageId = which === 'without one' ? null : `<${round}@letters.test>`;
          const message = { rawHash: scene.store.raw.put(raw).toString('hex'), envelope: envelope({ headerMessageId }), size: raw.length };
          const date = Date.UTC(2026, 1, 1, 0, round);
          queue({ kind: 'append', to: id('Sent'), flags: ['\\Seen'], message: { ...message, preview: '', hasAttachments: false, date } });
        },
        async (round) => expect(await texts('Sent')).toEqual(raws.slice(0, round).map(String).sort()),
      );
      await expectLevel();
    },
    120_000,
  );
});

describe('a mailbox', () => {
  const tree = async () => {
    const other = await scene.otherDevice();
    return (await other.list())
      .filter(({ specialUse }) => specialUse === undefined)
      .map(({ path, subscribed }) => `${path}${subscribed ? '' : ' (hidden)'}`);
  };

  it('is made once', async () => {
    await start([], []);
    const rounds = await everywhere(
      (round) => queue({ kind: 'create-mailbox', parentId: null, name: `Work ${round}` }),
      async (round) => expect(await tree()).toContain(`Work ${round}`),
    );
    expect(await tree()).toHaveLength(rounds);
    await expectLevel();
  }, 60_000);

  it('is renamed once, with what is inside', async () => {
    await start([], []);
    await server.deliver(scene.user, 'Work 0', { raw: letter(1) });
    await server.deliver(scene.user, 'Work 0/Boat', { raw: letter(2) });
    const other = await scene.otherDevice();
    await other.mailboxSubscribe('Work 0');
    await other.mailboxSubscribe('Work 0/Boat');
    await scene.syncAll();
    const mailboxId = id('Work 0');
    await everywhere(
      (round) => queue({ kind: 'rename-mailbox', mailboxId, parentId: null, name: `Work ${round}` }),
      async (round) => {
        expect(mailboxById(scene.store.read, mailboxId)?.path).toBe(`Work ${round}`);
        expect(await tree()).toEqual([`Work ${round}`, `Work ${round}/Boat`]);
        expect(await texts(`Work ${round}/Boat`)).toHaveLength(1);
      },
    );
    await expectLevel();
  }, 60_000);

  it('is shown and hidden', async () => {
    await start([], []);
    const other = await scene.otherDevice();
    // By twos: every second time Homing is killed, and that is to happen to both.
    const shown = (round: number): boolean => round % 4 < 2;
    for (let round = 1; round <= 20; round++) {
      await other.mailboxCreate(`Work ${round}`);
      await (shown(round) ? other.mailboxUnsubscribe(`Work ${round}`) : other.mailboxSubscribe(`Work ${round}`));
    }
    await scene.syncAll();
    const rounds = await everywhere(
      (round) => queue({ kind: 'subscribe-mailbox', mailboxId: id(`Work ${round}`), name: `Work ${round}`, subscribed: shown(round) }),
      async (round) => {
        expect(await tree()).toContain(`Work ${round}${shown(round) ? '' : ' (hidden)'}`);
        expect(scene.mailbox(`Work ${round}`).subscribed).toBe(shown(round));
      },
    );
    expect(rounds).toBeGreaterThan(3);
    await expectLevel();
    for (let round = 1; round <= rounds; round++) expect(scene.mailbox(`Work ${round}`).subscribed).toBe(shown(round));
  }, 60_000);

  it('is removed once, and one of the same name that is made afterwards stays', async () => {
    await start([], []);
    const other = await scene.otherDevice();
    for (let round = 1; round <= 40; round++) await other.mailboxCreate(`Work ${round}`);
    await server.deliver(scene.user, 'Work 7', { raw: letter(7) });
    await scene.syncAll();
    await everywhere(
      (round) => queue({ kind: 'remove-mailbox', mailboxId: id(`Work ${round}`), name: `Work ${round}` }),
      async (round) => expect(await tree()).not.toContain(`Work ${round}`),
    );
    await expectLevel();
  }, 60_000);
});

describe('an action on more messages than one command takes', () => {
  it.each(['move', 'copy'] as const)(
    '%s: cut between two commands it goes on with the rest',
    async (kind) => {
      const raws = Array.from({ length: 700 }, (_, at) => letter(at + 1, { bytes: 10 }));
      await start(['MOVE'], raws);

      queue({ kind, refs: refs().filter((_, at) => at % 2 === 0), to: id('Archive') });
      // LIST, LSUB and STATUS before, SELECT, and then one command after the other.
      let cuts = 0;
      for (let lines = 5; countWaiting(scene.store.read) > 0; lines++) {
        await carryOut(proxy.port, { after: 'asked', lines }).catch(() => undefined);
        cuts += proxy.wasCut() ? 1 : 0;
      }
      expect(cuts).toBeGreaterThan(2);
      expect(await texts('Archive')).toHaveLength(350);
      expect(new Set(await texts('Archive')).size).toBe(350);
      expect(await texts('INBOX')).toHaveLength(kind === 'move' ? 350 : 700);
      await expectLevel();
    },
    60_000,
  );
});
