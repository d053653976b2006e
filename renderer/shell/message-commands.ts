/** Commands that have to look before they act: answers need the message's content, Delete needs to know where it is. */
import type { MessageRef } from '../../shared/message.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';
import { query } from '../api.ts';
import { openComposer } from '../state/compose.ts';
import { fileMessage } from '../state/mail-actions.ts';
import { openDialog } from '../state/window.ts';

export async function startAnswer(kind: 'reply' | 'reply-all' | 'forward', ref: MessageRef): Promise<void> {
  openComposer({ kind, content: await query('message.content', ref) });
}

/** To Trash; out of Trash only after a question, since nothing brings it back. */
export async function deleteMessage(ref: MessageRef): Promise<void> {
  if ((await roleOf(ref)) === 'trash') openDialog({ kind: 'expunge', ref });
  else await fileMessage(ref, 'trash');
}

/** Into Junk; what is there already goes back to the Inbox. */
export async function toggleJunk(ref: MessageRef): Promise<void> {
  await fileMessage(ref, (await roleOf(ref)) === 'junk' ? 'inbox' : 'junk');
}

async function roleOf(ref: MessageRef): Promise<MailboxRole | null> {
  const mailboxes = await query('mailbox.list');
  return mailboxes.find(({ accountId, id }) => accountId === ref.accountId && id === ref.mailboxId)?.role ?? null;
}
