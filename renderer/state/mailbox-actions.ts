/** What can be done to mailboxes. Those a dialog asks for throw what went wrong: it is shown where it was asked for. */
import type { AccountId, OfflinePolicy } from '../../shared/account.ts';
import type { Undo } from '../../shared/ipc.ts';
import type { Mailbox, MailboxRef } from '../../shared/mailbox.ts';
import { command } from '../api.ts';
import { i18n } from '../strings/i18n.ts';
import { showThrown } from './failures.ts';
import { allInboxes, showView, useSelection } from './selection.ts';
import { offerUndo } from './undo.ts';
import { say } from './window.ts';

export function mailboxRef({ accountId, id }: Mailbox): MailboxRef {
  return { accountId, mailboxId: id };
}

export async function createMailbox(accountId: AccountId, parent: Mailbox | null, name: string): Promise<void> {
  tell(i18n.t('mailbox.done.made', { name }), await command('mailbox.create', accountId, parent?.id ?? null, name));
}

export async function renameMailbox(mailbox: Mailbox, parent: Mailbox | null, name: string): Promise<void> {
  tell(i18n.t('mailbox.done.renamed', { name }), await command('mailbox.rename', mailboxRef(mailbox), parent?.id ?? null, name));
}

export async function moveMailbox(mailbox: Mailbox, parent: Mailbox | null): Promise<void> {
  const { name } = mailbox;
  const undo = await command('mailbox.rename', mailboxRef(mailbox), parent?.id ?? null, name);
  tell(parent === null ? i18n.t('mailbox.done.movedToTop', { name }) : i18n.t('mailbox.done.moved', { name, parent: parent.name }), undo);
}

/** For ever: ask first. No way back is offered, since the question said that there is none. */
export async function removeMailbox(mailbox: Mailbox): Promise<void> {
  await command('mailbox.remove', mailboxRef(mailbox));
  leave(mailbox);
  say(i18n.t('mailbox.done.removed', { name: mailbox.name }));
}

/** For ever: ask first. */
export async function emptyMailbox(mailbox: Mailbox): Promise<void> {
  await command('mailbox.empty', mailboxRef(mailbox));
  say(i18n.t('mailbox.done.emptied', { name: mailbox.name }));
}

/** For a list in which the change itself is seen: without a word. */
export async function subscribeMailbox(mailbox: Mailbox, subscribed: boolean): Promise<Undo> {
  return command('mailbox.subscribe', mailboxRef(mailbox), subscribed);
}

/** Hides it, or shows it again, at once. */
export async function showMailbox(mailbox: Mailbox, shown: boolean): Promise<void> {
  const { name } = mailbox;
  try {
    const undo = await subscribeMailbox(mailbox, shown);
    if (!shown) leave(mailbox);
    tell(i18n.t(shown ? 'mailbox.done.shown' : 'mailbox.done.hidden', { name }), undo);
  } catch (thrown) {
    showThrown(thrown);
  }
}

export async function keepOffline(mailbox: Mailbox, policy: OfflinePolicy | null): Promise<void> {
  try {
    await command('mailbox.setOffline', mailboxRef(mailbox), policy);
  } catch (thrown) {
    showThrown(thrown);
  }
}

function tell(text: string, undo: Undo): void {
  offerUndo([undo], text);
  say(text);
}

/** What is no longer in the tree is no longer what the list shows. */
function leave({ accountId, id }: Mailbox): void {
  const { base } = useSelection.getState();
  if (base.kind === 'mailbox' && base.accountId === accountId && base.mailboxId === id) showView(allInboxes);
}
