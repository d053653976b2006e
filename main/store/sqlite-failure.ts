import { cannotBeUsed, diskFull, storageFailure } from './storage-failure.ts';

/** What SQLite throws, as a sentence. Result codes: https://www.sqlite.org/rescode.html */
export function toFailure(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const message = thrown.message;
  if (/disk is full|database or disk is full/i.test(message)) {
    return diskFull('SQLITE_FULL', thrown);
  }
  if (/malformed|not a database/i.test(message)) {
    return storageFailure("This account's files on this computer are damaged.", 'SQLITE_CORRUPT', thrown);
  }
  if (/unable to open|readonly|disk I\/O/i.test(message)) {
    return cannotBeUsed('SQLITE_CANTOPEN', thrown);
  }
  return thrown;
}

export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw toFailure(thrown);
  }
}
