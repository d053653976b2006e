import { flagsHere } from '../../store/numbered-locations.ts';
import type { StoredMailbox } from '../../store/mailboxes.ts';
import { applyFlags } from './apply.ts';
import { fetchFlags } from './flags.ts';
import { changedHere } from './plan.ts';
import { pause, type SyncContext } from './sync-context.ts';
import { uidSlices } from './uid-set.ts';

/** Flags asked for at once: some hundred kilobytes of answer. */
const flagsAtOnce = 5000;

/** For servers that do not tell which flags changed: compares those of messages that are here, range by range. Returns how many had. */
export async function reflagMailbox(
  { connection, store, progress }: SyncContext,
  mailbox: StoredMailbox,
  uidValidity: string,
  uids: readonly number[],
): Promise<number> {
  let changes = 0;
  for (const slice of uidSlices(uids, flagsAtOnce)) {
    await pause(progress);
    const told = await connection.withMailbox({ path: mailbox.path, uidValidity }, (session) => fetchFlags(session, slice));
    const changed = changedHere(flagsHere(store.read, mailbox.id, slice), told);
    await applyFlags(store, mailbox.id, changed);
    changes += changed.size;
  }
  return changes;
}
