/** What arrived in a mailbox from a number on, and which of it are copies of what is still somewhere else. */
import { failureOf, isGoneOrRejected } from '../../../shared/failure.ts';
import { readEnvelope } from '../../mime/envelope.ts';
import type { Arrivals, Arrived, Backend } from '../backend.ts';
import { fetchRows } from './fetch-rows.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { highestUid, uidSet, uidSlices } from './uid-set.ts';
import { uidValidityText } from './uid-validity.ts';

/**
 * Asked before the first copy. A mailbox that is not there yet begins at 1, and so does one of a server that does not tell: then a
 * second try looks at all of it.
 */
export async function arrivalsFrom(connection: ImapConnection, path: string): Promise<Arrivals> {
  try {
    const { uidValidity, uidNext } = await connection.alone((session) =>
      session.ask((client) => client.status(path, { uidNext: true, uidValidity: true })),
    );
    return { uidValidity: uidValidityText(uidValidity), uidNext: uidNext ?? 1 };
  } catch (thrown) {
    if (!isGoneOrRejected(thrown)) throw thrown;
    return { uidValidity: uidValidityText(undefined), uidNext: 1 };
  }
}

export function arrivedSinceOn(connection: ImapConnection): NonNullable<Backend['arrivedSince']> {
  return async (path, since) => {
    try {
      return await connection.withMailbox({ path, uidValidity: null, fresh: true }, (session, { uidValidity }) =>
        readIdentities(session, `${uidValidity === since.uidValidity ? since.uidNext : 1}:${highestUid}`),
      );
    } catch (thrown) {
      if (failureOf(thrown).kind === 'gone') return [];
      throw thrown;
    }
  };
}

/** Of the selected mailbox; what is not there any more is left out. */
export async function identitiesOf(session: ImapSession, uids: readonly number[]): Promise<readonly Arrived[]> {
  const all: Arrived[] = [];
  for (const slice of uidSlices(uids)) all.push(...(await readIdentities(session, uidSet(slice))));
  return all;
}

async function readIdentities(session: ImapSession, set: string): Promise<readonly Arrived[]> {
  const all: Arrived[] = [];
  const items = ['INTERNALDATE', 'RFC822.SIZE', { headerFields: ['Message-ID'] }] as const;
  await fetchRows(session, { set, byUid: true, items }, ({ uid, size, internalDate, header }) => {
    // Without one it was just removed, or nobody asked for that row.
    if (header === null) return;
    all.push({ uid, size: size ?? 0, date: internalDate ?? Number.NaN, headerMessageId: readEnvelope(header).headerMessageId });
  });
  return all;
}

/**
 * Pairs originals with the copies an earlier try has made of them, each copy once: by Message-ID and size, and where there is no
 * Message-ID by size and date. Pure.
 */
export function copiesOf(originals: readonly Arrived[], arrivals: readonly Arrived[]): ReadonlyMap<number, number> {
  const free = new Map<string, number[]>();
  for (const arrived of arrivals) free.set(keyOf(arrived), [...(free.get(keyOf(arrived)) ?? []), arrived.uid]);
  const copies = new Map<number, number>();
  for (const original of originals) {
    const copy = free.get(keyOf(original))?.shift();
    if (copy !== undefined) copies.set(original.uid, copy);
  }
  return copies;
}

function keyOf({ headerMessageId, size, date }: Arrived): string {
  return headerMessageId === null ? `\n${size}\n${date}` : `${headerMessageId}\n${size}`;
}
