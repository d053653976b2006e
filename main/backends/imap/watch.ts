import { failureOf, type MailFailure } from '../../../shared/failure.ts';
import type { ImapConnection } from './session.ts';

const inbox = 'INBOX';

/**
 * Watches the inbox over a connection of its own, which IDLEs, or asks by NOOP where the server has no IDLE. A server that allows
 * no second connection is looked at every `pollEveryMs` instead. Resolves with a function that ends the watch.
 */
export async function watchInbox(
  open: () => Promise<ImapConnection>,
  pollEveryMs: number,
  changed: (mailboxPath: string) => void,
  lost: (failure: MailFailure) => void,
): Promise<() => Promise<void>> {
  let connection: ImapConnection;
  try {
    connection = await open();
  } catch (thrown) {
    // A server that just let us in and now says the password is wrong counts connections, and says it badly.
    if (!['busy', 'auth'].includes(failureOf(thrown).kind)) throw thrown;
    const timer = setInterval(() => changed(inbox), pollEveryMs);
    return () => Promise.resolve(clearInterval(timer));
  }
  try {
    await connection.withMailbox({ path: inbox, uidValidity: null }, () => Promise.resolve());
  } catch (thrown) {
    await connection.close();
    throw thrown;
  }
  connection.onNews(() => changed(inbox));
  connection.onLost(lost);
  return () => connection.close();
}
