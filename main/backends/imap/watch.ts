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
    connection = await openInbox(open);
  } catch (thrown) {
    // Servers say in many ways that they count connections: in words, as a wrong password, by hanging up. Should it be gone
    // altogether, the first connection finds out.
    if (failureOf(thrown).kind === 'cancelled') throw thrown;
    const timer = setInterval(() => changed(inbox), pollEveryMs);
    return () => Promise.resolve(clearInterval(timer));
  }
  connection.onNews(() => changed(inbox));
  connection.onLost(lost);
  return () => connection.close();
}

async function openInbox(open: () => Promise<ImapConnection>): Promise<ImapConnection> {
  const connection = await open();
  try {
    await connection.withMailbox({ path: inbox, uidValidity: null }, () => Promise.resolve());
    return connection;
  } catch (thrown) {
    await connection.close();
    throw thrown;
  }
}
