import { failureOf } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { RemoveMailbox } from '../../shared/queued-operation.ts';
import { isRenumbered } from '../backends/backend.ts';
import { recordHistory } from '../store/history.ts';
import { letGo } from '../store/let-go.ts';
import { removeLocation } from '../store/locations.ts';
import { hideMailbox, messagesIn } from '../store/mailbox-changes.ts';
import { listMailboxes, mailboxById, removeMailbox, type StoredMailbox } from '../store/mailboxes.ts';
import type { MailStore, StoreTransaction } from '../store/mail-store.ts';
import { sweepOrphans } from '../store/messages.ts';
import { inPieces } from '../store/in-pieces.ts';
import { refused } from './mailbox-place.ts';
import { type Aftermath, type MailboxVerb, nothingMore } from './operation.ts';
import { refusedOnly } from './refusals.ts';

/** Hidden at once; its rows and bytes stay until the server has removed it, so that all of it can come back. */
export const removeMailboxVerb: MailboxVerb<RemoveMailbox> = {
  needs: 'mailboxes',
  local: (tx, { mailboxId, onlyEmpty }) => {
    const mailboxes = listMailboxes(tx.db);
    const mailbox = mailboxes.find(({ id }) => id === mailboxId);
    if (mailbox === undefined) throw refused('This folder does not exist any more.');
    const { name, role } = mailbox;
    if (role !== null) throw refused(`“${name}” has a special use in this account and cannot be removed.`);
    if (mailboxes.some(({ parentPath }) => parentPath === mailbox.path))
      throw refused(`There are folders inside “${name}”: remove them first.`);
    if (onlyEmpty && mailbox.total > 0) throw refused(`There are messages in “${name}” by now: it stays.`);
    hideMailbox(tx, mailboxId, true);
    return { prior: [], targets: [], mark: { mailboxId } };
  },
  remote: async ({ store, backend, now }, { mailboxId, onlyEmpty = false }) => {
    const mailbox = mailboxById(store.read, mailboxId);
    if (mailbox === null) return () => nothingMore;
    try {
      await backend.mailboxes?.remove({ path: mailbox.path, uidValidity: mailbox.uidValidity }, onlyEmpty);
    } catch (thrown) {
      // Removed by an earlier try, or by another device. One of that name that is not ours is another matter.
      const failure = failureOf(thrown);
      if (failure.kind !== 'gone' || isRenumbered(failure) || backend.mailboxes === undefined) throw thrown;
      await refusedOnly(backend.mailboxes.subscribe(mailbox.path, false));
    }
    await emptyInPieces(store, mailbox, now);
    return (tx) => forget(tx, mailboxId, now);
  },
  alone: (tx, { mailboxId }) => forget(tx, mailboxId, Date.now()),
  backOut: (tx, { mailboxId }) => hideMailbox(tx, mailboxId, false),
  inverse: () => [],
  failureTitle: ({ name }) => `Could not remove the folder “${name}”.`,
};

/** Cut off between two pieces it goes on: the mailbox is hidden, and the server will say that it is gone. */
async function emptyInPieces(store: MailStore, mailbox: StoredMailbox, now: number): Promise<void> {
  await inPieces(messagesIn(store.read, mailbox.id, mailbox.total), (piece) =>
    letGo(store, (tx) => {
      recordHistory(tx, piece, 'removed-here', now);
      for (const messageId of piece) removeLocation(tx, mailbox.id, messageId);
      return sweepOrphans(tx, piece);
    }),
  );
}

function forget(tx: StoreTransaction, mailboxId: MailboxId, now: number): Aftermath {
  const mailbox = mailboxById(tx.db, mailboxId);
  if (mailbox === null) return nothingMore;
  const orphans = messagesIn(tx.db, mailboxId, mailbox.total);
  recordHistory(tx, orphans, 'removed-here', now);
  removeMailbox(tx, mailboxId);
  return { next: [], orphans };
}
