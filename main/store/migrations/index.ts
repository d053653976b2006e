/**
 * Steps from one shape of mail.db to the next: forward only, numbered by tens, each in its own transaction, never edited
 * once released. Never "wipe and resync": for a POP account this store is the only copy.
 */
import { MailFailureError } from '../../../shared/failure.ts';
import type { WriteDb } from '../sqlite.ts';
import { initial } from './0010-initial.ts';
import { imapInFull } from './0020-imap-in-full.ts';
import { popInFull } from './0030-pop-in-full.ts';

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

const migrations: readonly Migration[] = [initial, imapInFull, popInFull];

/** Brings a store to the newest version; refuses one that a newer Homing wrote. */
export function migrate(db: WriteDb): void {
  const current = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  const newest = Math.max(...migrations.map((migration) => migration.version));
  if (current > newest) {
    throw new MailFailureError({
      kind: 'storage',
      retry: 'after-user',
      text: 'This mail was last opened by a newer version of Homing. Please update Homing; your mail is untouched.',
      code: `STORE_VERSION_${current}`,
    });
  }
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.exec(`PRAGMA user_version = ${migration.version}`);
    });
  }
}
