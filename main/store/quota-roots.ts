import type { MailboxId, QuotaRoot } from '../../shared/mailbox.ts';
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

/** Which roots a mailbox counts against. */
export function setMailboxRoots(tx: StoreTransaction, mailboxId: MailboxId, names: readonly string[]): void {
  tx.db.run('DELETE FROM mailbox_quota_root WHERE mailbox_id = ?', mailboxId);
  for (const name of names) tx.db.run('INSERT OR IGNORE INTO mailbox_quota_root VALUES (?, ?)', mailboxId, name);
}

/** Mailboxes whose roots are known. */
export function mailboxesWithRoots(db: ReadDb): Set<MailboxId> {
  return new Set(db.all<{ id: MailboxId }>('SELECT DISTINCT mailbox_id AS id FROM mailbox_quota_root').map(({ id }) => id));
}

/** Names of all roots that some mailbox counts against. */
export function knownRoots(db: ReadDb): string[] {
  return db.all<{ name: string }>('SELECT DISTINCT name FROM mailbox_quota_root ORDER BY name').map(({ name }) => name);
}

/** No mailbox counts against it any more. */
export function forgetRoot(tx: StoreTransaction, name: string): void {
  tx.db.run('DELETE FROM mailbox_quota_root WHERE name = ?', name);
}
