/** What the person does to mail, carried out on the server. UIDs only, and never before UIDVALIDITY was compared. */
import { failureOf, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { Backend } from '../backend.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { uidSet, uidSlices } from './uid-set.ts';

type Action<Name extends keyof Backend> = NonNullable<Backend[Name]>;

const uidsAtOnce = 1000;

/** STORE, of what is added and what is removed: flags that others set meanwhile stay. */
export function flagsOn(connection: ImapConnection): Action<'flags'> {
  return (mailbox, uids, { add, remove }) =>
    connection.withMailbox(mailbox, async (session) => {
      for (const slice of uidSlices(uids, uidsAtOnce)) {
        const set = uidSet(slice);
        const options = { uid: true, silent: true };
        if (add.length > 0) await session.ask((client) => client.messageFlagsAdd(set, [...add], options));
        if (remove.length > 0) await session.ask((client) => client.messageFlagsRemove(set, [...remove], options));
      }
    });
}

/** MOVE (RFC 6851), else COPY, \Deleted and the removal of exactly what was copied. */
export function moveOn(connection: ImapConnection): Action<'move'> {
  return (from, uids, toPath) =>
    connection.withMailbox(from, async (session) => {
      const newUids = new Map<number, number | null>();
      for (const asked of uidSlices(uids, uidsAtOnce)) {
        // The answer of a server with UIDPLUS names what it moved. Any other one is asked before what is there.
        const slice = session.offers('UIDPLUS') ? asked : await stillThere(session, asked);
        if (slice.length === 0) continue;
        if (!session.offers('UIDPLUS')) for (const uid of slice) newUids.set(uid, null);
        const moved = session.offers('MOVE')
          ? await session.ask((client) => client.messageMove(uidSet(slice), toPath, { uid: true }))
          : await copyThenRemove(session, slice, toPath);
        for (const [uid, newUid] of moved.uidMap ?? []) newUids.set(uid, newUid);
      }
      return newUids;
    });
}

async function stillThere(session: ImapSession, uids: readonly number[]): Promise<readonly number[]> {
  return session.ask((client) => client.search({ uid: uidSet(uids) }, { uid: true }));
}

async function copyThenRemove(session: ImapSession, uids: readonly number[], toPath: string) {
  // Asked before the copy, or a server that cannot remove would be left with two of each.
  await assertRemovable(session, uids);
  const copied = await session.ask((client) => client.messageCopy(uidSet(uids), toPath, { uid: true }));
  const proven = copied.uidMap === undefined ? uids : uids.filter((uid) => copied.uidMap?.has(uid));
  if (proven.length > 0) await removeExactly(session, proven);
  return copied;
}

/** Removes for ever, exactly these. */
export function expungeOn(connection: ImapConnection): Action<'expunge'> {
  return (mailbox, uids) =>
    connection.withMailbox(mailbox, async (session) => {
      await assertRemovable(session, uids);
      for (const slice of uidSlices(uids, uidsAtOnce)) await removeExactly(session, slice);
    });
}

/** STORE \Deleted, then UID EXPUNGE of the same set (RFC 4315). */
async function removeExactly(session: ImapSession, uids: readonly number[]): Promise<void> {
  await session.ask((client) => client.messageDelete(uidSet(uids), { uid: true }));
}

/** Without UIDPLUS, EXPUNGE removes whatever carries \Deleted, also what another program marked. */
async function assertRemovable(session: ImapSession, uids: readonly number[]): Promise<void> {
  if (session.offers('UIDPLUS')) return;
  const ours = new Set(uids);
  const marked = await session.ask((client) => client.search({ deleted: true }, { uid: true }));
  if (marked.some((uid) => !ours.has(uid))) throw new MailFailureError(othersMarked(session.host));
}

/** APPEND; a mailbox that does not exist is made once. */
export function appendOn(connection: ImapConnection): Action<'append'> {
  return (path, raw, flags, date) =>
    connection.alone(async (session) => {
      const append = () => session.ask((client) => client.append(path, raw, [...flags], new Date(date)));
      try {
        return (await append()).uid ?? null;
      } catch (thrown) {
        if (failureOf(thrown).code !== 'TRYCREATE') throw thrown;
      }
      await session.ask((client) => client.mailboxCreate(path));
      return (await append()).uid ?? null;
    });
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
