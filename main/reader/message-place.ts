import type { Account } from '../../shared/account.ts';
import { type Place, placeOf } from '../../shared/place.ts';

const listed = 'FROM uidl u WHERE u.message_id = m.id AND u.on_server = 1';
const moving = 'EXISTS (SELECT 1 FROM operation_target t WHERE t.message_id = m.id AND t.moves = 1)';
const onServer = `(l.uid IS NOT NULL OR EXISTS (SELECT 1 ${listed}))`;

/** The facts about where a message is, as columns of a query over `location l JOIN message m`. */
export const placeColumns = `l.uid, m.raw_hash IS NOT NULL AS here, EXISTS (SELECT 1 ${listed}) AS listed,
  (SELECT max(u.stored_at) ${listed}) AS listedStoredAt, ${moving} AS moving`;

/** The rule of `placeOf` as conditions of such a query: what is found is what the row says. One that is on its way is neither. */
export const isAt = { server: `${onServer} AND NOT ${moving}`, 'here-only': `NOT ${onServer} AND NOT ${moving}` };

export interface PlaceRow {
  readonly uid: number | null;
  readonly here: number;
  /** Its maildrop still has it. */
  readonly listed: number;
  /** When such a message was stored here; null when it was not, or no maildrop lists it. */
  readonly listedStoredAt: number | null;
  readonly moving: number;
}

const day = 24 * 60 * 60 * 1000;

export function messagePlace(account: Account, row: PlaceRow): Place {
  return placeOf({
    onServer: row.uid !== null || row.listed === 1,
    here: row.here === 1,
    operationPending: row.moving === 1,
    leavesServerAt: leavesServerAt(account, row.listedStoredAt),
  });
}

function leavesServerAt(account: Account, storedAt: number | null): number | null {
  if (account.kind !== 'pop' || account.copies.kind !== 'remove-after-days' || storedAt === null) return null;
  return storedAt + account.copies.days * day;
}
