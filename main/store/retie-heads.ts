import { hashName } from './hash.ts';
import type { StoreTransaction } from './mail-store.ts';
import { renameUidls } from './uidls.ts';

interface ListedHead {
  readonly uidl: string;
  /** Bytes, as the server lists it. */
  readonly size: number;
  readonly headHash: Uint8Array | null;
}

interface Row {
  readonly uidl: string;
  readonly size: number;
  readonly headHash: Uint8Array;
}

/**
 * Messages of which only the head is here, under ids that the server has given up, and that came whole under others: each gets its new id.
 * Costs what there is of these.
 */
export function retieHeads(tx: StoreTransaction, come: readonly ListedHead[]): void {
  const rows = tx.db.all<Row>(
    `SELECT u.uidl, u.size, u.head_hash AS headHash FROM uidl u
     WHERE u.on_server = 0 AND u.head_hash IS NOT NULL AND u.stored_at IS NULL
       AND u.message_id IN (SELECT message_id FROM location WHERE missing IS NOT NULL)`,
  );
  if (rows.length === 0) return;
  const known = new Map<string, Row[]>();
  for (const row of rows) known.set(keyOf(row), [...(known.get(keyOf(row)) ?? []), row]);
  const renamed = come.flatMap(({ uidl, size, headHash }) => {
    // Each is known again once: there may be two of the same.
    const row = headHash === null ? undefined : known.get(keyOf({ size, headHash }))?.shift();
    return row === undefined ? [] : [{ uidl, of: row.uidl, size }];
  });
  renameUidls(tx, renamed);
}

function keyOf({ size, headHash }: Pick<Row, 'size' | 'headHash'>): string {
  return `${hashName(headHash)} ${size}`;
}
