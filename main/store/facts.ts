import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

/**
 * Single values about an account that must survive a restart. Times are milliseconds since 1970; `in-use` is 1 while a worker has it open;
 * `indexing` counts the messages being indexed, so that one that ends the thread is known afterwards. `last-message` and `last-mailbox` are
 * the highest ids of rows that are gone. `login-delay` is how many seconds a POP server wants between two sign-ins, `expire-days` after how many
 * days it removes mail by itself (0: once it was read); each is there only while the server says so. `maildrop-messages` and `maildrop-bytes`
 * are what it held at the end of the last session, or when it was listed, if that session broke off; no bytes: it told none that can be.
 * `maildrop-settled` is when what was downloaded was last brought to the disk; `first-session` is 1 until one came to its end that downloaded.
 */
export type FactName =
  | 'last-checked'
  | 'maildrop-bytes'
  | 'maildrop-messages'
  | 'maildrop-settled'
  | 'first-session'
  | 'login-delay'
  | 'expire-days'
  | 'in-use'
  | 'indexing'
  | 'last-message'
  | 'last-mailbox';

export function readFact(db: ReadDb, name: FactName): number | null {
  const row = db.get<{ value: string }>('SELECT value FROM fact WHERE name = ?', name);
  return row === undefined ? null : Number(row.value);
}

/** Null: there is no such fact any more. */
export function writeFact(tx: StoreTransaction, name: FactName, value: number | null): void {
  if (value === null) tx.db.run('DELETE FROM fact WHERE name = ?', name);
  else tx.db.run('INSERT OR REPLACE INTO fact VALUES (?, ?)', name, String(value));
}
