// The line breaks at every command of a synchronisation: the next one goes on, ends where an unbroken one does, and downloads nothing twice.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../main/backends/backend.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { submit } from '../../main/operations/queue.ts';
import { type MailStore, openMailStore } from '../../main/store/mail-store.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { LocalRef } from '../../shared/message.ts';
import type { CutWhen } from '../doubles/line-cut.ts';
import { syncProgress } from '../doubles/sync-context.ts';
import { startTcpProxy, type TcpProxy } from '../doubles/tcp-proxy.ts';
import { type DovecotServer, startDovecot } from '../servers/support/dovecot.ts';
import { accountOn, letter } from '../servers/support/imap-scene.ts';
import { otherDevice } from '../servers/support/other-device.ts';
import { unexpected } from '../store/open-temp-store.ts';

let server: DovecotServer;
let proxy: TcpProxy;
let folder: string;
let user: string;
let users = 0;
beforeAll(async () => {
  server = await startDovecot();
  proxy = await startTcpProxy(server.ports.imap);
});
afterAll(() => Promise.all([proxy.stop(), server.stop()]));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homing-cut-'));
  users += 1;
  ({ user } = await server.addUser(`cut${users}`));
  for (let number = 1; number <= 9; number++) await server.deliver(user, 'INBOX', { raw: letter(number) });
  for (let number = 10; number <= 14; number++) await server.deliver(user, 'Projects', { raw: letter(number) });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Work = (backend: Backend, store: MailStore) => Promise<void>;

/** Signs in, works, and signs out. */
async function session(store: MailStore, work: Work): Promise<void> {
  const backend = createImapBackend(accountOn(server, user, 'none', { port: proxy.port }), `password of ${user}`);
  try {
    await backend.connect(new AbortController().signal);
    await work(backend, store);
  } finally {
    await backend.close();
  }
}

const everything: Work = (backend, store) => backend.sync(store, { kind: 'everything' }, syncProgress());
const carryOut: Work = async (backend, store) => {
  const look = (mailboxId: MailboxId) => backend.sync(store, { kind: 'mailbox', mailboxId }, syncProgress());
  await runOperations(store, backend, { done: () => {}, failed: unexpected, bug: unexpected }, { look, now: () => 1 });
  await everything(backend, store);
};

/** All that is known of the mail here. */
function stateOf(store: MailStore): readonly object[] {
  return store.read.all(
    `SELECT b.path, b.total, b.unread, l.uid, l.flags, m.header_message_id AS id, hex(m.raw_hash) AS hash
     FROM mailbox b LEFT JOIN location l ON l.mailbox_id = b.id LEFT JOIN message m ON m.id = l.message_id ORDER BY b.path, l.uid`,
  );
}

function downloads(store: MailStore): readonly { readonly id: string; readonly n: number }[] {
  return store.read.all(
    "SELECT header_message_id AS id, count(*) AS n FROM history WHERE event = 'downloaded' GROUP BY header_message_id ORDER BY 1",
  );
}

interface Circumstances {
  /** Brings the server back to where it was. */
  readonly prepare?: () => Promise<void>;
  /** Message-IDs of what an unbroken session downloads once more, since the server does not tell that it is the same. */
  readonly again?: readonly string[];
}

