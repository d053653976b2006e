/** Whether what was synchronised is what the server has. A benchmark of something that lost mail is worth nothing. */
import { countNumbered, numberedLocations } from '../../../main/store/numbered-locations.ts';
import { mailboxByPath } from '../../../main/store/mailboxes.ts';
import { storeFiles } from '../../../main/store/files.ts';
import { sumSizes } from '../../../main/store/messages.ts';
import { hashOf } from '../../../main/store/hash.ts';
import { openRawReader } from '../../../main/store/raw-messages.ts';
import { openReadDb, type ReadDb } from '../../../main/store/sqlite.ts';
import type { KeptMailbox } from '../support/kept-mailbox.ts';

/** Every message of INBOX has its row, its size and its flags. */
export function checkHeads(folder: string, { messages, bytes }: KeptMailbox): void {
  withDb(folder, (db) => {
    const inbox = mailboxByPath(db, 'INBOX');
    if (inbox === null) throw new Error('There is no INBOX in the store.');
    assertSame('messages in INBOX', countNumbered(db, inbox.id), messages.length);
    assertSame('bytes of all messages by their sizes', sumSizes(db), bytes);
    const flags = new Map(numberedLocations(db, inbox.id).map(({ uid, flags: text }) => [uid, text]));
    for (const [at, message] of messages.entries()) {
      assertSame(`flags of message ${at + 1}`, flags.get(at + 1), [...message.flags].sort().join(' '));
    }
  });
}

/** The bytes of every message are in the packs, unchanged. */
export function checkBodies(folder: string, { messages, bytes }: KeptMailbox): void {
  const raw = openRawReader(folder);
  try {
    assertSame('bytes in the packs', raw.totalSize(), bytes);
    for (const [at, { hash }] of messages.entries()) {
      const name = Buffer.from(hash, 'hex');
      const kept = raw.get(name);
      if (kept === null || !hashOf(kept).equals(name)) throw new Error(`The bytes of message ${at + 1} are in no pack.`);
    }
  } finally {
    raw.close();
  }
}

function withDb(folder: string, work: (db: ReadDb) => void): void {
  const db = openReadDb(storeFiles(folder).mail);
  try {
    work(db);
  } finally {
    db.close();
  }
}

function assertSame(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`Wrong in the store: ${what}: ${String(found)} instead of ${String(wanted)}.`);
}
