/** COPY, MOVE, and the MOVE of servers that have none. Copying is the one thing here that must not be done twice. */
import { failureOf, MailFailureError } from '../../../shared/failure.ts';
import { type Backend, type CopyTrail, type NewUids, PartlyDoneError, type RemoteMailbox } from '../backend.ts';
import { arrivalsFrom, arrivedSinceOn, copiesOf, identitiesOf } from './arrivals.ts';
import { assertRemovable, removeExactly } from './actions.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { uidSet, uidSlices } from './uid-set.ts';

const uidsAtOnce = 1000;

/** MOVE (RFC 6851), else COPY, \Deleted and the removal of exactly what was copied. */
export function moveOn(connection: ImapConnection): NonNullable<Backend['move']> {
  return async (from, uids, toPath, trail) => {
    const movesAtOnce = await connection.alone((session) => Promise.resolve(session.offers('MOVE')));
    if (!movesAtOnce) return copyOnce(connection, from, uids, toPath, trail, true);
    return connection.withMailbox(from, (session) =>
      inSlices(session, uids, async (slice) => {
        const moved = await session.ask((client) => client.messageMove(uidSet(slice), toPath, { uid: true }));
        return moved.uidMap;
      }),
    );
  };
}

export function copyOn(connection: ImapConnection): NonNullable<Backend['copy']> {
  return (from, uids, toPath, trail) => copyOnce(connection, from, uids, toPath, trail, false);
}

/**
 * Where the copies will begin is noted before the first; a second try takes what has arrived there since, and is a copy, for done. So
 * a line that breaks between COPY and its answer, or before EXPUNGE, leaves no message twice.
 */
async function copyOnce(
  connection: ImapConnection,
  from: RemoteMailbox,
  uids: readonly number[],
  toPath: string,
  { since, note }: CopyTrail,
  removes: boolean,
): Promise<NewUids> {
  const arrivals = since === null ? [] : await arrivedSinceOn(connection)(toPath, since);
  if (since === null) note(await arrivalsFrom(connection, toPath));
  return connection.withMailbox(from, async (session) => {
    // Asked before the copy, or a server that cannot remove would be left with two of each.
    if (removes) await assertRemovable(session, uids);
    const originals = arrivals.length === 0 ? [] : await identitiesOf(session, uids);
    const asked = new Set(uids);
    const earlier = copiesOf(originals, from.path === toPath ? arrivals.filter(({ uid }) => !asked.has(uid)) : arrivals);
    if (removes) for (const slice of uidSlices([...earlier.keys()], uidsAtOnce)) await removeExactly(session, slice);
    const left = uids.filter((uid) => !earlier.has(uid));
    const copied = await inSlices(session, left, async (slice) => {
      const { uidMap } = await session.ask((client) => client.messageCopy(uidSet(slice), toPath, { uid: true }));
      const proven = uidMap === undefined ? slice : slice.filter((uid) => uidMap.has(uid));
      if (removes && proven.length > 0) await removeExactly(session, proven);
      return uidMap;
    });
    return new Map<number, number | null>([...earlier, ...copied]);
  });
}

/** A refusal after some of it was done says so. */
async function inSlices(
  session: ImapSession,
  uids: readonly number[],
  act: (slice: readonly number[]) => Promise<ReadonlyMap<number, number> | undefined>,
): Promise<NewUids> {
  const done = new Map<number, number | null>();
  // The answer of a server with UIDPLUS names what it copied. Any other one is asked before what is there.
  const tellsNumbers = session.offers('UIDPLUS');
  for (const asked of uidSlices(uids, uidsAtOnce)) {
    try {
      const slice = tellsNumbers ? asked : await stillThere(session, asked);
      if (slice.length === 0) continue;
      const numbers = await act(slice);
      if (!tellsNumbers) for (const uid of slice) done.set(uid, null);
      for (const [uid, newUid] of numbers ?? []) done.set(uid, newUid);
    } catch (thrown) {
      if (done.size === 0 || !(thrown instanceof MailFailureError)) throw thrown;
      throw new PartlyDoneError(failureOf(thrown), done);
    }
  }
  return done;
}

async function stillThere(session: ImapSession, uids: readonly number[]): Promise<readonly number[]> {
  return session.ask((client) => client.search({ uid: uidSet(uids) }, { uid: true }));
}
