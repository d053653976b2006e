import type { AccountId } from './account.ts';
import type { MailboxId } from './mailbox.ts';
import type { MessageId } from './message.ts';

/** What one commit touched. Windows re-run only the queries that read it. */
export interface ChangeSet {
  readonly accountId: AccountId;
  /** Mailboxes whose messages, flags or counts changed. */
  readonly mailboxes: readonly MailboxId[];
  /** Messages whose flags, place or body changed; empty when only whole mailboxes are known. */
  readonly messages: readonly MessageId[];
  /** Mailboxes were added, renamed or removed. */
  readonly mailboxList: boolean;
  readonly quota: boolean;
  /** The queue of operations, the outbox included, changed. */
  readonly operations: boolean;
}

/** Everything two commits of one account touched together. */
export function mergeChanges(a: ChangeSet, b: ChangeSet): ChangeSet {
  return {
    accountId: a.accountId,
    mailboxes: [...new Set([...a.mailboxes, ...b.mailboxes])],
    messages: [...new Set([...a.messages, ...b.messages])],
    mailboxList: a.mailboxList || b.mailboxList,
    quota: a.quota || b.quota,
    operations: a.operations || b.operations,
  };
}
