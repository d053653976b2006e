/**
 * Answers what the window asks, from the stores of all accounts, read-only. Nothing here waits for a server or a writer:
 * what is on this computer is shown at once. One thread for all accounts.
 */
import type { AccountId } from '../../shared/account.ts';
import { accountGone, MailFailureError } from '../../shared/failure.ts';
import type { Handlers } from '../threads/channel.ts';
import type { ReaderCalls } from '../threads/protocol.ts';
import { accountMailboxes } from './account-mailboxes.ts';
import { accountOutbox } from './account-outbox.ts';
import { accountStorage } from './account-storage.ts';
import { messageContent, messagePart } from './message-body.ts';
import { messageFile } from './message-file.ts';
import { closeStore, openStore, type OpenStore } from './open-store.ts';
import { unifiedPage } from './unified.ts';

export function createReader(): Handlers<ReaderCalls> {
  const stores = new Map<AccountId, OpenStore>();

  const storeOf = (accountId: AccountId): OpenStore => {
    const store = stores.get(accountId);
    if (store === undefined) throw new MailFailureError(accountGone());
    return store;
  };
  const close = (accountId: AccountId): void => {
    const store = stores.get(accountId);
    if (store === undefined) return;
    stores.delete(accountId);
    closeStore(store);
  };

  return {
    open: (accounts) => {
      for (const readable of accounts) {
        close(readable.account.id);
        stores.set(readable.account.id, openStore(readable));
      }
    },
    close,
    mailboxes: () => [...stores.values()].flatMap(accountMailboxes),
    page: (view, after) => unifiedPage([...stores.values()], view, after),
    content: (ref) => messageContent(storeOf(ref.accountId), ref),
    part: (ref, partId) => messagePart(storeOf(ref.accountId), ref, partId),
    messageFile,
    storage: () => Promise.all([...stores.values()].map(accountStorage)),
    outbox: () => [...stores.values()].flatMap(accountOutbox),
  };
}
