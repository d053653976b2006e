/** COPY, MOVE, and the MOVE of servers that have none. Copying is the one thing here that must not be done twice. */
import { failureOf, MailFailureError } from '../../../shared/failure.ts';
import { type Arrived, type Backend, type CopyTrail, type NewUids, PartlyDoneError, type RemoteMailbox } from '../backend.ts';
import { arrivalsFrom, arrivedSinceOn, copiesOf, identitiesOf } from './arrivals.ts';
import { assertRemovable, removeExactly } from './actions.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { stillThere } from './still-there.ts';
import { uidSet, uidSlices } from './uid-set.ts';

/** MOVE (RFC 6851), else COPY, \Deleted and the removal of exactly what was copied. */
export function moveOn(connection: ImapConnection): NonNullable<Backend['move']> {
  return (from, uids, toPath, trail) => bring(connection, { from, uids, toPath, removes: true }, trail);
}

export function copyOn(connection: ImapConnection): NonNullable<Backend['copy']> {
  return (from, uids, toPath, trail) => bring(connection, { from, uids, toPath, removes: false }, trail);
}

interface Errand {
  readonly from: RemoteMailbox;
  readonly uids: readonly number[];
  readonly toPath: string;
  readonly removes: boolean;
}

/**
 * Where new messages will begin is noted before the first copy; a second try takes what has arrived there since, and is a copy, for
 * done. So a line that breaks between COPY and its answer, or before EXPUNGE, leaves no message twice. Of servers that do not tell new
 * numbers (UIDPLUS), they are read from what arrived.
 */
async function bring(connection: ImapConnection, errand: Errand, trail: CopyTrail): Promise<NewUids> {
  const { from, uids, toPath, removes } = errand;
  const { movesAtOnce, tellsNumbers } = await connection.alone((session) =>
    Promise.resolve({ movesAtOnce: removes && session.offers('MOVE'), tellsNumbers: session.offers('UIDPLUS') }),
  );
  const since = trail.since ?? (movesAtOnce && tellsNumbers ? null : await arrivalsFrom(connection, toPath));
  const arrived = async (): Promise<readonly Arrived[]> => {
    const all = since === null ? [] : await arrivedSinceOn(connection)(toPath, since);
    const asked = new Set(uids);
    return from.path === toPath ? all.filter(({ uid }) => !asked.has(uid)) : all;
  };
  const before = trail.since === null ? [] : await arrived();
  if (trail.since === null && since !== null) trail.note(since);
  const { originals, done } = await connection.withMailbox({ ...from, fresh: true }, async (session) => {
    const known = before.length > 0 || !tellsNumbers ? await identitiesOf(session, uids) : [];
    return { originals: known, done: await bringIn(session, errand, movesAtOnce, copiesOf(known, before)) };
  });
  if (tellsNumbers) return done;
  const numbers = copiesOf(originals, await arrived());
  return new Map([...done].map(([uid, newUid]) => [uid, newUid ?? numbers.get(uid) ?? null]));
}

/** `earlier`: what was copied before, and the number of each copy. */
async function bringIn(
  session: ImapSession,
  { uids, toPath, removes }: Errand,
  movesAtOnce: boolean,
  earlier: ReadonlyMap<number, number>,
): Promise<NewUids> {
  // Asked before the copy, or a server that cannot remove would be left with two of each.
  if (removes && !(movesAtOnce && earlier.size === 0)) await assertRemovable(session, uids);
  if (removes) for (const slice of uidSlices([...earlier.keys()])) await removeExactly(session, slice);
  const left = uids.filter((uid) => !earlier.has(uid));
  return inSlices(session, left, earlier, async (slice) => {
    const set = uidSet(slice);
    if (movesAtOnce) return (await session.ask((client) => client.messageMove(set, toPath, { uid: true }))).uidMap;
    const { uidMap } = await session.ask((client) => client.messageCopy(set, toPath, { uid: true }));
    const proven = uidMap === undefined ? slice : slice.filter((uid) => uidMap.has(uid));
    if (removes && proven.length > 0) await removeExactly(session, proven);
    return uidMap;
  });
}

/** A refusal after some of it was done says so. */
async function inSlices(
  session: ImapSession,
  uids: readonly number[],
  earlier: ReadonlyMap<number, number>,
  act: (slice: readonly number[]) => Promise<ReadonlyMap<number, number> | undefined>,
): Promise<NewUids> {
  const done = new Map<number, number | null>(earlier);
  // The answer of a server with UIDPLUS names what it copied. Any other one is asked before what is there.
  const tellsNumbers = session.offers('UIDPLUS');
  for (const asked of uidSlices(uids)) {
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
