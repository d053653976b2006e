import type { QuotaRoot } from '../../shared/mailbox.ts';
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';

export function listQuotaRoots(db: ReadDb): QuotaRoot[] {
  return db.all('SELECT name, resource, usage, "limit", measured_at AS measuredAt FROM quota_root ORDER BY name, resource');
}

/** The server told all its quota roots: what it no longer tells is forgotten. */
export function replaceQuotaRoots(tx: StoreTransaction, roots: readonly QuotaRoot[]): void {
  tx.db.run('DELETE FROM quota_root');
  for (const root of roots) {
    tx.db.run('INSERT INTO quota_root VALUES (?, ?, ?, ?, ?)', root.name, root.resource, root.usage, root.limit, root.measuredAt);
  }
  tx.touch.quota();
}
