import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../../shared/account.ts';

/** Minutes between two checks that were chosen for this account alone; null: none were. */
export function checkEvery(account: Account): number | null {
  return account.kind === 'pop' ? (account.checkEvery ?? null) : null;
}

/**
 * What of an account is another.
 * - `interval`: nothing but that; what runs may go on
 * - `options`: what a POP account does on its server; what runs must not go on by the old ones
 * - `servers`: the rest, for which a connection has to be made anew at once, to see whether it comes about
 */
export function changeOf(before: Account, after: Account): 'interval' | 'options' | 'servers' {
  if (before.kind !== 'pop' || after.kind !== 'pop') return 'servers';
  if (isDeepStrictEqual({ ...before, checkEvery: null }, { ...after, checkEvery: null })) return 'interval';
  const { identity, incoming, outgoing } = after;
  return isDeepStrictEqual({ ...before, identity, incoming, outgoing }, before) ? 'options' : 'servers';
}
