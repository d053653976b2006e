/**
 * A maildrop in which nothing changed since all of it was known here: with nothing removed by the account's policy and nothing wanted by the
 * person, there is nothing to compare. That is what most checks find where copies are left on the server.
 */
import { createHash } from 'node:crypto';
import type { ReadDb } from '../../store/sqlite.ts';
import { hasUidlsToDo } from '../../store/uidls.ts';
import { wantedBodies } from '../../store/wanted-bodies.ts';
import type { CopiesPolicy } from '../../../shared/account.ts';
import type { Listing } from './plan.ts';

/** What the last session listed, if it found all of it here; null: something was missing, or nobody looked yet. */
export interface LastListing {
  hash: string | null;
}

/** `largest` as in the account's options: another limit asks for other messages. */
export function listingHash({ uidls, sizes }: Listing, largest: number | null): string {
  let all = `${largest}\n`;
  for (const [number, uidl] of uidls) all += `${number} ${uidl}\n`;
  for (const [number, size] of sizes) all += `${number} ${size}\n`;
  return createHash('sha256').update(all).digest('hex');
}

export function isUnchanged(db: ReadDb, policy: CopiesPolicy, last: LastListing, hash: string): boolean {
  return policy.kind === 'leave' && last.hash === hash && !hasUidlsToDo(db) && wantedBodies(db).length === 0;
}
