/** Whole messages, byte for byte, handed over while they stream in. */
import { fetchRows, isAboutOneOfThem } from './fetch-rows.ts';
import type { ImapSession } from './session.ts';
import { uidSet } from './uid-set.ts';

/** The bytes of one message of the selected mailbox. */
export interface Source {
  readonly uid: number;
  readonly bytes: Buffer;
}

/** Nothing more is read before its promise is settled. */
type Keep = (sources: readonly Source[]) => Promise<void>;

/** Handed over at once: enough for one commit to be cheap, and not so much that anybody waits for it. */
const [messagesAtOnce, bytesAtOnce] = [100, 1024 * 1024];

/**
 * Hands the messages to `keep`, without marking them as read. What the server leaves out of an answer for many is asked for once more,
 * alone; what it does not hand over then is left out.
 */
export async function fetchSources(session: ImapSession, wanted: readonly { readonly uid: number }[], keep: Keep): Promise<void> {
  const uids = wanted.map(({ uid }) => uid);
  const came = new Set<number>();
  const noting: Keep = (sources) => {
    for (const { uid } of sources) came.add(uid);
    return keep(sources);
  };
  await streamOrNothing(session, uids, noting);
  if (uids.length === 1) return;
  for (const uid of uids) if (!came.has(uid)) await streamOrNothing(session, [uid], noting);
}

/** One message that a server cannot read makes some of them refuse the whole answer. */
async function streamOrNothing(session: ImapSession, uids: readonly number[], keep: Keep): Promise<void> {
  try {
    await streamSources(session, uids, keep);
  } catch (thrown) {
    if (!isAboutOneOfThem(thrown)) throw thrown;
  }
}

async function streamSources(session: ImapSession, uids: readonly number[], keep: Keep): Promise<void> {
  const wanted = new Set(uids);
  let batch: Source[] = [];
  let bytes = 0;
  const hand = async (): Promise<void> => {
    const handed = batch;
    [batch, bytes] = [[], 0];
    if (handed.length > 0) await keep(handed);
  };
  await fetchRows(session, { set: uidSet(uids), byUid: true, items: ['SOURCE'] }, ({ uid, source }) => {
    // Empty is what servers answer for one they cannot read.
    if (!wanted.delete(uid) || source === null || source.length === 0) return;
    batch.push({ uid, bytes: source });
    bytes += source.length;
    if (batch.length < messagesAtOnce && bytes < bytesAtOnce) return;
    return hand();
  });
  await hand();
}
