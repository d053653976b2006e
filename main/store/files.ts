import { join } from 'node:path';

/** What lies in an account's folder: mail.db, raw.db, and the folder of the packs whose index raw.db is. */
export function storeFiles(folder: string): { readonly mail: string; readonly raw: string; readonly packs: string } {
  return { mail: join(folder, 'mail.db'), raw: join(folder, 'raw.db'), packs: join(folder, 'raw') };
}
