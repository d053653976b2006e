import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MailFailureError } from '../../shared/failure.ts';

/**
 * Writes a file the person chose the place of. The bytes go into a new file beside it first, so nothing but the chosen name
 * can be overwritten, and what stood there stays whole until all bytes are on the disk.
 * @returns the file's name
 * @throws MailFailureError `storage`
 */
export async function writeChosenFile(path: string, bytes: Uint8Array): Promise<string> {
  const name = basename(path);
  const beside = join(dirname(path), `.${randomBytes(6).toString('hex')}.homing-part`);
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    return name;
  } catch (error) {
    await rm(beside, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'write';
    const why = code === 'ENOSPC' ? 'the disk is full' : 'this folder cannot be written to';
    throw new MailFailureError({ kind: 'storage', retry: 'after-user', text: `${name} could not be saved: ${why}.`, code }, error);
  }
}
