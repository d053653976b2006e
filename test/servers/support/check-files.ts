// Whether the two files of a store agree with each other and with themselves.
import { storeFiles } from '../../../main/store/files.ts';
import { openRawMessages } from '../../../main/store/raw-messages.ts';
import { openReadDb } from '../../../main/store/sqlite.ts';
import type { Problem } from './compare-rows.ts';

/** The store itself, when nothing has it open. */
export function checkFiles(folder: string): Problem[] {
  const problems: Problem[] = [];
  const wrong = (text: string): void => void problems.push({ text, number: null });
  const files = storeFiles(folder);
  const db = openReadDb(files.mail);
  const raw = openRawMessages(folder);
  const rawDb = openReadDb(files.raw);
  for (const [name, each] of [['mail.db', db] as const, ['raw.db', rawDb] as const]) {
    for (const row of each.all<Record<string, unknown>>('PRAGMA integrity_check')) {
      if (row['integrity_check'] !== 'ok') wrong(`${name}: ${JSON.stringify(row)}`);
    }
    for (const row of each.all('PRAGMA foreign_key_check')) wrong(`${name}: ${JSON.stringify(row)}`);
  }
  const count = (text: string, sql: string): void => {
    for (const row of db.all(sql)) wrong(`${text}: ${JSON.stringify(row)}`);
  };
  count('a message in no mailbox', 'SELECT id, header_message_id FROM message WHERE id NOT IN (SELECT message_id FROM location)');
  count('an operation still waits', "SELECT id, payload, state, failure FROM operation WHERE state <> 'failed'");
  count('a target without an operation that waits', 'SELECT * FROM operation_target');
  count('words of a message that is gone', 'SELECT id FROM search_docsize WHERE id NOT IN (SELECT id FROM message)');
  count('a message that cannot be found', 'SELECT id FROM message WHERE indexed = 0 OR id NOT IN (SELECT id FROM search_docsize)');
  count('a hidden mailbox that nothing removes', 'SELECT id, path, removed FROM mailbox WHERE removed = 1');
  count(
    'a location that says wrongly what is missing',
    `SELECT l.mailbox_id, l.message_id, l.missing FROM location l JOIN message m ON m.id = l.message_id WHERE (l.missing IS NULL) <> (m.raw_hash IS NOT NULL)`,
  );
  count(
    'a message downloaded twice',
    "SELECT message_id, header_message_id, count(*) AS n FROM history WHERE event = 'downloaded' GROUP BY 1, 2 HAVING n > 1",
  );
  const referenced = new Set(
    db
      .all<{ hash: Uint8Array }>('SELECT raw_hash AS hash FROM message WHERE raw_hash IS NOT NULL')
      .map(({ hash }) => Buffer.from(hash).toString('hex')),
  );
  const stored = raw.hashes();
  for (const hash of stored) if (!referenced.delete(hash.toString('hex'))) wrong('bytes that belong to no message');
  if (referenced.size > 0) wrong(`${referenced.size} messages say that they are here, and their bytes are not`);
  for (const hash of stored) if (!raw.verify(hash)) wrong('bytes that are others than their hash says');
  for (const each of [db, raw, rawDb]) each.close();
  return problems;
}
