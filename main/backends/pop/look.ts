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
import { type HeadPrint, headPrintOf } from './head-print.ts';
import type { PopConnection } from './pop-connection.ts';
import { messagesListed, planDownload, type Retrieval } from './plan.ts';
import { readListing } from './read-listing.ts';
import { recognise } from './recognise.ts';

/** Rows read from the store in one turn. */
const atOnce = 200;

interface AskedHead {
  readonly head: MaildropEntry['head'];
  readonly print: HeadPrint | null;
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
  const plan = planDownload(listing, known);
  const fresh = new Set(plan.retrieve.map(({ number }) => number));
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
  const prints = new Map([...heads].map(([number, { print }]) => [number, print]));
  const found = recognise(plan, listing, known, prints);
  const renamed = new Map(found.renamed.map(({ uidl, of }) => [uidl, rows.get(of)]));
  const stillThere = new Map(found.stillThere.map(({ uidl, number }) => [number, rows.get(uidl)]));
  const seen: SeenInMaildrop[] = [];
  for (const [at, { message, row, state }] of listed.entries()) {
    if (at % atOnce === atOnce - 1) await turn();
    const asked = heads.get(message.number);
    // What has another id by now, or none, is known again by its head.
    const same = message.uidl === null ? stillThere.get(message.number) : renamed.get(message.uidl);
    const { messageId = null, headHash = null } = row ?? same ?? {};
    const here = messageId === null ? null : messageById(store.read, messageId);
    seen.push({
      uidl: message.uidl,
      state: same === undefined ? state : stateOf(same, false),
      choice: row?.choice ?? (message.uidl === null ? null : (same?.choice ?? null)),
      size: message.size,
      head: here === null ? (asked?.head ?? null) : shownOf(here.envelope),
      headHash: asked?.print?.hash ?? headHash,
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
      if (start !== null) heads.set(message.number, { head: shownOf(readEnvelope(start)), print: headPrintOf(start) });
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
