import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addLocation, locationOf, removeLocation, setFlags, setUid } from '../../main/store/locations.ts';
import { openMailStore } from '../../main/store/mail-store.ts';
import { listMailboxes, mailboxByRole, removeMailbox, saveMailbox } from '../../main/store/mailboxes.ts';
import { attachRaw, messageById, sweepOrphans } from '../../main/store/messages.ts';
import { countMissing, missingBodies } from '../../main/store/missing-bodies.ts';
import { nextToIndex, saveIndexed } from '../../main/store/index-queue.ts';
import { openReadDb, openWriteDb } from '../../main/store/sqlite.ts';
import { seenFlag } from '../../shared/message.ts';
import { addMailbox, addMessage, envelope, openTempStore, tempFolder, testAccount } from './open-temp-store.ts';

const counts = (store: ReturnType<typeof openTempStore>['store']): readonly (readonly [string, number, number])[] =>
  listMailboxes(store.read).map(({ name, total, unread }) => [name, total, unread]);

describe('the store', () => {
  it('makes its two files, and opens them again with everything in them', () => {
    const { store, folder } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const ref = addMessage(store, inbox, { raw: 'Subject: x\r\n\r\nbody' });
    store.close();
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.db'))
        .sort(),
    ).toEqual(['mail.db', 'raw.db']);
    const again = openTempStore(folder).store;
    const message = messageById(again.read, ref.messageId);
    expect(again.raw.get(message?.rawHash ?? Buffer.alloc(0))?.toString()).toBe('Subject: x\r\n\r\nbody');
  });

  it('tells what a commit touched, once, after the commit; and nothing of a transaction that failed', () => {
    const { store, heard } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const ref = addMessage(store, inbox);
    heard.length = 0;
    store.transaction((tx) => setFlags(tx, inbox, ref.messageId, [seenFlag]));
    expect(heard).toEqual([
      { accountId: testAccount, mailboxes: [inbox], messages: [ref.messageId], mailboxList: false, quota: false, operations: false },
    ]);
    heard.length = 0;
    expect(() =>
      store.transaction((tx) => {
        setFlags(tx, inbox, ref.messageId, []);
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(heard).toEqual([]);
    expect(locationOf(store.read, inbox, ref.messageId)?.flags).toEqual([seenFlag]);
    store.transaction((tx) => setFlags(tx, inbox, ref.messageId, [seenFlag]));
    expect(heard).toEqual([]);
  });

  it('gives the id of a message or mailbox that is gone to no other, also after it was opened again', () => {
    const { store, folder } = openTempStore();
    const [inbox, boat] = [addMailbox(store, 'INBOX', 'inbox'), addMailbox(store, 'Boat')];
    const [first, last] = [addMessage(store, inbox), addMessage(store, boat)];
    store.transaction((tx) => {
      removeMailbox(tx, boat);
      sweepOrphans(tx, [last.messageId]);
    });
    store.close();
    const again = openTempStore(folder).store;
    const tax = addMailbox(again, 'Tax');
    const next = addMessage(again, tax);
    expect(tax).toBeGreaterThan(boat);
    expect(next.messageId).toBeGreaterThan(last.messageId);
    again.transaction((tx) => {
      for (const { mailboxId, messageId } of [next, first]) {
        removeLocation(tx, mailboxId, messageId);
        sweepOrphans(tx, [messageId]);
      }
    });
    expect(addMessage(again, tax).messageId).toBeGreaterThan(next.messageId);
  });

  it('keeps counts of messages and unread ones through every change', () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const other = addMailbox(store, 'Other');
    const a = addMessage(store, inbox, { uid: 1 });
    addMessage(store, inbox, { uid: 2, flags: [seenFlag] });
    expect(counts(store)).toEqual([
      ['INBOX', 2, 1],
      ['Other', 0, 0],
    ]);
    store.transaction((tx) => setFlags(tx, inbox, a.messageId, [seenFlag]));
    expect(counts(store)).toEqual([
      ['INBOX', 2, 0],
      ['Other', 0, 0],
    ]);
    store.transaction((tx) => {
      removeLocation(tx, inbox, a.messageId);
      addLocation(tx, { mailboxId: other, messageId: a.messageId, uid: null, flags: [], date: 1 });
    });
    expect(counts(store)).toEqual([
      ['INBOX', 1, 0],
      ['Other', 1, 1],
    ]);
    store.transaction((tx) => removeMailbox(tx, other));
    expect(counts(store)).toEqual([['INBOX', 1, 0]]);
  });

  it('keeps the id of a mailbox while what is said about it changes', () => {
    const { store, heard } = openTempStore();
    const id = addMailbox(store, 'Sent');
    heard.length = 0;
    const listed = { path: 'Sent', name: 'Sent', delimiter: '/', parentPath: null, role: 'sent', selectable: true } as const;
    expect(store.transaction((tx) => saveMailbox(tx, listed))).toBe(id);
    expect(mailboxByRole(store.read, 'sent')?.id).toBe(id);
    expect(heard).toHaveLength(1);
    store.transaction((tx) => saveMailbox(tx, listed));
    expect(heard).toHaveLength(1);
  });

  it('gives a number that a message got to that message, and drops the row that held it for the same mail', () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const moved = addMessage(store, inbox, { uid: null });
    const found = addMessage(store, inbox, { uid: 7 });
    store.transaction((tx) => setUid(tx, inbox, moved.messageId, 7));
    expect(locationOf(store.read, inbox, moved.messageId)?.uid).toBe(7);
    expect(locationOf(store.read, inbox, found.messageId)).toBeNull();
  });

  it('lists what has no body yet, newest first, until the body comes', () => {
    const { store, heard } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    addMessage(store, inbox, { uid: 1, date: 10 });
    const newest = addMessage(store, inbox, { uid: 2, date: 20 });
    addMessage(store, inbox, { uid: null, date: 30 });
    const wanted = { mailboxId: inbox, largest: 1_000_000, since: 0 };
    expect(missingBodies(store.read, wanted, 10).map(({ uid }) => uid)).toEqual([2, 1]);
    expect(missingBodies(store.read, wanted, 1).map(({ uid }) => uid)).toEqual([2]);
    expect(missingBodies(store.read, { ...wanted, since: 15 }, 10).map(({ uid }) => uid)).toEqual([2]);
    expect(missingBodies(store.read, { ...wanted, largest: 99 }, 10)).toEqual([]);
    expect(countMissing(store.read, wanted)).toEqual({ messages: 2, bytes: 200 });
    const hash = store.raw.put(Buffer.from('bytes'));
    heard.length = 0;
    store.transaction((tx) => attachRaw(tx, [{ messageId: newest.messageId, hash, size: 5 }]));
    // The row of the list shows another place now.
    expect(heard).toMatchObject([{ mailboxes: [inbox], messages: [newest.messageId] }]);
    expect(missingBodies(store.read, wanted, 10).map(({ uid }) => uid)).toEqual([1]);
    expect(countMissing(store.read, wanted)).toEqual({ messages: 1, bytes: 100 });
  });

  it('keeps in mind what is still to be taken apart, newest first, until it was', () => {
    const { store, heard } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const older = addMessage(store, inbox, { uid: 1 });
    const newer = addMessage(store, inbox, { uid: 2 });
    expect(nextToIndex(store.read, 10)).toEqual([newer.messageId, older.messageId]);
    heard.length = 0;
    const read = {
      envelope: envelope({ subject: 'from the bytes' }),
      preview: 'p',
      hasAttachments: true,
      text: 'tulips',
      files: ['plan.pdf'],
    };
    store.transaction((tx) => saveIndexed(tx, newer.messageId, read));
    expect(heard).toMatchObject([{ mailboxes: [inbox], messages: [newer.messageId] }]);
    expect(nextToIndex(store.read, 10)).toEqual([older.messageId]);
    expect(messageById(store.read, newer.messageId)).toMatchObject({
      preview: 'p',
      hasAttachments: true,
      envelope: { subject: 'from the bytes' },
    });
    const found = (words: string) => store.read.all('SELECT rowid FROM search WHERE search MATCH ?', words).length;
    expect([found('tulips'), found('plan'), found('nothing')]).toEqual([1, 1, 0]);
  });

  it('gives the room of its logs back when it is tidied, and loses nothing by it', () => {
    const { store, folder } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const ref = addMessage(store, inbox, { raw: 'x'.repeat(500_000) });
    const logs = (): number[] => ['mail.db-wal', 'raw.db-wal'].map((name) => statSync(join(folder, name)).size);
    expect(Math.min(...logs())).toBeGreaterThan(0);
    store.tidy();
    expect(logs()).toEqual([0, 0]);
    expect(messageById(store.read, ref.messageId)?.size).toBe(500_000);
  });

  it('sweeps a message only when it is in no mailbox, and its bytes only when no other message has them', () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'INBOX', 'inbox');
    const [a, b] = [addMessage(store, inbox, { raw: 'same' }), addMessage(store, inbox, { raw: 'same' })];
    const sweep = (): Buffer[] => store.transaction((tx) => sweepOrphans(tx, [a.messageId, b.messageId]));
    expect(sweep()).toEqual([]);
    store.transaction((tx) => removeLocation(tx, inbox, a.messageId));
    expect(sweep()).toEqual([]);
    expect(messageById(store.read, a.messageId)).toBeNull();
    store.transaction((tx) => removeLocation(tx, inbox, b.messageId));
    expect(sweep()).toHaveLength(1);
  });
});

describe('opening a store', () => {
  it('refuses one that a newer Homing wrote, and leaves it as it was', () => {
    const folder = tempFolder();
    openTempStore(folder).store.close();
    const db = openWriteDb(join(folder, 'mail.db'));
    db.exec('PRAGMA user_version = 9990');
    db.close();
    expect(() => openMailStore(testAccount, folder, () => {})).toThrow(/newer version of Homing/);
    const after = openReadDb(join(folder, 'mail.db'));
    expect(after.get('PRAGMA user_version')).toEqual({ user_version: 9990 });
    after.close();
  });

  it('says so when the file is no database, and does not touch it', () => {
    const folder = tempFolder();
    writeFileSync(
      join(folder, 'mail.db'),
      'this is a text file, whatever its name says, and long enough to be read as a page header of a database',
    );
    expect(() => openMailStore(testAccount, folder, () => {})).toThrow(/damaged/);
  });

  it('says so when there is no file to read', () => {
    expect(() => openReadDb(join(tempFolder(), 'mail.db'))).toThrow(/cannot be opened/);
  });
});
