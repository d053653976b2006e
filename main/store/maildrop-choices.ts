/** What the person chose for single messages of a maildrop, kept until it is done. */
import { assertNever } from '../../shared/failure.ts';
import type { MaildropChoice } from '../../shared/maildrop.ts';
import { hashName } from './hash.ts';
import { touchMessage } from './locations.ts';
import type { StoreTransaction } from './mail-store.ts';
import { type StoredUidl, uidlByName } from './uidls.ts';
import { forgetWanted } from './wanted-bodies.ts';

/** A message of the maildrop as the person saw it: by that it is known again before anything is done to it. */
export interface SeenUidl {
  readonly uidl: string;
  /** Bytes, as the server listed it; null: it was not looked at. */
  readonly size: number | null;
  readonly headHash: Uint8Array | null;
}

/** The newest choice counts. Where nothing is left to do, none is kept. */
export function keepChoice(tx: StoreTransaction, seen: SeenUidl, choice: MaildropChoice): void {
  const row = uidlByName(tx.db, seen.uidl);
  tx.db.run('INSERT OR IGNORE INTO uidl (uidl, on_server) VALUES (?, 1)', seen.uidl);
  const kept = keptChoice(row, choice);
  if (row?.messageId != null) {
    tx.db.run('UPDATE uidl SET choice = ? WHERE uidl = ?', kept, seen.uidl);
    if (choice !== 'fetch') forgetWanted(tx, [row.messageId]);
    return touchMessage(tx, row.messageId);
  }
  // Nothing of it is here: it is what was seen.
  tx.db.run(
    'UPDATE uidl SET choice = ?, size = coalesce(?, size), head_hash = coalesce(unhex(?), head_hash) WHERE uidl = ?',
    kept,
    seen.size,
    seen.headHash === null ? null : hashName(seen.headHash),
    seen.uidl,
  );
  // What was removed here for ever is to come again.
  if (choice === 'fetch')
    tx.db.run('UPDATE uidl SET removed_here = 0, stored_at = NULL, removal_asked_at = NULL WHERE uidl = ?', seen.uidl);
}

function keptChoice(row: StoredUidl | null, choice: MaildropChoice): MaildropChoice | null {
  const isWhole = row !== null && row.messageId !== null && row.storedAt !== null;
  const isDeleted = row !== null && row.messageId === null && row.deletedHere;
  switch (choice) {
    case 'remove':
      return choice;
    case 'fetch':
      return isWhole ? null : choice;
    case 'leave':
      return isWhole || isDeleted ? null : choice;
    default:
      return assertNever(choice);
  }
}

/** What was chosen is of another size now: it has to be chosen again. */
export function forgetChoices(tx: StoreTransaction, listed: readonly Pick<SeenUidl, 'uidl' | 'size'>[]): void {
  for (const { uidl, size } of listed) tx.db.run('UPDATE uidl SET choice = NULL, size = ? WHERE uidl = ?', size, uidl);
}
