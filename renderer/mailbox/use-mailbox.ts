/** The mailbox a dialog or menu is about, with its account and those beside it; undefined once it is gone. */
import type { Account, AccountId } from '../../shared/account.ts';
import type { Mailbox, MailboxId } from '../../shared/mailbox.ts';
import { useLiveQuery } from '../state/live-query.ts';

export interface MailboxFacts {
  readonly account: Account;
  /** Null for an account as a whole. */
  readonly mailbox: Mailbox | null;
  /** All mailboxes of the account. */
  readonly mailboxes: readonly Mailbox[];
}

export function useMailboxFacts(accountId: AccountId, mailboxId: MailboxId | null): MailboxFacts | undefined {
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === accountId);
  const mailboxes = useLiveQuery('mailbox.list').data?.filter((each) => each.accountId === accountId);
  if (account === undefined || mailboxes === undefined) return undefined;
  if (mailboxId === null) return { account, mailbox: null, mailboxes };
  const mailbox = mailboxes.find(({ id }) => id === mailboxId);
  return mailbox === undefined ? undefined : { account, mailbox, mailboxes };
}

/** As useMailboxFacts, of one mailbox. */
export function useOneMailbox(ref: {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
}): (MailboxFacts & { readonly mailbox: Mailbox }) | undefined {
  const facts = useMailboxFacts(ref.accountId, ref.mailboxId);
  return facts === undefined || facts.mailbox === null ? undefined : { ...facts, mailbox: facts.mailbox };
}
