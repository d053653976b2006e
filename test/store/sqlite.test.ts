import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openWriteDb, type WriteDb } from '../../main/store/sqlite.ts';
import { tempFolder } from './open-temp-store.ts';

const open = (path: string): WriteDb => {
  const db = openWriteDb(path);
  onTestFinished(() => db.close());
  return db;
};

it('waits for the disk with each commit again after one that need not, even when that did not get its turn', () => {
  const path = join(tempFolder(), 'some.db');
  const [db, other] = [open(path), open(path)];
  const level = (): unknown => db.get('PRAGMA synchronous');
  db.transaction(() => undefined, 'soon');
  expect(level()).toEqual({ synchronous: 2 });
  db.exec('PRAGMA busy_timeout = 0');
  other.transaction(() => expect(() => db.transaction(() => undefined, 'soon')).toThrow('locked'));
  expect(level()).toEqual({ synchronous: 2 });
});

it('asks macOS, too, to bring commits to the disk and not only into its cache', () => {
  const db = open(join(tempFolder(), 'some.db'));
  expect([db.get('PRAGMA fullfsync'), db.get('PRAGMA checkpoint_fullfsync')]).toEqual([{ fullfsync: 1 }, { checkpoint_fullfsync: 1 }]);
});
