import { readFact, writeFact } from '../store/facts.ts';
import type { MailStore } from '../store/mail-store.ts';
import { isReferenced } from '../store/messages.ts';

/** Messages that are committed at once, at most. */
const mostAtOnce = 4000;

/**
 * Bytes are committed before the message they belong to, so a crash in between leaves bytes that nothing refers to. They are
 * looked for after a crash only, and before anything runs that could be about to refer to them.
 */
export function sweepAfterCrash(store: MailStore): void {
  const crashed = readFact(store.read, 'in-use') === 1;
  store.transaction((tx) => writeFact(tx, 'in-use', 1));
  if (!crashed) return;
  store.raw.recount();
  const hashes = store.raw.hashes();
  const unreferenced = hashes.filter((hash) => !isReferenced(store.read, hash));
  if (isLeftByCrash(unreferenced.length, hashes.length)) store.raw.drop(unreferenced);
}

/** More than one commit brings, or all there is, is no crash: somebody lost or exchanged mail.db, and these bytes may be the only ones. */
function isLeftByCrash(unreferenced: number, all: number): boolean {
  return unreferenced <= mostAtOnce && unreferenced < all;
}

/** The last thing before a store is closed in order. */
export function markClosed(store: MailStore): void {
  store.transaction((tx) => writeFact(tx, 'in-use', 0));
}
