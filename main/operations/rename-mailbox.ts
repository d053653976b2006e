import { isGoneOrRejected } from '../../shared/failure.ts';
import type { RenameMailbox } from '../../shared/queued-operation.ts';
import type { MailboxActions } from '../backends/backend.ts';
import { repathMailbox, showMailboxAs, subtreeOf } from '../store/mailbox-changes.ts';
import { listMailboxes, mailboxById, type StoredMailbox } from '../store/mailboxes.ts';
import type { StoreTransaction } from '../store/mail-store.ts';
import type { ReadDb } from '../store/sqlite.ts';
import { mailboxesInWork } from '../store/operations.ts';
import { assertNotInside, mailboxName, mailboxPlace, refused } from './mailbox-place.ts';
import { type Aftermath, type MailboxVerb, nothingMore } from './operation.ts';
import { refusedOnly } from './refusals.ts';

/** Name and place change at once; the path, by which the server is asked about it, and those below change when the server has done it. */
export const renameMailboxVerb: MailboxVerb<RenameMailbox> = {
  needs: 'mailboxes',
  local: (tx, { mailboxId, parentId, name }) => {
    const mailboxes = listMailboxes(tx.db);
    const mailbox = mailboxes.find(({ id }) => id === mailboxId);
    if (mailbox === undefined) throw refused('This folder does not exist any more.');
    // RFC 9051 section 6.3.6: renaming INBOX would empty it into a new mailbox.
    if (mailbox.role === 'inbox') throw refused('The inbox cannot be renamed.');
    if (mailbox.role !== null) throw refused(`“${mailbox.name}” has a special use in this account and cannot be renamed.`);
    const place = mailboxPlace(mailboxes, parentId);
    assertNotInside(mailbox, place, mailboxes);
    const newName = mailboxName(name, place, mailboxes, mailboxId);
    const before = {
      name: mailbox.name,
      parentId: mailboxes.find(({ path }) => path === mailbox.parentPath)?.id ?? null,
      subscribed: mailbox.subscribed,
    };
    showMailboxAs(tx, mailboxId, { name: newName, parentPath: place.parentPath });
    return { prior: [], targets: [], mark: { mailboxId, before } };
  },
  remote: async ({ store, backend: { mailboxes }, again }, operation) => {
    const mailbox = mailboxById(store.read, operation.mailboxId);
    if (mailbox === null || mailboxes === undefined) return () => nothingMore;
    const path = newPath(store.read, operation);
    // What is to be made inside it later is not there to be moved along.
    const inWork = mailboxesInWork(store.read);
    const moved = subtreeOf(store.read, mailbox).filter(({ id }) => id === mailbox.id || !inWork.has(id));
    if (path !== mailbox.path) {
      await renameOnce(mailboxes, mailbox, path, again);
      for (const each of moved.filter(({ subscribed }) => subscribed)) {
        // A name that nobody is subscribed to is no harm: only a lost line is a reason to come back.
        await refusedOnly(mailboxes.subscribe(`${path}${each.path.slice(mailbox.path.length)}`, true));
        await refusedOnly(mailboxes.subscribe(each.path, false));
      }
    }
    return (tx) => renamed(tx, operation, path);
  },
  alone: (tx, operation) => renamed(tx, operation, newPath(tx.db, operation)),
  backOut: (tx, { mailboxId }, { mark: { before } }) => {
    if (before === undefined) return;
    const parent = before.parentId === null ? null : mailboxById(tx.db, before.parentId);
    const parentPath = before.parentId === null ? mailboxPlace(listMailboxes(tx.db), null).parentPath : (parent?.path ?? null);
    showMailboxAs(tx, mailboxId, { name: before.name, parentPath });
  },
  inverse: ({ mailboxId }, { mark: { before } }) =>
    before === undefined ? [] : [{ kind: 'rename-mailbox', mailboxId, parentId: before.parentId, name: before.name }],
  failureTitle: ({ name }) => `Could not rename a folder to “${name.trim()}”.`,
};

/** Where it will be, by the paths as they are now: what waited before this is done. */
function newPath(db: ReadDb, { parentId, name }: RenameMailbox): string {
  return `${mailboxPlace(listMailboxes(db), parentId).beginning}${name.trim()}`;
}

function renamed(tx: StoreTransaction, { mailboxId }: RenameMailbox, path: string): Aftermath {
  return { next: [], orphans: repathMailbox(tx, mailboxId, path) };
}

/** On a second try a mailbox that is not there under its old name, but is under the new, was renamed by the first. */
async function renameOnce(mailboxes: MailboxActions, { path }: StoredMailbox, to: string, again: boolean): Promise<void> {
  try {
    await mailboxes.rename(path, to);
  } catch (thrown) {
    if (!again || !isGoneOrRejected(thrown)) throw thrown;
    if ((await mailboxes.exists(path)) || !(await mailboxes.exists(to))) throw thrown;
  }
}
