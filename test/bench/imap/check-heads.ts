/** Whether the heads that were synchronised are those of the server. */
import { countNumbered, numberedLocations } from '../../../main/store/numbered-locations.ts';
import { mailboxByPath } from '../../../main/store/mailboxes.ts';
import { storeFiles } from '../../../main/store/files.ts';
import { sumSizes } from '../../../main/store/messages.ts';
import { openReadDb, type ReadDb } from '../../../main/store/sqlite.ts';
import { assertSame } from '../support/assert-same.ts';
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

function withDb(folder: string, work: (db: ReadDb) => void): void {
  const db = openReadDb(storeFiles(folder).mail);
  try {
    work(db);
  } finally {
    db.close();
  }
}
