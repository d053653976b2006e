/** Commands that have to look before they act: answers need the message's content, Delete needs to know where it is. */
import type { MessageRef } from '../../shared/message.ts';
import { query } from '../api.ts';
import { openComposer } from '../state/compose.ts';
import { fileMessage } from '../state/mail-actions.ts';
import { openDialog } from '../state/window.ts';

export async function startAnswer(kind: 'reply' | 'reply-all' | 'forward', ref: MessageRef): Promise<void> {
  openComposer({ kind, content: await query('message.content', ref) });
}

/** To Trash; out of Trash only after a question, since nothing brings it back. */
export async function deleteMessage(ref: MessageRef): Promise<void> {
  const mailboxes = await query('mailbox.list');
  const inside = mailboxes.find(({ accountId, id }) => accountId === ref.accountId && id === ref.mailboxId);
  if (inside?.role === 'trash') openDialog({ kind: 'expunge', ref });
  else await fileMessage(ref, 'trash');
}
