import type { SubscribeMailbox } from '../../shared/queued-operation.ts';
import { showMailboxAs } from '../store/mailbox-changes.ts';
import { mailboxById } from '../store/mailboxes.ts';
import { type MailboxVerb, nothingMore } from './operation.ts';
import { refused } from './mailbox-place.ts';

/** Whether a mailbox of the server is shown, on all devices that go by it. */
export const subscribeMailboxVerb: MailboxVerb<SubscribeMailbox> = {
  needs: 'mailboxes',
  local: (tx, { mailboxId, subscribed }) => {
    const mailbox = mailboxById(tx.db, mailboxId);
    if (mailbox === null) throw refused('This folder does not exist any more.');
    showMailboxAs(tx, mailboxId, { subscribed });
    return { prior: [], targets: [], mark: { mailboxId, before: { name: mailbox.name, parentId: null, subscribed: mailbox.subscribed } } };
  },
  remote: async ({ store, backend }, { mailboxId, subscribed }) => {
    const mailbox = mailboxById(store.read, mailboxId);
    if (mailbox !== null) await backend.mailboxes?.subscribe(mailbox.path, subscribed);
    return () => nothingMore;
  },
  backOut: (tx, { mailboxId }, { mark: { before } }) => {
    if (before !== undefined) showMailboxAs(tx, mailboxId, { subscribed: before.subscribed });
  },
  inverse: (operation, { mark: { before } }) =>
    before === undefined || before.subscribed === operation.subscribed ? [] : [{ ...operation, subscribed: before.subscribed }],
  failureTitle: ({ name, subscribed }) => `Could not ${subscribed ? 'subscribe to' : 'unsubscribe from'} the folder “${name}”.`,
};
