import type { MailStore, StoreTransaction } from './mail-store.ts';

/**
 * A change of mail.db that leaves bytes without a message: it returns their hashes, and they leave the packs after the commit, never before.
 * Bytes without a row are swept later; a row without its bytes would be a lie.
 */
export function letGo(store: MailStore, change: (tx: StoreTransaction) => readonly Buffer[]): void {
  store.raw.drop(store.transaction(change));
}
