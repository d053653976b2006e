import { identitiesIn, numberedLocation, removeLocation, setFlags, setUid, unnumberLocation } from '../../store/locations.ts';
import { setSyncState, type StoredMailbox } from '../../store/mailboxes.ts';
import { sweepOrphans } from '../../store/messages.ts';
import { forgetTargetUids, setTargetUid } from '../../store/operation-targets.ts';
import { storeHeads } from './apply.ts';
import { fetchHeads, type Head, listUids } from './fetch.ts';
import { brake } from './plan.ts';
import { relink } from './relink.ts';
import type { MailboxNumbers } from './session.ts';
import { headsAtOnce, type MailboxOutcome, pause, type SyncContext } from './sync-context.ts';
import { uidSlices } from './uid-set.ts';
import { waitingIn } from './waiting.ts';

const nothingDone: MailboxOutcome = { changes: 0, vanished: [] };

/**
 * UIDVALIDITY changed: every number here means nothing any more (RFC 9051 section 2.3.1.1). All heads are read anew, messages are
 * known again by what they are, and only their numbers change: no body is downloaded twice. What is not known again stays or goes as the brake says. One transaction at the end, so that
 * being cut off leaves everything as it was.
 */
export async function renumberMailbox(context: SyncContext, mailbox: StoredMailbox): Promise<MailboxOutcome> {
  const { connection } = context;
  const { numbers, listed, exists } = await connection.withMailbox(
    { path: mailbox.path, uidValidity: null, fresh: true },
    async (session, told) => ({ numbers: told, listed: await listUids(session), exists: session.exists() }),
  );
  if (listed.length < exists) return nothingDone;
  const heads = await allHeads(context, mailbox, numbers, listed);
  return heads === null ? nothingDone : rewrite(context, mailbox, numbers, heads);
}

/** Null when the server did not hand over all of them: nothing may be taken for gone then. */
async function allHeads(
  { connection, progress }: SyncContext,
  mailbox: StoredMailbox,
  { uidValidity }: MailboxNumbers,
  listed: readonly number[],
): Promise<readonly Head[] | null> {
  const all: Head[] = [];
  for (const slice of uidSlices(
    [...listed].sort((a, b) => b - a),
    headsAtOnce,
  )) {
    await pause(progress);
    progress.report({ what: 'syncing', mailbox: mailbox.name, done: all.length, total: listed.length });
    const { heads, unanswered } = await connection.withMailbox({ path: mailbox.path, uidValidity }, (session) =>
      fetchHeads(session, slice),
    );
    if (unanswered.length > 0) return null;
    all.push(...heads);
  }
  return all;
}

function rewrite({ store }: SyncContext, mailbox: StoredMailbox, numbers: MailboxNumbers, heads: readonly Head[]): MailboxOutcome {
  const { outcome, unreferenced } = store.transaction((tx) => {
    const identities = identitiesIn(tx.db, mailbox.id);
    const { matched, fresh, unmatched } = relink(identities, heads);
    const removals = unmatched.map(({ uid }) => ({ uid, here: numberedLocation(tx.db, mailbox.id, uid)?.here === true }));
    const stays = new Set(brake(removals, identities.length, mailbox.role).keep);
    const removed = unmatched.filter(({ uid }) => !stays.has(uid)).map(({ messageId }) => messageId);

    forgetTargetUids(tx, mailbox.id);
    const waiting = waitingIn(tx.db, mailbox.id);
    for (const { messageId } of identities) unnumberLocation(tx, mailbox.id, messageId);
    for (const messageId of removed) removeLocation(tx, mailbox.id, messageId);
    for (const { identity, head } of matched) {
      setUid(tx, mailbox.id, identity.messageId, head.uid);
      setTargetUid(tx, mailbox.id, identity.messageId, head.uid);
      setFlags(tx, mailbox.id, identity.messageId, waiting.rebase(identity.messageId, head.flags));
    }
    storeHeads(tx, mailbox.id, fresh);
    const uidNext = numbers.uidNext ?? Math.max(0, ...heads.map(({ uid }) => uid)) + 1;
    setSyncState(tx, mailbox.id, { uidValidity: numbers.uidValidity, uidNext, highestModseq: numbers.highestModseq });
    return { outcome: { changes: heads.length, vanished: [] }, unreferenced: sweepOrphans(tx, removed) };
  });
  store.raw.drop(unreferenced);
  return outcome;
}
