// Homing is killed between any two steps, on the disk or on the server; it starts again, and everything is done once.
import { expect, it } from 'vitest';
import { submit } from '../../main/operations/queue.ts';
import { listMailboxes, saveMailbox, setSyncState } from '../../main/store/mailboxes.ts';
import type { MailStore } from '../../main/store/mail-store.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { recoverOperations } from '../../main/worker/recover-operations.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { sweepAfterCrash } from '../../main/worker/sweep-bytes.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { flaggedFlag } from '../../shared/message.ts';
import type { Operation } from '../../shared/queued-operation.ts';
import { createMemoryServer } from '../doubles/memory-server.ts';
import { addMessage, envelope, openTempStore, tempFolder } from './open-temp-store.ts';

/** Counts steps and kills at one of them: after that, nothing gets through any more. */
function createReaper(at: number) {
  let steps = 0;
  return {
    step: (): void => {
      steps += 1;
      if (steps >= at) throw new Error('killed');
    },
    hasStruck: () => steps >= at,
  };
}

/** The store of a process that will be killed: each commit is a step. */
function mortal(store: MailStore, step: () => void): MailStore {
  return {
    ...store,
    raw: {
      ...store.raw,
      drop: (hashes) => {
        step();
        store.raw.drop(hashes);
      },
    },
    transaction: (work) => {
      step();
      const value = store.transaction(work);
      step();
      return value;
    },
  };
}

async function lifeWithDeathAt(
  at: number,
): Promise<{ readonly died: boolean; readonly there: object; readonly here: object; readonly bytes: number }> {
  const folder = tempFolder();
  const { store } = openTempStore(folder);
  const reaper = createReaper(at);
  let step = reaper.step;
  const server = createMemoryServer(() => step());
  const box = (path: string, role: 'inbox' | null = null): MailboxId =>
    store.transaction((tx) => {
      const id = saveMailbox(tx, { path, name: path, delimiter: '/', parentPath: null, role, selectable: true });
      setSyncState(tx, id, { uidValidity: '1', uidNext: 1, highestModseq: null });
      return id;
    });
  const [inbox, archive, old] = [box('INBOX', 'inbox'), box('Archive'), box('Old')];
  const mail = (mailboxId: MailboxId, path: string, name: string) =>
    addMessage(store, mailboxId, { uid: server.deliver(path, name), raw: name.padEnd(100), fields: { headerMessageId: name } });
  const [a, b, c, d] = [mail(inbox, 'INBOX', '<a>'), mail(inbox, 'INBOX', '<b>'), mail(inbox, 'INBOX', '<c>'), mail(inbox, 'INBOX', '<d>')];
  mail(archive, 'Archive', '<z>');
  mail(old, 'Old', '<o>');
  const filed = store.raw.put(Buffer.from('filed'));
  const message = { rawHash: filed.toString('hex'), envelope: envelope(), size: 5, preview: '', hasAttachments: false, date: 5000 };
  const queue = (operation: Operation): void => void store.transaction((tx) => submit(tx, operation, 1));
  queue({ kind: 'move', refs: [a, b], to: archive });
  queue({ kind: 'create-mailbox', parentId: null, name: 'Work' });
  const work = listMailboxes(store.read).find(({ name }) => name === 'Work')!.id;
  queue({ kind: 'move', refs: [{ ...a, mailboxId: archive }], to: work });
  queue({ kind: 'rename-mailbox', mailboxId: work, parentId: null, name: 'Plans' });
  queue({ kind: 'copy', refs: [c], to: work });
  queue({ kind: 'copy', refs: [c], to: inbox });
  queue({ kind: 'set-flags', refs: [c], change: { add: [flaggedFlag], remove: [] } });
  queue({ kind: 'expunge', refs: [d] });
  queue({ kind: 'append', to: archive, message, flags: ['\\Seen'] });
  queue({ kind: 'remove-mailbox', mailboxId: old, name: 'Old' });

  const failures: string[] = [];
  const run = (on: MailStore): Promise<unknown> =>
    runOperations(
      on,
      server.backend,
      { done: () => {}, failed: ({ title }) => failures.push(title), bug: () => {} },
      { look: () => Promise.resolve(), now: () => 1 },
    );
  await run(mortal(store, reaper.step)).catch(() => undefined);
  const died = reaper.hasStruck();
  step = () => undefined;

  const { store: again } = openTempStore(folder);
  again.transaction((tx) => tx.db.run("INSERT OR REPLACE INTO fact VALUES ('in-use', '1')"));
  recoverOperations(again, 1);
  sweepAfterCrash(again);
  await run(again);
  expect({ at, failures, waiting: countWaiting(again.read) }).toEqual({ at, failures: [], waiting: 0 });
  const rows = again.read.all<{ path: string; name: string | null; flags: string; uid: number | null }>(
    `SELECT b.path, m.header_message_id AS name, l.flags, l.uid FROM mailbox b JOIN location l ON l.mailbox_id = b.id JOIN message m ON m.id = l.message_id`,
  );
  const here = Object.fromEntries(
    listMailboxes(again.read).map(({ path }) => [
      path,
      rows
        .filter((row) => row.path === path)
        .map(({ name, flags, uid }) =>
          [name, ...flags.split(' ').filter((flag) => flag !== ''), ...(uid === null ? ['unnumbered'] : [])].join(' '),
        )
        .sort(),
    ]),
  );
  return { died, there: server.contents(), here, bytes: again.raw.hashes().length };
}

it('killed between any two steps, the queue goes on, and nothing is done twice', async () => {
  let deaths = 0;
  for (let at = 1; ; at++) {
    const { died, there, here, bytes } = await lifeWithDeathAt(at);
    expect([at, there]).toEqual([
      at,
      {
        Archive: [' \\Seen', '<b>', '<z>'],
        INBOX: ['<c>', '<c> \\Flagged'],
        Plans: ['<a>', '<c>'],
      },
    ]);
    expect([at, here]).toEqual([at, there]);
    // a, b, c, z and what was filed.
    expect([at, bytes]).toEqual([at, 5]);
    if (!died) break;
    deaths += 1;
  }
  expect(deaths).toBeGreaterThan(50);
}, 120_000);
