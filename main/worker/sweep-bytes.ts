import { readFact, writeFact } from '../store/facts.ts';
import type { MailStore } from '../store/mail-store.ts';
import { isReferenced } from '../store/messages.ts';

/**
 * Bytes are committed before the message they belong to, so a crash in between leaves bytes that nothing refers to. They are
 * looked for after a crash only, and before anything runs that could be about to refer to them.
 */
export function sweepAfterCrash(store: MailStore): void {
  const crashed = readFact(store.read, 'in-use') === 1;
  store.transaction((tx) => writeFact(tx, 'in-use', 1));
  if (!crashed) return;
  store.raw.recount();
  store.raw.drop(store.raw.hashes().filter((hash) => !isReferenced(store.read, hash)));
}

/** The last thing before a store is closed in order. */
export function markClosed(store: MailStore): void {
  store.transaction((tx) => writeFact(tx, 'in-use', 0));
}
