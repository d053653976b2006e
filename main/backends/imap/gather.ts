import type { MailboxId } from '../../../shared/mailbox.ts';
import { numberedLocationsOf, numberedLocations } from '../../store/numbered-locations.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import { fetchChanges } from './changes.ts';
import { listUids } from './list-uids.ts';
import { type Holdings, type LocalNumbers, type Plan, planFromChanges, planFromListing, whatToAsk } from './plan.ts';
import type { MailboxNumbers } from './selection.ts';
import type { ImapSession } from './session.ts';
import { waitingIn } from './waiting.ts';

/** What the server said of a mailbox, and what follows from it. */
export type Gathered =
  | { readonly found: 'nothing' }
  | { readonly found: 'renumbered'; readonly numbers: MailboxNumbers }
  | {
      readonly found: 'plan';
      readonly numbers: MailboxNumbers;
      readonly plan: Plan;
      /** The server did not tell whose flags changed: those of these are still to be compared. Newest first. */
      readonly compare: readonly number[];
    };

export async function gather(
  session: ImapSession,
  numbers: MailboxNumbers,
  db: ReadDb,
  mailboxId: MailboxId,
  local: LocalNumbers,
): Promise<Gathered> {
  const question = whatToAsk({ ...numbers, exists: session.exists() }, local);
  if (question === 'nothing') return { found: 'nothing' };
  if (question === 'renumbered') return { found: 'renumbered', numbers };
  const since = question === 'changes' ? local.highestModseq : null;
  const changes = since === null ? { flags: new Map(), vanished: [] } : await fetchChanges(session, since);
  if (since !== null) {
    const asked = [...changes.flags.keys(), ...changes.vanished];
    const holdings = asked.length > local.held ? allHoldings(db, mailboxId, local) : holdingsOf(db, mailboxId, local, asked);
    const plan = planFromChanges(holdings, { ...changes, exists: session.exists() });
    if (plan !== null) return { found: 'plan', numbers, plan, compare: [] };
  }
  const listed = await listUids(session, numbers.uidNext);
  const holdings = allHoldings(db, mailboxId, local);
  const plan = planFromListing(holdings, listed, { ...changes, exists: session.exists() });
  return { found: 'plan', numbers, plan, compare: since === null ? [...holdings.known.keys()].reverse() : [] };
}

function allHoldings(db: ReadDb, mailboxId: MailboxId, { held }: LocalNumbers): Holdings {
  const known = new Map(numberedLocations(db, mailboxId).map(({ uid, flags }) => [uid, flags]));
  return { known, hidden: waitingIn(db, mailboxId).hidden, held };
}

function holdingsOf(db: ReadDb, mailboxId: MailboxId, { held }: LocalNumbers, uids: readonly number[]): Holdings {
  const known = new Map([...numberedLocationsOf(db, mailboxId, uids)].map(([uid, { flags }]) => [uid, flags]));
  return { known, hidden: waitingIn(db, mailboxId).hidden, held };
}
