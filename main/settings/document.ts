import { Low } from 'lowdb';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { JsonAdapter } from './json-adapter.ts';

/** One JSON file, read once at start and owned by this process alone. */
export interface Document<T> {
  current(): T;
  /**
   * Replaces the content by what `change` makes of it, one change after the other; resolves when it is on the disk. If it
   * cannot be written, the content stays as it was and the promise rejects with a MailFailureError `storage`.
   */
  change(change: (before: T) => T): Promise<void>;
}

/** Opens the file at `path`, or starts with `empty` where there is none; the folder is made when missing. */
export async function openDocument<T extends { readonly schema: number }>(
  path: string,
  shape: z.ZodType<T>,
  empty: T,
): Promise<Document<T>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const low = new Low<T>(new JsonAdapter(path, shape), empty);
  await low.read();
  let last: Promise<void> = Promise.resolve();

  const apply = async (change: (before: T) => T): Promise<void> => {
    const before = low.data;
    low.data = change(before);
    try {
      await low.write();
    } catch (error) {
      low.data = before;
      throw error;
    }
  };

  return {
    current: () => low.data,
    change(change) {
      // lowdb would let two writes run into each other; each waits here for the one before, whether that went well or not.
      const turn = last.then(() => apply(change));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
