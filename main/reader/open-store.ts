import type { Account } from '../../shared/account.ts';
import { storeFiles } from '../store/files.ts';
import { openRawReader, type RawReader } from '../store/raw-reader.ts';
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
  return { account, folder, mail: openReadDb(storeFiles(folder).mail), raw: openRawReader(folder) };
}

export function closeStore(store: OpenStore): void {
  store.mail.close();
  store.raw.close();
}
