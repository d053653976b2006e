import type { CreateMailbox } from '../../shared/queued-operation.ts';
import { repathMailbox } from '../store/mailbox-changes.ts';
import { listMailboxes, mailboxById, mailboxByPath, removeMailbox, saveMailbox, setSyncState } from '../store/mailboxes.ts';
import { mailboxName, mailboxPlace, refused } from './mailbox-place.ts';
import { type MailboxVerb, nothingMore } from './operation.ts';

/** The row is there at once, under the path that the server will most likely give it. */
export const createMailboxVerb: MailboxVerb<CreateMailbox> = {
  needs: 'mailboxes',
  local: (tx, operation) => {
    const mailboxes = listMailboxes(tx.db);
    const place = mailboxPlace(mailboxes, operation.parentId);
    const name = mailboxName(operation.name, place, mailboxes);
    const path = `${place.beginning}${name}`;
    if (mailboxByPath(tx.db, path) !== null) throw refused(`The server has yet to rename or remove the folder that was called “${name}”.`);
    const { parentPath, delimiter, parent } = place;
    const namespace = parent?.namespace ?? 'personal';
    const mailboxId = saveMailbox(tx, { path, name, delimiter, parentPath, role: null, selectable: true, namespace, subscribed: true });
    return { prior: [], targets: [], mark: { mailboxId } };
  },
  remote: async ({ store, backend, mark: { mailboxId } }) => {
    const mailbox = mailboxId === undefined ? null : mailboxById(store.read, mailboxId);
    if (mailbox === null) return () => nothingMore;
    // One that is there already, made by an earlier try or by another device, becomes this one.
    const made = await backend.mailboxes?.create(mailbox.path);
    return (tx) => {
      const orphans = repathMailbox(tx, mailbox.id, made?.path ?? mailbox.path);
      // Known from the start, so that what is done to messages in it can be carried out before the first look.
      const uidValidity = mailbox.uidValidity ?? made?.uidValidity ?? null;
      setSyncState(tx, mailbox.id, { uidValidity, uidNext: null, highestModseq: null });
      return { next: [], orphans };
    };
  },
  backOut: (tx, _operation, { mark: { mailboxId } }) => {
    if (mailboxId !== undefined) removeMailbox(tx, mailboxId);
  },
  inverse: ({ name }, { mark: { mailboxId } }) =>
    mailboxId === undefined ? [] : [{ kind: 'remove-mailbox', mailboxId, name: name.trim(), onlyEmpty: true }],
  failureTitle: ({ name }) => `Could not make the folder “${name.trim()}”.`,
};
