/**
 * Messages that are known by their heads, under ids that the server has given up, and that come under others: each gets its new id. The
 * size is not compared, since some servers tell another one each time. Returned are the ids that were known again.
 */
import { hashName } from './hash.ts';
import type { StoreTransaction } from './mail-store.ts';
import { renameUidls } from './rename-uidls.ts';

interface Come {
  readonly uidl: string;
  /** Bytes, as the server lists it. */
  readonly size: number;
  readonly headHash: Uint8Array | null;
  /** The head is that of one message and no other: only such a one is known again as what was deleted here. */
  readonly names: boolean;
}

interface Row {
  readonly uidl: string;
  readonly headHash: Uint8Array;
  readonly isDeleted: number;
}

/** It lies in no mailbox but Trash. */
const isDeleted = `NOT EXISTS (SELECT 1 FROM location l JOIN mailbox b ON b.id = l.mailbox_id
  WHERE l.message_id = uidl.message_id AND b.role IS NOT 'trash')`;

/** Only the heads came: what is here of them may be all, or the head, or nothing any more. What went with the server's consent does not come again. */
export function retieUidls(tx: StoreTransaction, come: readonly Come[]): ReadonlySet<string> {
  const hashes = come.flatMap(({ headHash }) => (headHash === null ? [] : hashName(headHash)));
  const rows = tx.db.all<Row>(
    `SELECT uidl, head_hash AS headHash, ${isDeleted} AS isDeleted FROM uidl
     WHERE on_server = 0 AND head_hash IN (SELECT unhex(value) FROM json_each(?)) AND removal_asked_at IS NULL
       AND (message_id IS NOT NULL OR removed_here = 1)
     ORDER BY isDeleted, message_id IS NULL`,
    JSON.stringify(hashes),
  );
  return retie(tx, come, rows);
}

/** They came whole: these are the rest of heads. Costs what there is of heads. */
export function retieHeads(tx: StoreTransaction, come: readonly Come[]): ReadonlySet<string> {
  const rows = tx.db.all<Row>(
    `SELECT uidl, head_hash AS headHash, ${isDeleted} AS isDeleted FROM uidl
     WHERE on_server = 0 AND head_hash IS NOT NULL AND stored_at IS NULL
       AND message_id IN (SELECT message_id FROM location WHERE missing IS NOT NULL)
     ORDER BY isDeleted`,
  );
  return retie(tx, come, rows);
}

function retie(tx: StoreTransaction, come: readonly Come[], rows: readonly Row[]): ReadonlySet<string> {
  if (rows.length === 0) return new Set();
  const known = new Map<string, Row[]>();
  for (const row of rows) {
    const alike = known.get(hashName(row.headHash));
    if (alike === undefined) known.set(hashName(row.headHash), [row]);
    else alike.push(row);
  }
  const renamed = come.flatMap(({ uidl, size, headHash, names }) => {
    const alike = headHash === null ? [] : (known.get(hashName(headHash)) ?? []);
    if (!names && alike[0]?.isDeleted === 1) return [];
    // Each is known again once: there may be two of the same.
    const of = alike.shift()?.uidl;
    return of === undefined ? [] : [{ uidl, of, size }];
  });
  renameUidls(tx, renamed);
  return new Set(renamed.map(({ uidl }) => uidl));
}
