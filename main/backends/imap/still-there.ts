import type { ImapSession } from './session.ts';
import { uidSet } from './uid-set.ts';

/** Which of these UIDs the server still has in the selected mailbox. */
export async function stillThere(session: ImapSession, uids: readonly number[]): Promise<readonly number[]> {
  return session.ask((client) => client.search({ uid: uidSet(uids) }, { uid: true }));
}
