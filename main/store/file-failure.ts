import { cannotBeUsed, diskFull } from './storage-failure.ts';

/** Does something with files; what the system refuses becomes a failure in words. */
export function guardedFiles<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const code = fileErrorCode(thrown);
    if (code === '') throw thrown;
    throw code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(code, thrown) : cannotBeUsed(code, thrown);
  }
}

/** Such as `ENOENT`; empty when the system did not throw it. */
export function fileErrorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
