/** What is remembered of a server and its maildrop as a whole, from one session to the next. */
import { readFact, writeFact } from '../../store/facts.ts';
import type { MailStore, StoreTransaction } from '../../store/mail-store.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import type { PopCapabilities } from './capabilities.ts';
import type { Listing } from './plan.ts';
import { isBelievable } from './plan-room.ts';

export type ServerTerms = Pick<PopCapabilities, 'loginDelaySeconds' | 'expireDays'>;

/** Each counts only while the server says so. */
export function noteServer(store: MailStore, { loginDelaySeconds, expireDays }: ServerTerms): void {
  const isKnown = readFact(store.read, 'login-delay') === loginDelaySeconds && readFact(store.read, 'expire-days') === expireDays;
  if (isKnown) return;
  store.transaction((tx) => {
    writeFact(tx, 'login-delay', loginDelaySeconds);
    writeFact(tx, 'expire-days', expireDays);
    tx.touch.quota();
  }, 'soon');
}

/**
 * What is left on the server, of what was listed without what went. It is counted from LIST rather than asked by STAT, which some servers
 * fail at in big maildrops; where LIST tells no size, or one that cannot be, the bytes are unknown.
 */
export function noteWhatIsThere(
  tx: StoreTransaction,
  { sizes }: Pick<Listing, 'sizes'>,
  gone: readonly { readonly number: number }[],
): void {
  const left = new Map(sizes);
  for (const { number } of gone) left.delete(number);
  const all = [...left.values()];
  writeFact(tx, 'maildrop-messages', all.length);
  writeFact(tx, 'maildrop-bytes', all.every(isBelievable) ? all.reduce((sum, size) => sum + size, 0) : null);
  tx.touch.quota();
}

/** Until a first session came to its end and downloaded, everything in the maildrop is old news. */
export function isFirstSession(db: ReadDb): boolean {
  return readFact(db, 'maildrop-messages') === null || readFact(db, 'first-session') !== null;
}

export function noteFirstSession(tx: StoreTransaction, isFirst: boolean): void {
  writeFact(tx, 'first-session', isFirst ? 1 : null);
}
