/** A look into the store while the worker writes it, as the reader has one. */
import { mailboxByPath, type StoredMailbox } from '../../../main/store/mailboxes.ts';
import { storeFiles } from '../../../main/store/files.ts';
import { openReadDb, type ReadDb } from '../../../main/store/sqlite.ts';

export interface StoreView {
  readonly db: ReadDb;
  /** INBOX once it is level with the server as far as heads go: everything there and the cursor set; null before. */
  levelInbox(count: number): StoredMailbox | null;
  /** A cheap look, so that looking does not slow down what is looked at. */
  missesTexts(): boolean;
  /** How many messages are still to be indexed; null where indexing is no step of its own. */
  unindexed(): number | null;
  close(): void;
}

/** The worker must have opened it before. */
export function openStoreView(folder: string): StoreView {
  const db = openReadDb(storeFiles(folder).mail);
  const hasIndexed = db.get("SELECT 1 FROM pragma_table_info('message') WHERE name = 'indexed'") !== undefined;
  return {
    db,
    levelInbox: (count) => {
      const inbox = mailboxByPath(db, 'INBOX');
      return inbox !== null && inbox.total >= count && inbox.uidNext !== null && inbox.uidNext > count ? inbox : null;
    },
    missesTexts: () => db.get('SELECT 1 FROM location WHERE missing IS NOT NULL LIMIT 1') !== undefined,
    unindexed: () => (hasIndexed ? (db.get<{ n: number }>('SELECT count(*) AS n FROM message WHERE indexed = 0')?.n ?? 0) : null),
    close: () => db.close(),
  };
}
