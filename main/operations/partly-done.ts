import { failureOf, type MailFailure } from '../../shared/failure.ts';
import { isRenumbered, type NewUids, PartlyDoneError } from '../backends/backend.ts';
import { isRefusal } from './refusals.ts';
import type { RemoteGroup } from './targets.ts';

export interface DoneInGroups {
  readonly done: readonly { readonly group: RemoteGroup; readonly newUids: NewUids }[];
  /** Why the rest was not done; null when all was. */
  readonly refused: MailFailure | null;
}

/** The numbers that the server has told. */
export function numbersIn(done: DoneInGroups['done']): readonly (number | null)[] {
  return done.flatMap(({ newUids }) => [...newUids.values()]);
}

/**
 * Does something with one mailbox's messages after the other's. When the server refuses after it did some of it, what it did stands,
 * and only the rest is backed out; when it refuses before, that is thrown.
 */
export async function doInGroups(
  groups: readonly RemoteGroup[],
  act: (group: RemoteGroup) => Promise<NewUids> | undefined,
): Promise<DoneInGroups> {
  const done: { group: RemoteGroup; newUids: NewUids }[] = [];
  for (const group of groups) {
    try {
      done.push({ group, newUids: (await act(group)) ?? new Map<number, null>() });
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (thrown instanceof PartlyDoneError) done.push({ group, newUids: thrown.done });
      if (!isRefusal(failure) || isRenumbered(failure) || done.length === 0) throw thrown;
      return { done, refused: failure };
    }
  }
  return { done, refused: null };
}