/** Breaks the line at each line in turn, with a copy of the store as it was before. Returns at how many. */
async function cutEverywhere(work: Work, { prepare = () => Promise.resolve(), again = [] }: Circumstances = {}): Promise<number> {
  const copied = async (name: string): Promise<MailStore> => {
    const path = join(folder, name);
    if (existsSync(join(folder, 'before'))) await cp(join(folder, 'before'), path, { recursive: true });
    return openMailStore(accountOn(server, user).id, path, () => {});
  };
  proxy.cutAtLine(0, 'unheard');
  await prepare();
  const unbroken = await copied('unbroken');
  await session(unbroken, work);
  const [wanted, once] = [stateOf(unbroken), downloads(unbroken)];
  unbroken.close();
  expect(once.filter(({ n }) => n !== 1).map(({ id }) => id)).toEqual(again);
  let cuts = 0;
  for (const when of ['unheard', 'unanswered', 'half-answered', 'answered'] satisfies CutWhen[]) {
    for (let line = 1; ; line++) {
      await prepare();
      const store = await copied(`${when}-${line}`);
      const wasCut = proxy.cutAtLine(line, when);
      const broken = await session(store, work).then(() => null, failureOf);
      if (broken !== null) expect([when, line, broken.kind]).toEqual([when, line, 'offline']);
      proxy.cutAtLine(0, when);
      if (broken !== null) await session(store, work);
      expect({ when, line, state: stateOf(store), downloads: downloads(store) }).toEqual({ when, line, state: wanted, downloads: once });
      store.close();
      if (!wasCut()) break;
      cuts += 1;
    }
  }
  return cuts;
}

/** A store that is level with the server. */
async function levelStore(then: (store: MailStore) => void = () => undefined): Promise<void> {
  const store = openMailStore(accountOn(server, user).id, join(folder, 'before'), () => {});
  await session(store, everything);
  then(store);
  store.close();
}

describe('a synchronisation that is cut off at any command', () => {
  it('of an account that is new', async () => {
    expect(await cutEverywhere(everything)).toBeGreaterThan(45);
  }, 120_000);

  it('after other devices changed everything that can change', async () => {
    await levelStore();
    const other = await otherDevice(server, user, `password of ${user}`);
    await other.mailboxOpen('INBOX');
    await other.messageFlagsAdd('1:3', ['\\Seen', 'work'], { uid: true });
    await other.messageDelete('4', { uid: true });
    await other.messageMove('5', 'Archive', { uid: true });
    await other.mailboxCreate('Boat');
    await other.append('Boat', letter(20));
    await other.mailboxDelete('Projects');
    await other.logout();
    await server.deliver(user, 'INBOX', { raw: letter(21) });
    expect(await cutEverywhere(everything, { again: ['<5@letters.test>'] })).toBeGreaterThan(40);
  }, 120_000);

  it('after a mailbox was made anew under its old name: nothing of it is downloaded again', async () => {
    await levelStore();
    const other = await otherDevice(server, user, `password of ${user}`);
    await other.mailboxDelete('Projects');
    await other.mailboxCreate('Projects');
    for (const number of [14, 12, 11, 10]) await other.append('Projects', letter(number), ['\\Flagged']);
    await other.logout();
    expect(await cutEverywhere(everything)).toBeGreaterThan(30);
  }, 120_000);
});

describe('an action that is cut off at any command', () => {
  const refs = (store: MailStore): LocalRef[] =>
    store.read.all(
      "SELECT mailbox_id AS mailboxId, message_id AS messageId FROM location WHERE uid <= 3 AND mailbox_id = (SELECT id FROM mailbox WHERE path = 'INBOX')",
    );

  it('marks the messages, and only these', async () => {
    await levelStore((store) =>
      store.transaction((tx) =>
        submit(tx, { kind: 'set-flags', refs: refs(store), change: { add: ['\\Seen', '$Junk'], remove: ['work'] } }, 1),
      ),
    );
    const other = await otherDevice(server, user, `password of ${user}`);
    const asBefore = async (): Promise<void> => {
      await other.mailboxOpen('INBOX');
      await other.messageFlagsSet('1:9', ['work'], { uid: true });
    };
    expect(await cutEverywhere(carryOut, { prepare: asBefore })).toBeGreaterThan(30);
    await other.logout();
  }, 120_000);

  it('removes the messages for ever, and only these', async () => {
    await levelStore((store) => store.transaction((tx) => submit(tx, { kind: 'expunge', refs: refs(store) }, 1)));
    expect(await cutEverywhere(carryOut)).toBeGreaterThan(30);
    expect((await server.contents(user)).get('INBOX')).toHaveLength(6);
  }, 120_000);
});
