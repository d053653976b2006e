/** Messages of a maildrop that the server gave another id. */
import { touchMessage } from './locations.ts';
import { keepChoice } from './maildrop-choices.ts';
import type { StoreTransaction } from './mail-store.ts';
import { uidlByName } from './uidls.ts';
import { isWanted } from './wanted-bodies.ts';

/**
 * Messages that are known by the id `of` have a new one from now on, and all that is known of them goes over to it. Of what lies here only
 * size and head were compared. What the person chose under the new id, before it was known what it means, counts.
 */
export function renameUidls(
  tx: StoreTransaction,
  renamed: readonly { readonly uidl: string; readonly of: string; readonly size: number }[],
): void {
  for (const { uidl, of, size } of renamed) {
    const before = uidlByName(tx.db, uidl);
    const done = tx.db.run(
      `UPDATE OR REPLACE uidl SET uidl = ?, size = ?, known_by_head = stored_at IS NOT NULL, on_server = 1, removal_asked_at = NULL WHERE uidl = ?`,
      uidl,
      size,
      of,
    );
    if (done.changes === 0) continue;
    const messageId = uidlByName(tx.db, uidl)?.messageId ?? null;
    if (messageId !== null) touchMessage(tx, messageId);
    const chosen = before?.messageId === null ? before.choice : null;
    // Opened since then, perhaps: so it is not removed.
    const isOpened = chosen === 'remove' && messageId !== null && isWanted(tx.db, messageId);
    if (chosen !== null && !isOpened) keepChoice(tx, { uidl, size: null, headHash: null }, chosen);
  }
}
