import type { ImapSession } from './session.ts';
import { uidSet, uidSlices } from './uid-set.ts';

/** Which of these UIDs the server still has in the selected mailbox. */
export async function stillThere(session: ImapSession, uids: readonly number[]): Promise<readonly number[]> {
  const there: number[] = [];
  // A set of many that do not follow each other is longer than some servers let a command line be.
  for (const slice of uidSlices(uids)) {
    there.push(...(await session.ask((client) => client.search({ uid: uidSet(slice) }, { uid: true }))));
  }
  return there;
}
