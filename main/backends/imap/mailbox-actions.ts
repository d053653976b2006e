/** What the person does to mailboxes, carried out on the server. imapflow's answers are read, never taken for success as such. */
import { failureOf, isGoneOrRejected, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MailboxActions } from '../backend.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { uidValidityText } from './uid-validity.ts';

export function mailboxActionsOn(connection: ImapConnection): MailboxActions {
  return {
    create: (path) => connection.alone((session) => createIn(session, path)),
    rename: (path, newPath) =>
      connection.alone(async (session) => {
        await session.ask((client) => client.mailboxRename(path, newPath));
      }),
    remove: async (mailbox, onlyEmpty) => {
      const removeIn = async (session: ImapSession): Promise<void> => {
        await session.ask((client) => client.mailboxDelete(mailbox.path));
        // RFC 9051 section 6.3.8: a subscription outlives its mailbox. One that cannot be ended is no reason to fail.
        await subscribeIn(session, mailbox.path, false).catch(ignoreRefusal);
      };
      // Never numbered: it was not opened yet, or holds other mailboxes only.
      if (mailbox.uidValidity === null) return connection.alone(removeIn);
      // Not STATUS: of a mailbox that is still selected here, servers tell what it was.
      return connection.withMailbox({ path: mailbox.path, uidValidity: mailbox.uidValidity, fresh: true }, async (session) => {
        if (onlyEmpty && session.exists() > 0) throw new MailFailureError(notEmpty(session.host));
        await removeIn(session);
      });
    },
    subscribe: (path, subscribed) => connection.alone((session) => subscribeIn(session, path, subscribed)),
    exists: (path) => connection.alone(async (session) => (await numbersOf(session, path)) !== null),
  };
}

async function createIn(session: ImapSession, path: string): Promise<{ readonly path: string; readonly uidValidity: string | null }> {
  let made = path;
  try {
    const created = await session.ask((client) => client.mailboxCreate(path));
    // With the prefix of the personal namespace, where the server has one that was not known here.
    made = created.path;
  } catch (thrown) {
    // Not every server says [ALREADYEXISTS].
    if (failureOf(thrown).kind !== 'rejected' || (await numbersOf(session, path)) === null) throw thrown;
  }
  // imapflow subscribes only to what it made itself, and does not look at the answer.
  await subscribeIn(session, made, true).catch(ignoreRefusal);
  return { path: made, uidValidity: (await numbersOf(session, made))?.uidValidity ?? null };
}

async function subscribeIn(session: ImapSession, path: string, subscribed: boolean): Promise<void> {
  await session.ask((client) => (subscribed ? client.mailboxSubscribe(path) : client.mailboxUnsubscribe(path)));
}

/** Null when there is no such mailbox. One that can only hold others has no numbers. */
async function numbersOf(session: ImapSession, path: string): Promise<{ readonly uidValidity: string | null } | null> {
  try {
    const { uidValidity } = await session.ask((client) => client.status(path, { uidValidity: true }));
    return { uidValidity: uidValidityText(uidValidity) };
  } catch (thrown) {
    const { kind } = failureOf(thrown);
    if (kind === 'gone') return null;
    if (kind === 'rejected') return { uidValidity: null };
    throw thrown;
  }
}

function ignoreRefusal(thrown: unknown): void {
  if (!isGoneOrRejected(thrown)) throw thrown;
}

function notEmpty(host: string): MailFailure {
  return { kind: 'rejected', retry: 'never', text: `There are messages in the folder on ${host} by now: it stays.` };
}
