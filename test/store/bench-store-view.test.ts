/** What the benchmarks see of a store, whichever shape its table of messages has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { storeFiles } from '../../main/store/files.ts';
import { openWriteDb } from '../../main/store/sqlite.ts';
import { openStoreView } from '../bench/support/store-view.ts';

it.each([
  ['is null where indexing is no step of its own', 'CREATE TABLE message (id INTEGER PRIMARY KEY)', null],
  [
    'counts what is still to be done',
    'CREATE TABLE message (id INTEGER PRIMARY KEY, indexed); INSERT INTO message VALUES (1, 0), (2, 1), (3, 0)',
    2,
  ],
])('the number of messages to be indexed %s', (_, sql, count) => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-store-view-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const db = openWriteDb(storeFiles(folder).mail);
  db.exec(sql);
  db.close();
  const view = openStoreView(folder);
  expect(view.unindexed()).toBe(count);
  view.close();
});
