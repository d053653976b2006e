import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadDb } from './sqlite.ts';

/** Bytes that programs of this person may still write on the disk the database lies on. */
export async function freeBytes(db: ReadDb): Promise<number> {
  const file = db.get<{ file: string }>("SELECT file FROM pragma_database_list WHERE name = 'main'")?.file ?? '';
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize;
}
