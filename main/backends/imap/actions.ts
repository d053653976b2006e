/**
 * What the person does to mail, carried out on the server. UIDs only, and never before UIDVALIDITY was compared: in a SELECT of its own,
 * since Dovecot lets a session go on in a mailbox that was removed and made anew under its feet, and moves what has the old number now.
 */
import { failureOf, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { Flag } from '../../../shared/message.ts';
import type { Backend } from '../backend.ts';
import { arrivalsFrom } from './arrivals.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { uidSet, uidSlices } from './uid-set.ts';

type Action<Name extends keyof Backend> = NonNullable<Backend[Name]>;

/** STORE, of what is added and what is removed: flags that others set meanwhile stay. */
export function flagsOn(connection: ImapConnection): Action<'flags'> {
  return (mailbox, uids, { add, remove }) =>
    connection.withMailbox({ ...mailbox, fresh: true }, async (session) => {
      await assertKept(session, add);
      for (const slice of uidSlices(uids)) {
        const set = uidSet(slice);
        const options = { uid: true, silent: true };
        if (add.length > 0) await session.ask((client) => client.messageFlagsAdd(set, [...add], options));
        if (remove.length > 0) await session.ask((client) => client.messageFlagsRemove(set, [...remove], options));
      }
    });
}

/**
 * RFC 9051 section 7.1, PERMANENTFLAGS: imapflow leaves out what the mailbox does not keep, and says nothing. A mark that is kept only
 * here would be gone with the next look at the server, so the whole change is refused, in words, before any of it is done.
 */
async function assertKept(session: ImapSession, flags: readonly Flag[]): Promise<void> {
  const kept = await session.ask((client) =>
    Promise.resolve(client.mailbox === false ? new Set<string>() : (client.mailbox.permanentFlags ?? new Set(['\\*']))),
  );
  if (kept.has('\\*')) return;
  const lost = flags.filter((flag) => !kept.has(flag));
  if (lost.length > 0) throw new MailFailureError(notKept(session.host, lost));
}

/** Removes for ever, exactly these. */
export function expungeOn(connection: ImapConnection): Action<'expunge'> {
  return (mailbox, uids) =>
    connection.withMailbox({ ...mailbox, fresh: true }, async (session) => {
      await assertRemovable(session, uids);
      for (const slice of uidSlices(uids)) await removeExactly(session, slice);
    });
}

/** STORE \Deleted, then UID EXPUNGE of the same set (RFC 4315). */
export async function removeExactly(session: ImapSession, uids: readonly number[]): Promise<void> {
  await session.ask((client) => client.messageDelete(uidSet(uids), { uid: true }));
}

/** Without UIDPLUS, EXPUNGE removes whatever carries \Deleted, also what another program marked. */
export async function assertRemovable(session: ImapSession, uids: readonly number[]): Promise<void> {
  await assertKept(session, ['\\Deleted']);
  if (session.offers('UIDPLUS')) return;
  const ours = new Set(uids);
  const marked = await session.ask((client) => client.search({ deleted: true }, { uid: true }));
  if (marked.some((uid) => !ours.has(uid))) throw new MailFailureError(othersMarked(session.host));
}

/** APPEND; a mailbox that does not exist is made once. Where it will lie is noted before, since it must not be done twice. */
export function appendOn(connection: ImapConnection): Action<'append'> {
  return async (path, raw, flags, date, { since, note }) => {
    if (since === null) note(await arrivalsFrom(connection, path));
    return connection.alone(async (session) => {
      const append = () => session.ask((client) => client.append(path, raw, [...flags], new Date(date)));
      try {
        return (await append()).uid ?? null;
      } catch (thrown) {
        if (failureOf(thrown).code !== 'TRYCREATE') throw thrown;
      }
      await session.ask((client) => client.mailboxCreate(path));
      return (await append()).uid ?? null;
    });
  };
}

/** A mailbox that does not exist holds none. */
export function findOn(connection: ImapConnection): Action<'findByMessageId'> {
  return async (path, headerMessageId) => {
    try {
      return await connection.withMailbox({ path, uidValidity: null }, (session) =>
        session.ask((client) => client.search({ header: { 'Message-ID': headerMessageId } }, { uid: true })),
      );
    } catch (thrown) {
      if (failureOf(thrown).kind === 'gone') return [];
      throw thrown;
    }
  };
}

function othersMarked(host: string): MailFailure {
  const text = `${host} can only remove all messages that any program marked as deleted, and another program has marked some.`;
  return { kind: 'unsupported', retry: 'never', text };
}

function notKept(host: string, flags: readonly Flag[]): MailFailure {
  return {
    kind: 'unsupported',
    retry: 'never',
    text: `${host} does not keep this mark on messages here: ${flags.join(', ')}.`,
    code: 'PERMANENTFLAGS',
  };
}
