/** Refs as keys and views as keys: identity of what the list shows. */
import type { MessageRef } from '../../shared/message.ts';
import type { MailView } from '../../shared/view.ts';

export function refKey({ accountId, mailboxId, messageId }: MessageRef): string {
  return `${accountId}/${mailboxId}/${messageId}`;
}

export function sameRef(a: MessageRef | null, b: MessageRef | null): boolean {
  return a !== null && b !== null && refKey(a) === refKey(b);
}

export function viewKey(view: MailView): string {
  return JSON.stringify(view);
}
