/** The window's own dialogs, by kind. */
import { AccountOptionsDialog } from '../account/account-options-dialog.tsx';
import { assertNever } from '../../shared/failure.ts';
import { NewMailboxDialog, RenameMailboxDialog } from '../mailbox/name-dialogs.tsx';
import { MoveMailboxDialog } from '../mailbox/move-mailbox-dialog.tsx';
import { EmptyMailboxDialog, RemoveMailboxDialog } from '../mailbox/removal-dialogs.tsx';
import { ShownMailboxesDialog } from '../mailbox/shown-mailboxes-dialog.tsx';
import { MaildropDialog } from '../maildrop/maildrop-dialog.tsx';
import { PickMailboxDialog } from '../message/pick-mailbox-dialog.tsx';
import { RemoveFromServerDialog } from '../message/remove-from-server-dialog.tsx';
import type { WindowDialog } from '../state/window.ts';
import { CommandPalette } from './command-palette.tsx';
import { ExpungeDialog } from './expunge-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { OutboxDialog } from './outbox-dialog.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';

export function dialogOf(dialog: WindowDialog) {
  switch (dialog.kind) {
    case 'palette':
      return <CommandPalette />;
    case 'help':
      return <ShortcutHelp />;
    case 'outbox':
      return <OutboxDialog />;
    case 'link':
      return <LinkDialog url={dialog.url} />;
    case 'expunge':
      return <ExpungeDialog target={dialog.ref} />;
    case 'remove-from-server':
      return <RemoveFromServerDialog refs={dialog.refs} bytes={dialog.bytes} />;
    case 'maildrop':
      return <MaildropDialog accountId={dialog.accountId} />;
    case 'pick-mailbox':
      return <PickMailboxDialog target={dialog.ref} how={dialog.how} />;
    case 'new-mailbox':
      return <NewMailboxDialog accountId={dialog.accountId} parentId={dialog.parentId} />;
    case 'rename-mailbox':
      return <RenameMailboxDialog target={dialog.mailbox} />;
    case 'move-mailbox':
      return <MoveMailboxDialog target={dialog.mailbox} />;
    case 'remove-mailbox':
      return <RemoveMailboxDialog target={dialog.mailbox} />;
    case 'empty-mailbox':
      return <EmptyMailboxDialog target={dialog.mailbox} />;
    case 'shown-mailboxes':
      return <ShownMailboxesDialog accountId={dialog.accountId} />;
    case 'account-options':
      return <AccountOptionsDialog accountId={dialog.accountId} at={dialog.at} />;
    default:
      return assertNever(dialog);
  }
}
