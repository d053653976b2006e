import type { HeadRow } from '../../store/heads.ts';
import { headOfMessage } from '../../store/heads.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { renameUidls } from '../../store/rename-uidls.ts';
import { listUidls } from '../../store/uidls.ts';
import type { SyncProgress } from '../backend.ts';
import { askHeadPrints } from './ask-head-prints.ts';
import type { PopConnection } from './pop-connection.ts';
import { type Listing, messagesListed, planDownload, type Retrieval } from './plan.ts';
import { questionsOf, recognise, withKnownIds } from './recognise.ts';

/** Where a message is listed of which the head is here, also when the server gave it another id meanwhile, or none; null: nowhere. */
export async function findListed(
  connection: PopConnection,
  store: MailStore,
  listing: Listing,
  head: HeadRow,
  report: SyncProgress['report'],
): Promise<Retrieval | null> {
  const under = (uidl: string, among: Listing): Retrieval | null => messagesListed(among).find((each) => each.uidl === uidl) ?? null;
  const listed = under(head.uidl, listing);
  if (listed !== null) return listed;
  const known = listUidls(store.read);
  const plan = planDownload(listing, known);
  const questions = questionsOf(plan, listing, known).filter(({ size }) => size === head.size);
  const found = recognise(plan, listing, known, await askHeadPrints(connection, questions, { report, breathe: () => Promise.resolve() }));
  // The next listing tells it all again.
  store.transaction((tx) => renameUidls(tx, found.renamed), 'soon');
  const now = headOfMessage(store.read, head.messageId);
  return now === null ? null : under(now.uidl, withKnownIds(listing, found));
}
