/** What a list shows of messages, fetched and handed over while it streams in. */
import { setImmediate as turn } from 'node:timers/promises';
import { failureOf } from '../../../shared/failure.ts';
import type { Envelope, Flag } from '../../../shared/message.ts';
import { readEnvelope } from '../../mime/envelope.ts';
import { cleanFlags } from './flags.ts';
import type { ImapSession } from './session.ts';
import { uidSet } from './uid-set.ts';

/** `date` is internalDate, milliseconds since 1970; `size` bytes; `emailId` the server's name for this content, where it has one. */
export interface Head {
  readonly uid: number;
  readonly envelope: Envelope;
  readonly flags: readonly Flag[];
  readonly date: number;
  readonly size: number;
  readonly emailId: string | null;
}

/** The header text itself is read: the ENVELOPE that servers make of it is too often wrong. */
const headerFields = ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'];

/** Rows handed over at once: stored in one transaction, in much less time than anybody notices. */
const rowsAtOnce = 200;

type Keep = (heads: readonly Head[]) => void;

/** Hands the heads of these UIDs to `keep`, in no order. Resolves with UIDs that the server has and did not hand over when asked twice. */
export async function fetchHeads(session: ImapSession, uids: readonly number[], keep: Keep): Promise<readonly number[]> {
  const answered = new Set<number>();
  const noting: Keep = (heads) => {
    for (const { uid } of heads) answered.add(uid);
    keep(heads);
  };
  const missing = (): readonly number[] => uids.filter((uid) => !answered.has(uid));
  await askForHeads(session, uids, noting);
  // Some servers leave rows out of an answer, without saying so.
  if (missing().length > 0) await askForHeads(session, missing(), noting);
  return missing().length === 0 ? [] : await stillThere(session, missing());
}

/** The newest messages of the selected mailbox, by their place in it: the quickest way to something on the screen. */
export async function fetchNewestHeads(session: ImapSession, most: number): Promise<readonly Head[]> {
  const exists = session.exists();
  if (exists === 0) return [];
  const heads: Head[] = [];
  await streamHeads(session, `${Math.max(1, exists - most + 1)}:*`, { uid: false }, (some) => heads.push(...some));
  return heads;
}

/** One message that a server cannot read makes some of them refuse the answer for all: halved, until it is alone. */
async function askForHeads(session: ImapSession, uids: readonly number[], keep: Keep): Promise<void> {
  const wanted = new Set(uids);
  try {
    await streamHeads(session, uidSet(uids), { uid: true }, (heads) => keep(heads.filter(({ uid }) => wanted.has(uid))));
  } catch (thrown) {
    const { kind } = failureOf(thrown);
    if (kind !== 'rejected' && kind !== 'protocol') throw thrown;
    if (uids.length === 1) return askWithoutHeader(session, uids, keep);
    const middle = Math.ceil(uids.length / 2);
    await askForHeads(session, uids.slice(0, middle), keep);
    await askForHeads(session, uids.slice(middle), keep);
  }
}

/** A row is always shown, be it with nothing but a date and a size. */
async function askWithoutHeader(session: ImapSession, uids: readonly number[], keep: Keep): Promise<void> {
  try {
    await streamHeads(session, uidSet(uids), { uid: true, headers: false }, keep);
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'rejected') throw thrown;
  }
}

interface Asked {
  /** The set names UIDs, and not places in the mailbox. */
  readonly uid: boolean;
  readonly headers?: boolean;
}

async function streamHeads(
  session: ImapSession,
  set: string,
  { uid: byUid, headers: withHeaders = true }: Asked,
  keep: Keep,
): Promise<void> {
  const query = { uid: true, flags: true, internalDate: true, size: true, ...(withHeaders ? { headers: headerFields } : {}) };
  const told = new Map<number, Head>();
  await session.ask(async (client) => {
    let batch: Head[] = [];
    for await (const { uid, flags, internalDate, size, headers: header, emailId } of client.fetch(set, query, { uid: byUid })) {
      // NIL, which imapflow passes on as false, is what Dovecot answers for a message that was just removed.
      const headers = Buffer.isBuffer(header) ? header : undefined;
      // Rows nobody asked for come in between: without UID they mean nothing here, without header they tell of other flags only.
      if (!(uid > 0) || flags === undefined) continue;
      const known = told.get(uid);
      if (withHeaders && headers === undefined && known === undefined) continue;
      const envelope = readEnvelope(headers ?? Buffer.alloc(0));
      const date = timeOf(internalDate) ?? envelope.date ?? Date.now();
      const fresh = { uid, envelope, flags: cleanFlags(flags), date, size: size ?? 0, emailId: emailId ?? null };
      const head = headers === undefined && known !== undefined ? { ...known, flags: fresh.flags } : fresh;
      told.set(uid, head);
      batch.push(head);
      if (batch.length < rowsAtOnce) continue;
      keep(batch);
      batch = [];
      // Rows that are here already follow each other without a turn of the event loop: a click would wait for all of them.
      await turn();
    }
    if (batch.length > 0) keep(batch);
    return true;
  });
}

/** Which of these UIDs the server still has. */
async function stillThere(session: ImapSession, uids: readonly number[]): Promise<readonly number[]> {
  return session.ask((client) => client.search({ uid: uidSet(uids) }, { uid: true }));
}

function timeOf(date: Date | string | undefined): number | null {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) ? null : time;
}
