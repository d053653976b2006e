// What a person does here to a message of a maildrop of which only the head is here: everything works, or says why not.
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureLocalMailboxes } from '../../main/backends/pop/local-mailboxes.ts';
import { planDownload } from '../../main/backends/pop/plan.ts';
import { planRemoval, previewRemoval } from '../../main/backends/pop/plan-removal.ts';
import { planBySize, planChosenRemovals } from '../../main/backends/pop/plan-choices.ts';
import { storeHeads } from '../../main/backends/pop/store-heads.ts';
import { type HeadRow, headOfMessage } from '../../main/store/heads.ts';
import { locationsOfMessage } from '../../main/store/locations.ts';
import { listMailboxes } from '../../main/store/mailboxes.ts';
import { openMailStore } from '../../main/store/mail-store.ts';
import { listUidls, uidlByName } from '../../main/store/uidls.ts';
import { createReader } from '../../main/reader/reader.ts';
import { createAccountWorker } from '../../main/worker/account-worker.ts';
import type { OperationRequest } from '../../main/threads/protocol.ts';
import { failureOf, type MailFailure } from '../../shared/failure.ts';
import type { CopiesPolicy, PopAccount } from '../../shared/account.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';
import type { MessageRef } from '../../shared/message.ts';
import { openReadDb } from '../../main/store/sqlite.ts';
import { storeFiles } from '../../main/store/files.ts';
import { nextToIndex } from '../../main/store/index-queue.ts';
import { eventually } from '../servers/support/running-account.ts';
import { tempFolder, testAccount } from './open-temp-store.ts';

const nowhere = { host: '127.0.0.1', port: 1, security: 'none', userName: 'ann' } as const;
const account: PopAccount = {
  kind: 'pop',
  id: testAccount,
  identity: { name: 'Ann', address: 'ann@example.org' },
  incoming: nowhere,
  outgoing: nowhere,
  copies: { kind: 'remove-after-days', days: 1 },
  largestDownload: 1000,
};
const size = 5000;
const head = Buffer.from('From: Bob <bob@example.org>\r\nMessage-ID: <boat@example.org>\r\nSubject: The boat\r\n\r\n');
const listing = { uidls: new Map([[1, 'boat']]), sizes: new Map([[1, size]]) };
const policies: readonly CopiesPolicy[] = [
  { kind: 'leave' },
  { kind: 'remove-after-download' },
  { kind: 'remove-after-days', days: 1 },
  { kind: 'remove-when-deleted' },
];

