/** Which surface the window shows, and which dialog of its own lies over it. */
import { create } from 'zustand';
import type { AccountId } from '../../shared/account.ts';
import type { Result } from '../../shared/failure.ts';
import type { MailboxId, MailboxRef } from '../../shared/mailbox.ts';
import type { MessageFile, MessageRef } from '../../shared/message.ts';

export type WindowDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'help' }
  | { readonly kind: 'outbox' }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'expunge'; readonly ref: MessageRef }
  | { readonly kind: 'remove-from-server'; readonly refs: readonly MessageRef[]; readonly bytes: number }
  | { readonly kind: 'maildrop'; readonly accountId: AccountId }
  | { readonly kind: 'pick-mailbox'; readonly ref: MessageRef; readonly how: 'move' | 'copy' }
  | { readonly kind: 'new-mailbox'; readonly accountId: AccountId; readonly parentId: MailboxId | null }
  | { readonly kind: 'rename-mailbox' | 'move-mailbox' | 'remove-mailbox' | 'empty-mailbox'; readonly mailbox: MailboxRef }
  | { readonly kind: 'shown-mailboxes'; readonly accountId: AccountId }
  | { readonly kind: 'account-options'; readonly accountId: AccountId; readonly at: 'top' | 'limit' };

interface WindowState {
  readonly surface: 'mail' | 'storage' | 'setup';
  readonly dialog: WindowDialog | null;
  /** The message file that lies over the mail, under any dialog; or why it cannot be shown. */
  readonly file: Result<MessageFile> | null;
  /** The last result in words, for the status line: "Moved to Archive". */
  readonly said: string;
}

const start: WindowState = { surface: 'mail', dialog: null, file: null, said: '' };

export const useWindow = create<WindowState>(() => start);

/** Back to the state of a new window; for tests. */
export function resetWindow(): void {
  useWindow.setState(start);
}

export function showSurface(surface: WindowState['surface']): void {
  useWindow.setState({ surface });
}

export function openDialog(dialog: WindowDialog): void {
  useWindow.setState({ dialog });
}

export function closeDialog(): void {
  useWindow.setState({ dialog: null });
}

export function openFile(file: Result<MessageFile>): void {
  useWindow.setState({ file });
}

export function closeFile(): void {
  useWindow.setState({ file: null });
}

export function say(said: string): void {
  useWindow.setState({ said });
}
