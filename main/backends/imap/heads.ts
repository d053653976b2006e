/** What a list shows of messages, fetched and handed over while it streams in. */
import type { Flag } from '../../../shared/message.ts';
import { readEnvelope, readMessageId } from '../../mime/envelope.ts';
import type { HeaderBlock } from '../../store/envelopes.ts';
import { type FetchedRow, fetchRows, identityOn, isAboutOneOfThem } from './fetch-rows.ts';
import { cleanFlags } from './flags.ts';
import type { ImapSession } from './session.ts';
import { stillThere } from './still-there.ts';
import { uidSet } from './uid-set.ts';

/** `date` is internalDate, milliseconds since 1970; `size` bytes; `emailId` the server's name for this content, where it has one. */
export interface Head {
  readonly uid: number;
  readonly header: HeaderBlock;
  readonly flags: readonly Flag[];
  readonly date: number;
  readonly size: number;
  readonly emailId: string | null;
}

/** The header text itself is read: the ENVELOPE that servers make of it is too often wrong. */
const headerFields = ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'];

/**
 * Rows handed over at once: stored in one transaction, in a fortieth of a second. In fewer each would cost more, since Message-IDs come in
 * no order and each transaction writes most pages of their index; in more, memory grows.
 */
const rowsAtOnce = 1000;

type Keep = (heads: readonly Head[]) => void;

/** Hands the heads of these UIDs to `keep`, in no order. Resolves with UIDs that the server has and did not hand over when asked twice. */
export async function fetchHeads(session: ImapSession, uids: readonly number[], keep: Keep): Promise<readonly number[]> {
  const answered = new Set<number>();
  const noting: Keep = (heads) => {
    for (const { uid } of heads) answered.add(uid);
    keep(heads);
  };
  const missing = (among: readonly number[]): readonly number[] => among.filter((uid) => !answered.has(uid));
  const aside: Aside = { headless: new Set(), reflagged: new Set() };
  await askForHeads(session, uids, noting, aside);
  for (const uid of aside.reflagged) answered.delete(uid);
  // Some servers leave rows out of an answer, without saying so.
  if (missing(uids).length > 0) await askForHeads(session, missing(uids), noting, aside);
  if (missing(uids).length === 0) return [];
  const there = await stillThere(session, missing(uids));
  // It is not gone, and its header is not to be had.
  const rest = there.filter((uid) => aside.headless.has(uid));
  if (rest.length > 0) await askWithoutHeader(session, rest, noting);
  return missing(there);
}

/** The newest messages of the selected mailbox, by their place in it: the quickest way to something on the screen. */
export async function fetchNewestHeads(session: ImapSession, most: number): Promise<readonly Head[]> {
  const exists = session.exists();
  if (exists === 0) return [];
  const heads: Head[] = [];
  try {
    await streamHeads(session, `${Math.max(1, exists - most + 1)}:*`, { byUid: false }, (some) => heads.push(...some));
  } catch (thrown) {
    // The look at everything finds out which of them it is.
    if (!isAboutOneOfThem(thrown)) throw thrown;
  }
  return heads;
}

/** One message that a server cannot read makes some of them refuse the answer for all: halved, until it is alone. */
async function askForHeads(session: ImapSession, uids: readonly number[], keep: Keep, aside: Aside): Promise<void> {
  const wanted = new Set(uids);
  try {
    await streamHeads(session, uidSet(uids), { byUid: true, aside }, (heads) => keep(heads.filter(({ uid }) => wanted.has(uid))));
  } catch (thrown) {
    if (!isAboutOneOfThem(thrown)) throw thrown;
    if (uids.length === 1) return askWithoutHeader(session, uids, keep);
    const middle = Math.ceil(uids.length / 2);
    await askForHeads(session, uids.slice(0, middle), keep, aside);
    await askForHeads(session, uids.slice(middle), keep, aside);
  }
}

/** A row is always shown, be it with nothing but a date and a size. */
async function askWithoutHeader(session: ImapSession, uids: readonly number[], keep: Keep): Promise<void> {
  try {
    await streamHeads(session, uidSet(uids), { byUid: true, headers: false }, keep);
  } catch (thrown) {
    if (!isAboutOneOfThem(thrown)) throw thrown;
  }
}

/** UIDs of rows that are no whole answer: with NIL in place of a header, or unasked, because another device changed the flags meanwhile. */
interface Aside {
  readonly headless: Set<number>;
  readonly reflagged: Set<number>;
}

interface Asked {
  readonly byUid: boolean;
  readonly headers?: boolean;
  readonly aside?: Aside;
}

const rowItems = ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'] as const;

async function streamHeads(session: ImapSession, set: string, { byUid, headers = true, aside }: Asked, keep: Keep): Promise<void> {
  const items = [...identityOn(session), ...rowItems, ...(headers ? [{ headerFields }] : [])];
  let batch: Head[] = [];
  await fetchRows(session, { set, byUid, items }, (row) => {
    const { uid, flags, header, size } = row;
    if (flags === null) return;
    if (headers && header === null) {
      (size === null ? aside?.reflagged : aside?.headless)?.add(uid);
      return;
    }
    batch.push(headOf(row, cleanFlags(flags)));
    if (batch.length < rowsAtOnce) return;
    keep(batch);
    batch = [];
  });
  if (batch.length > 0) keep(batch);
}

function headOf({ uid, header, internalDate, size, emailId }: FetchedRow, flags: readonly Flag[]): Head {
  const bytes = header ?? Buffer.alloc(0);
  const date = internalDate ?? readEnvelope(bytes).date ?? Date.now();
  return { uid, header: { headerMessageId: readMessageId(bytes), bytes }, flags, date, size: size ?? 0, emailId };
}
