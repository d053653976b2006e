import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { outFolder, root } from '../../../scripts/paths.mjs';
import type { ActionLog } from './action-log.ts';

/** Keeps the store, and all that happened, of a run that ended badly: it will not end so again. Returns where, in words. */
export async function keepEvidence(seed: number, folder: string, log: ActionLog): Promise<string> {
  const kept = join(outFolder, 'two-clients', String(seed));
  await rm(kept, { recursive: true, force: true });
  await mkdir(kept, { recursive: true });
  await cp(folder, join(kept, 'store'), { recursive: true });
  await writeFile(join(kept, 'everything.txt'), log.everything());
  return `The store and all that happened are in ${relative(root, kept)}.`;
}
