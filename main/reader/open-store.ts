import type { Account } from '../../shared/account.ts';
import { storeFiles } from '../store/mail-store.ts';
import { openRawReader, type RawReader } from '../store/raw-messages.ts';
import { openReadDb, type ReadDb } from '../store/sqlite.ts';
import type { ReadableAccount } from '../threads/protocol.ts';

/** An account's store, open for reading. Its worker has created and migrated the files before. */
export interface OpenStore {
  readonly account: Account;
  readonly folder: string;
  readonly mail: ReadDb;
  readonly raw: RawReader;
}

export function openStore({ account, folder }: ReadableAccount): OpenStore {
  const files = storeFiles(folder);
  return { account, folder, mail: openReadDb(files.mail), raw: openRawReader(files.raw) };
}

export function closeStore(store: OpenStore): void {
  store.mail.close();
  store.raw.close();
}
