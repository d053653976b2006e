/** A look at what lies in a maildrop before it is downloaded. Nothing is downloaded or removed by it. */
import { setImmediate as turn } from 'node:timers/promises';
import type { MaildropEntry, MaildropState } from '../../../shared/maildrop.ts';
import type { Activity } from '../../../shared/account.ts';
import type { Envelope } from '../../../shared/message.ts';
import { readEnvelope } from '../../mime/envelope.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { messageById } from '../../store/messages.ts';
import { listUidls, type StoredUidl } from '../../store/uidls.ts';
import type { SeenInMaildrop } from '../backend.ts';
import { askHeads } from './ask-heads.ts';
import { isContentId } from './content-id.ts';
import { headPrintOf } from './head-print.ts';
import type { PopConnection } from './pop-connection.ts';
import { messagesListed, planDownload, type Retrieval } from './plan.ts';
import { readListing } from './read-listing.ts';
import { sizeAndHead } from './size-and-head.ts';

/** Rows read from the store in one turn. */
const atOnce = 200;

interface AskedHead {
  readonly head: MaildropEntry['head'];
  readonly headHash: Uint8Array | null;
}

/** Newest first. Asks for no more than so many heads, those of the newest messages that are not here. */
export async function lookAtMaildrop(
  connection: PopConnection,
  store: MailStore,
  mostHeads: number,
  report: (activity: Activity) => void,
): Promise<readonly SeenInMaildrop[]> {
  report({ what: 'listing', done: 0, total: null });
  const listing = await readListing(connection);
  const known = listUidls(store.read);
  const rows = new Map(known.map((row) => [row.uidl, row]));
  const fresh = new Set(planDownload(listing, known).retrieve.map(({ number }) => number));
  const listed = messagesListed(listing).map((message) => {
    const row = message.uidl === null ? undefined : rows.get(message.uidl);
    return { message, row, state: stateOf(row, fresh.has(message.number)) };
  });
  const unknown = listed.filter(({ state }) => state === 'new' || state === 'deleted').slice(0, mostHeads);
  const heads = await headsOf(
    connection,
    unknown.map(({ message }) => message),
    report,
  );
  const nameless = namelessBySizeAndHead(known);
  const seen: SeenInMaildrop[] = [];
  for (const [at, { message, row, state }] of listed.entries()) {
    if (at % atOnce === atOnce - 1) await turn();
    const asked = heads.get(message.number);
    // One without an id of its own is known again by its head.
    const key = message.uidl === null ? sizeAndHead(message.size, asked?.headHash ?? null) : null;
    const same = key === null ? undefined : nameless.get(key);
    const { messageId = null, headHash = null, choice = null } = row ?? {};
    const here = messageId === null ? null : messageById(store.read, messageId);
    seen.push({
      uidl: message.uidl,
      state: same === undefined ? state : stateOf(same, false),
      choice,
      size: message.size,
      head: here === null ? (asked?.head ?? null) : shownOf(here.envelope),
      headHash: asked?.headHash ?? headHash,
    });
  }
  return seen;
}

async function headsOf(
  connection: PopConnection,
  messages: readonly Retrieval[],
  report: (activity: Activity) => void,
): Promise<ReadonlyMap<number, AskedHead>> {
  const heads = new Map<number, AskedHead>();
  // Where there are none to be had, none are waited for.
  if (!connection.capabilities.top) return heads;
  let done = 0;
  for await (const group of askHeads(connection, messages)) {
    for (const { message, start } of group) {
      if (start !== null) heads.set(message.number, { head: shownOf(readEnvelope(start)), headHash: headPrintOf(start)?.hash ?? null });
    }
    report({ what: 'listing', done: (done += group.length), total: messages.length });
  }
  return heads;
}

function shownOf({ from, subject, date }: Envelope): MaildropEntry['head'] {
  return { from: from[0] ?? null, subject, date };
}

/** `isFresh`: the next check would take it for a new message. */
function stateOf(row: StoredUidl | undefined, isFresh: boolean): MaildropState {
  if (row === undefined || isFresh) return 'new';
  if (row.messageId !== null) return row.storedAt === null ? 'head' : 'here';
  return row.deletedHere ? 'deleted' : 'new';
}

/** What was here before without an id of its own. */
function namelessBySizeAndHead(known: readonly StoredUidl[]): ReadonlyMap<string, StoredUidl> {
  return new Map(
    known.flatMap((row) => {
      const key = isContentId(row.uidl) ? sizeAndHead(row.size, row.headHash) : null;
      return key === null ? [] : [[key, row] as const];
    }),
  );
}
