import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/paths.mjs';
import type { ResultRow } from './result-rows.ts';

/** Writes `bench-results/<name>.json`; returns where. */
export async function writeResults(name: string, rows: readonly ResultRow[]): Promise<string> {
  const folder = join(root, 'bench-results');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  await writeFile(path, `${JSON.stringify(rows, null, 2)}\n`);
  return path;
}
