// What an account's folder holds, read from the disk beside whoever has it open.
import { storeFiles } from '../../../main/store/files.ts';
import { hashOf } from '../../../main/store/hash.ts';
import { openRawReader } from '../../../main/store/raw-reader.ts';
import { openReadDb } from '../../../main/store/sqlite.ts';

/** The bytes of each message of each mailbox, as latin1, sorted. One whose bytes are not what they were says so in their place. */
export function readFolder(folder: string): readonly string[] {
  const db = openReadDb(storeFiles(folder).mail);
  const raw = openRawReader(folder);
  try {
    return db
      .all<{ hash: Uint8Array | null }>('SELECT m.raw_hash AS hash FROM location l JOIN message m ON m.id = l.message_id')
      .map(({ hash }) => {
        const bytes = hash === null ? null : raw.get(hash);
        if (hash === null || bytes === null) return 'MISSING';
        return hashOf(bytes).equals(hash) ? bytes.toString('latin1') : 'CHANGED';
      })
      .sort();
  } finally {
    db.close();
    raw.close();
  }
}
