import type { ServerListener } from '../backend.ts';
import type { ImapConnection, ImapSession } from './session.ts';

const inbox = 'INBOX';

/** Passes on what a connection tells unasked. */
export function listenTo(connection: ImapConnection, { changed, lost }: ServerListener): void {
  connection.onNews(changed);
  connection.onLost(lost);
}

/**
 * Watches the inbox over a connection of its own, which IDLEs, or asks by NOOP where the server has no IDLE. Servers say in many
 * ways that they count connections: in words, as a wrong password, by hanging up. Whatever it is, it rejects then.
 */
export async function watchInbox(open: () => Promise<ImapConnection>, listener: ServerListener): Promise<ImapConnection> {
  const connection = await open();
  try {
    await restIn(connection, inbox);
  } catch (thrown) {
    await connection.close();
    throw thrown;
  }
  listenTo(connection, listener);
  return connection;
}

/**
 * Stands in this mailbox; with null where it is, or in the inbox: without a selected mailbox there is no IDLE, and a silent line
 * is dropped. False when it had to be selected because it was asked for by name: what happened there before was not told.
 */
export async function restIn(connection: ImapConnection, mailboxPath: string | null): Promise<boolean> {
  const stood = await connection.alone(({ selected }) => Promise.resolve(selected()));
  if (mailboxPath === null ? stood !== null : stood === mailboxPath) return true;
  await connection.withMailbox({ path: mailboxPath ?? inbox, uidValidity: null }, () => Promise.resolve());
  return mailboxPath === null;
}

/** Asks about mailboxes by STATUS: true when the answer is another than the last time, and at the first time. */
export function peekOn(connection: ImapConnection): (mailboxPath: string) => Promise<boolean> {
  const answers = new Map<string, string>();
  return async (path) => {
    const answer = await connection.alone((session) => statusOf(session, path));
    if (answer === null || answer === answers.get(path)) return false;
    answers.set(path, answer);
    return true;
  };
}

async function statusOf(session: ImapSession, path: string): Promise<string | null> {
  // RFC 9051 section 6.3.11: of the selected mailbox STATUS may tell what it was.
  if (session.selected() === path) return null;
  const query = { messages: true, uidNext: true, uidValidity: true, unseen: true, highestModseq: true };
  const { messages, uidNext, uidValidity, unseen, highestModseq } = await session.ask((client) => client.status(path, query));
  return [messages, uidNext, uidValidity, unseen, highestModseq].join(' ');
}
