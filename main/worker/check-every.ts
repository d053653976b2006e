import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../../shared/account.ts';

/** Minutes between two checks that were chosen for this account alone; null: none were. */
export function checkEvery(account: Account): number | null {
  return account.kind === 'pop' ? (account.checkEvery ?? null) : null;
}

/** Its servers, and what is done there, are the same as before. */
export function differsInIntervalOnly(before: Account, after: Account): boolean {
  return checkEvery(before) !== checkEvery(after) && isDeepStrictEqual(withoutInterval(before), withoutInterval(after));
}

function withoutInterval(account: Account): Account {
  return account.kind === 'pop' ? { ...account, checkEvery: null } : account;
}
