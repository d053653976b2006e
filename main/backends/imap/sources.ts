/** Whole messages, byte for byte, handed over while they stream in. */
import { setImmediate as turn } from 'node:timers/promises';
import { fetchRows, isAboutOneOfThem } from './fetch-rows.ts';
import type { ImapSession } from './session.ts';
import { uidSet } from './uid-set.ts';

/** The bytes of one message of the selected mailbox. */
export interface Source {
  readonly uid: number;
  readonly bytes: Buffer;
}

type Keep = (sources: readonly Source[]) => void;

/** Handed over at once: enough for one durable commit to be cheap, and not so much that anybody waits for it. */
const [messagesAtOnce, bytesAtOnce] = [50, 2 * 1024 * 1024];

/**
 * Hands the messages to `keep`, without marking them as read. What the server leaves out of an answer for many is asked for once more,
 * alone; what it does not hand over then is left out.
 */
export async function fetchSources(session: ImapSession, wanted: readonly { readonly uid: number }[], keep: Keep): Promise<void> {
  const uids = wanted.map(({ uid }) => uid);
  const came = new Set<number>();
  const noting: Keep = (sources) => {
    for (const { uid } of sources) came.add(uid);
    keep(sources);
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
  const hand = (): void => {
    if (batch.length > 0) keep(batch);
    [batch, bytes] = [[], 0];
  };
  await fetchRows(session, { set: uidSet(uids), byUid: true, items: ['SOURCE'] }, ({ uid, source }) => {
    // Empty is what servers answer for one they cannot read.
    if (!wanted.delete(uid) || source === null || source.length === 0) return;
    batch.push({ uid, bytes: source });
    bytes += source.length;
    if (batch.length < messagesAtOnce && bytes < bytesAtOnce) return;
    hand();
    // As with heads: whoever waits gets a turn.
    return turn();
  });
  hand();
}
