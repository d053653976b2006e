import { type ChangeSet, mergeChanges } from '../../shared/changes.ts';

/**
 * Merges what a sync commits for up to 100 ms, so that the window is not told of every slice; a person's own change is
 * flushed at once.
 */
export interface ChangeEvents {
  push(changes: ChangeSet): void;
  flush(): void;
}

const mergeFor = 100;

export function createChangeEvents(emit: (changes: ChangeSet) => void): ChangeEvents {
  let merged: ChangeSet | null = null;
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const changes = merged;
    merged = null;
    if (changes !== null) emit(changes);
  };
  return {
    push: (changes) => {
      merged = merged === null ? changes : mergeChanges(merged, changes);
      timer ??= setTimeout(flush, mergeFor);
    },
    flush,
  };
}
