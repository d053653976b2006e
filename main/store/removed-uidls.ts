/** Messages of a maildrop that were removed here for ever, and come again under other ids: they are known by their bytes, and stay away. */
import type { StoreTransaction } from './mail-store.ts';
import type { ReadDb } from './sqlite.ts';
import type { NewUidl } from './uidl-changes.ts';

/**
 * Those of the ids whose message has the bytes of one that the person removed here for ever, of which there is no other here, and that the
 * server no longer has under its old id. Not an id that is known by itself, unless nothing or only a head is here of it, and nobody wants it.
 */
export function removedBefore(db: ReadDb, found: readonly { readonly id: string; readonly name: string }[]): ReadonlySet<string> {
  const rows = db.all<{ id: string }>(
    `SELECT DISTINCT each.value ->> 0 AS id FROM json_each(?) each JOIN uidl gone ON gone.content_hash = unhex(each.value ->> 1)
     WHERE gone.removed_here = 1 AND gone.on_server = 0 AND NOT EXISTS (SELECT 1 FROM message here WHERE here.raw_hash = gone.content_hash)
       AND NOT EXISTS (
         SELECT 1 FROM uidl own WHERE own.uidl = each.value ->> 0 AND own.removed_here = 0
           AND (own.stored_at IS NOT NULL OR own.choice = 'fetch' OR own.message_id IN (SELECT message_id FROM wanted_body)))`,
    JSON.stringify(found.map(({ id, name }) => [id, name])),
  );
  return new Set(rows.map(({ id }) => id));
}

/** New ids of messages that were removed here for ever, in place of those that the server lists no more. */
export function saveRemoved(
  tx: StoreTransaction,
  uidls: readonly (Pick<NewUidl, 'uidl' | 'size' | 'headHash'> & { readonly contentHash: Uint8Array })[],
): void {
  for (const { uidl, size, headHash, contentHash } of uidls) {
    tx.db.run(
      `INSERT OR REPLACE INTO uidl (uidl, size, head_hash, content_hash, removed_here, stored_at)
       SELECT ?, ?, ?, ?, 1, max(stored_at) FROM uidl WHERE content_hash = ? AND removed_here = 1`,
      uidl,
      size,
      headHash,
      contentHash,
      contentHash,
    );
    tx.db.run('DELETE FROM uidl WHERE content_hash = ? AND removed_here = 1 AND on_server = 0', contentHash);
  }
}