async function scene() {
  const folder = tempFolder();
  const store = openMailStore(testAccount, folder, () => undefined);
  const inbox = ensureLocalMailboxes(store);
  const [messageId] = storeHeads(store, inbox, [{ message: { number: 1, uidl: 'boat', size }, start: head }], 1000);
  const ids = new Map(listMailboxes(store.read).map(({ role, id }) => [role, id]));
  store.close();
  if (messageId === undefined) throw new Error('not stored');
  const worker = createAccountWorker(() => undefined);
  const reader = createReader();
  const start = () => worker.start({ account, folder, password: null, interval: 10 });
  await start();
  await reader.open([{ account, folder }]);
  const db = openReadDb(storeFiles(folder).mail);
  onTestFinished(async () => {
    db.close();
    await reader.close(testAccount);
    await worker.stop();
  });
  const mailbox = (role: MailboxRole) => {
    const id = ids.get(role);
    if (id === undefined) throw new Error(`no ${role}`);
    return id;
  };
  return {
    worker,
    reader,
    db,
    messageId,
    mailbox,
    ref: (role: MailboxRole): MessageRef => ({ accountId: testAccount, mailboxId: mailbox(role), messageId }),
    rows: async (role: MailboxRole) =>
      (await reader.page({ kind: 'mailbox', accountId: testAccount, mailboxId: mailbox(role) }, null)).rows,
    do: async (action: OperationRequest) => worker.submit(action),
    restart: async () => {
      await worker.stop();
      await start();
    },
    /** Without a limit, and with any policy: whether it comes by itself, comes when it is opened, and goes. */
    coming: () => {
      const known = listUidls(db);
      expect(planDownload(listing, known).retrieve).toEqual([]);
      for (const policy of policies) {
        expect(planRemoval(listing, known, policy, 1e15)).toEqual([]);
        expect(previewRemoval(known, policy, 1e15, () => true)).toEqual({ messages: 0, bytes: 0, notHere: 0 });
      }
      const { unread, whole } = planChosenRemovals(listing, known);
      expect([...unread, ...whole]).toEqual([]);
      const comes = (wanted: readonly (typeof messageId)[]) =>
        [planBySize(listing, [], known, { largest: null, wanted })].flatMap(({ awaited, whole: rest }) => [...awaited, ...rest]).length ===
        1;
      return { byItself: comes([]), whenOpened: comes([messageId]) };
    },
  };
}
type Scene = Awaited<ReturnType<typeof scene>>;
const failureFrom = async (call: () => unknown): Promise<MailFailure | null> => {
  try {
    await call();
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
};

it('is shown as being on the server, with its size, and without a day on which it leaves', async () => {
  const { rows, reader, ref } = await scene();
  expect(await rows('inbox')).toMatchObject([{ subject: 'The boat', size, place: { kind: 'server' } }]);
  const content = await reader.content(ref('inbox'));
  expect(content).toMatchObject({ place: { kind: 'server' }, body: { state: 'missing', wanted: false } });
  expect(content.place.leavesServerAt).toBeUndefined();
  expect(await failureFrom(() => reader.part(ref('inbox'), '1'))).toMatchObject({ kind: 'unsupported', retry: 'never' });
});

it('is found by its head, also where the place is asked for, and counts as a message that is not here', async () => {
  const { reader, db } = await scene();
  await eventually(() => expect(nextToIndex(db, 1)).toEqual([]));
  const find = async (query: string) => (await reader.page({ kind: 'search', query, within: { kind: 'everywhere' } }, null)).rows.length;
  expect(await find('boat')).toBe(1);
  expect([await find('from:bob at:server'), await find('from:bob at:here-only')]).toEqual([1, 0]);
  expect(await reader.storage()).toMatchObject([{ messages: 1, messagesHere: 0 }]);
});

const lives: Readonly<Record<string, readonly [(all: Scene) => Promise<unknown>, readonly MailboxRole[], boolean]>> = {
  'marked as read': [
    ({ do: act, ref }) => act({ kind: 'set-flags', refs: [ref('inbox')], change: { add: ['\\Seen'], remove: [] } }),
    ['inbox'],
    true,
  ],
  'moved to the archive': [({ do: act, ref }) => act({ kind: 'move-to-role', refs: [ref('inbox')], role: 'archive' }), ['archive'], true],
  'copied to the archive': [
    ({ do: act, ref, mailbox }) => act({ kind: 'copy', refs: [ref('inbox')], to: mailbox('archive') }),
    ['inbox', 'archive'],
    true,
  ],
  'moved to Trash': [({ do: act, ref }) => act({ kind: 'move-to-role', refs: [ref('inbox')], role: 'trash' }), ['trash'], false],
  'moved to Trash, and taken back': [
    async ({ do: act, ref, worker }) => worker.undo(await act({ kind: 'move-to-role', refs: [ref('inbox')], role: 'trash' })),
    ['inbox'],
    true,
  ],
  'copied to the archive, and removed for ever in the Inbox': [
    async ({ do: act, ref, mailbox }) => {
      await act({ kind: 'copy', refs: [ref('inbox')], to: mailbox('archive') });
      await act({ kind: 'expunge', refs: [ref('inbox')] });
    },
    ['archive'],
    true,
  ],
  'asked for offline': [({ worker, ref }) => Promise.resolve(worker.downloadMessage(ref('inbox'))), ['inbox'], true],
};

describe.each(Object.entries(lives))('when it was %s', (_what, [live, places, comesByItself]) => {
  it('it is where it belongs, still without its text, comes whole in any mailbox, and never leaves the server by itself', async () => {
    const all = await scene();
    await live(all);
    for (const restarted of [false, true]) {
      if (restarted) await all.restart();
      const lies = locationsOfMessage(all.db, all.messageId).map(({ mailboxId }) => mailboxId);
      expect(new Set(lies)).toEqual(new Set(places.map(all.mailbox)));
      for (const role of places) {
        expect(await all.rows(role)).toMatchObject([{ place: { kind: 'server' }, size }]);
        expect(await all.reader.content(all.ref(role))).toMatchObject({ body: { state: 'missing' } });
      }
      expect(all.coming()).toEqual({ byItself: comesByItself, whenOpened: true });
      expect(headOfMessage(all.db, all.messageId)).toMatchObject({ uidl: 'boat', size } satisfies Partial<HeadRow>);
    }
  });
});

it.each<[string, (all: Scene) => Promise<unknown>]>([
  ['removed for ever', ({ do: act, ref }) => act({ kind: 'expunge', refs: [ref('inbox')] })],
  [
    'in Trash, which was emptied',
    async ({ do: act, ref, mailbox }) => {
      await act({ kind: 'move-to-role', refs: [ref('inbox')], role: 'trash' });
      await act({ kind: 'empty-mailbox', mailboxId: mailbox('trash') });
    },
  ],
])('%s it is gone from here, stays on the server under any policy, and does not come back', async (_what, live) => {
  const all = await scene();
  await live(all);
  await all.restart();
  expect(uidlByName(all.db, 'boat')).toMatchObject({ messageId: null, deletedHere: true, storedAt: null });
  expect(all.coming()).toEqual({ byItself: false, whenOpened: false });
});

it('is not doubled within a mailbox, since only one of two could ever be had whole; and the person is told', async () => {
  const all = await scene();
  const copy = { kind: 'copy', refs: [all.ref('inbox')], to: all.mailbox('inbox') } as const;
  expect(await failureFrom(() => all.do(copy))).toMatchObject({ kind: 'rejected', retry: 'never' });
  expect(await all.rows('inbox')).toHaveLength(1);
});

it('that was to be removed from the server is not any more when it is opened after that, and the other way round', async () => {
  const { worker, ref, db, reader } = await scene();
  await worker.removeFromServer([ref('inbox')]);
  expect(uidlByName(db, 'boat')?.choice).toBe('remove');
  await worker.downloadMessage(ref('inbox'));
  expect(uidlByName(db, 'boat')?.choice).toBeNull();
  expect(await reader.content(ref('inbox'))).toMatchObject({ body: { wanted: true } });
  await worker.removeFromServer([ref('inbox')]);
  expect(uidlByName(db, 'boat')?.choice).toBe('remove');
  expect(await reader.content(ref('inbox'))).toMatchObject({ body: { wanted: false } });
  await worker.chooseInMaildrop([{ uidl: 'boat', choice: 'fetch' }]);
  expect(await reader.content(ref('inbox'))).toMatchObject({ body: { wanted: true } });
});
