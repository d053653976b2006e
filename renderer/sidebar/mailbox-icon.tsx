/** The sign of a mailbox by its role. */
import { Archive, FileText, Folder, Inbox, Mails, OctagonAlert, Send, Star, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MailboxRole } from '../../shared/mailbox.ts';

const icons: Readonly<Record<MailboxRole, LucideIcon>> = {
  inbox: Inbox,
  drafts: FileText,
  sent: Send,
  archive: Archive,
  junk: OctagonAlert,
  trash: Trash2,
  flagged: Star,
  all: Mails,
};

export function MailboxIcon({ role }: { readonly role: MailboxRole | null }) {
  const Icon = role === null ? Folder : icons[role];
  return <Icon aria-hidden="true" />;
}
