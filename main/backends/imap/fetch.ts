import type { Envelope, Flag } from '../../../shared/message.ts';
import { readEnvelope } from '../../mime/envelope.ts';
import type { ImapSession } from './session.ts';
import { allUids, uidSet } from './uid-set.ts';

/** What a list needs of a message. `date` is internalDate, milliseconds since 1970; `size` bytes. */
export interface Head {
  readonly uid: number;
  readonly envelope: Envelope;
  readonly flags: readonly Flag[];
  readonly date: number;
  readonly size: number;
}

/** The header text itself is read: the ENVELOPE that servers make of it is too often wrong. */
const headerFields = ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'];

const systemFlags: ReadonlyMap<string, Flag> = new Map(
  ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'].map((flag) => [flag.toLowerCase(), flag]),
);

/** The heads of these UIDs, in no order. `unanswered`: the server has them, but did not hand them over when asked twice. */
export async function fetchHeads(
  session: ImapSession,
  uids: readonly number[],
): Promise<{ readonly heads: readonly Head[]; readonly unanswered: readonly number[] }> {
  const heads = new Map<number, Head>();
  // Some servers leave rows out of an answer, without saying so.
  for (let missing = uids, tries = 0; missing.length > 0 && tries < 2; tries++) {
    for (const head of await askForHeads(session, missing)) heads.set(head.uid, head);
    missing = uids.filter((uid) => !heads.has(uid));
  }
  const missing = uids.filter((uid) => !heads.has(uid));
  return { heads: [...heads.values()], unanswered: missing.length === 0 ? [] : await stillThere(session, missing) };
}

async function askForHeads(session: ImapSession, uids: readonly number[]): Promise<Head[]> {
  const wanted = new Set(uids);
  const query = { uid: true, flags: true, internalDate: true, size: true, headers: headerFields };
  const heads = new Map<number, Head>();
  const rows = await session.ask(async (client) => {
    const all = [];
    for await (const row of client.fetch(uidSet(uids), query, { uid: true })) all.push(row);
    return all;
  });
  for (const { uid, flags, internalDate, size, headers } of rows) {
    // Rows that nobody asked for come in between: without UID they mean nothing here, without header they tell flags only.
    if (!wanted.has(uid) || flags === undefined) continue;
    const known = heads.get(uid);
    if (headers === undefined) {
      if (known !== undefined) heads.set(uid, { ...known, flags: cleanFlags(flags) });
      continue;
    }
    const envelope = readEnvelope(headers);
    heads.set(uid, { uid, envelope, flags: cleanFlags(flags), date: timeOf(internalDate) ?? envelope.date ?? Date.now(), size: size ?? 0 });
  }
  return [...heads.values()];
}

/** Which of these UIDs the server still has. */
async function stillThere(session: ImapSession, uids: readonly number[]): Promise<readonly number[]> {
  return session.ask((client) => client.search({ uid: uidSet(uids) }, { uid: true }));
}

/** All UIDs of the selected mailbox. */
export async function listUids(session: ImapSession): Promise<readonly number[]> {
  return session.ask((client) => client.search({ all: true }, { uid: true }));
}

/** More than this is not remembered one by one: a full listing is cheaper. */
const mostVanished = 200_000;

/**
 * Flags of all messages, or of those that changed since a MODSEQ; then also the UIDs that are gone since, where the server tells
 * them (QRESYNC, RFC 7162 section 3.2.6).
 */
export async function fetchFlags(
  session: ImapSession,
  since: string | null,
): Promise<{ readonly flags: ReadonlyMap<number, readonly Flag[]>; readonly vanished: readonly number[] }> {
  const flags = new Map<number, readonly Flag[]>();
  const vanished: number[] = [];
  const note = ({ uid }: { readonly uid?: number | undefined }): void => {
    if (uid !== undefined && vanished.length < mostVanished) vanished.push(uid);
  };
  await session.ask(async (client) => {
    client.on('expunge', note);
    try {
      const options = since === null ? { uid: true } : { uid: true, changedSince: BigInt(since) };
      for await (const row of client.fetch(allUids, { uid: true, flags: true }, options)) {
        if (row.uid > 0 && row.flags !== undefined) flags.set(row.uid, cleanFlags(row.flags));
      }
    } finally {
      client.off('expunge', note);
    }
    return true;
  });
  return { flags, vanished };
}

/** Whole messages, byte for byte, without marking them as read. Those the server did not hand over are missing. */
export async function fetchRaw(session: ImapSession, uids: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const wanted = new Set(uids);
  const raw = new Map<number, Buffer>();
  await session.ask(async (client) => {
    for await (const row of client.fetch(uidSet(uids), { uid: true, source: true }, { uid: true })) {
      // An empty message is what some servers answer for one they cannot read.
      if (wanted.has(row.uid) && row.source !== undefined && row.source.length > 0) raw.set(row.uid, row.source);
    }
    return true;
  });
  return raw;
}

function cleanFlags(flags: ReadonlySet<string>): readonly Flag[] {
  // \Recent is about a session, not about the message.
  return [...flags].filter((flag) => flag.toLowerCase() !== '\\recent').map((flag) => systemFlags.get(flag.toLowerCase()) ?? flag);
}

function timeOf(date: Date | string | undefined): number | null {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) ? null : time;
}
