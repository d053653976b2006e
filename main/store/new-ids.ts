/**
 * Ids that are given once only. Somebody may still hold that of a row that is gone: the window, an action that waits or is to be taken
 * back. SQLite would give the highest one again, and the action would be done to another message.
 */
import { readFact, writeFact } from './facts.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

type Table = 'message' | 'mailbox';

const highestGone = { message: 'last-message', mailbox: 'last-mailbox' } as const;

/** The next one; those after it are free too. */
export function newId(tx: StoreTransaction, table: Table): number {
  return Math.max(highestId(tx.db, table), readFact(tx.db, highestGone[table]) ?? 0) + 1;
}

/** To be called before a row is deleted. */
export function retireId(tx: StoreTransaction, table: Table, id: number): void {
  // Any other is given again by nobody.
  if (id === highestId(tx.db, table)) writeFact(tx, highestGone[table], newId(tx, table) - 1);
}

function highestId(db: ReadDb, table: Table): number {
  return db.get<{ id: number | null }>(`SELECT max(id) AS id FROM ${table}`)?.id ?? 0;
}
