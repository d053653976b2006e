import type { MailboxId, MailboxRole } from '../../../shared/mailbox.ts';
import { mailboxByRole, saveMailbox } from '../../store/mailboxes.ts';
import type { MailStore } from '../../store/mail-store.ts';

/** The mailboxes every POP account has on this computer; the server knows only what lies in its maildrop. */
const names: readonly (readonly [MailboxRole, string])[] = [
  ['inbox', 'Inbox'],
  ['drafts', 'Drafts'],
  ['sent', 'Sent'],
  ['archive', 'Archive'],
  ['junk', 'Junk'],
  ['trash', 'Trash'],
];

/** Makes them where they are missing; returns the id of the Inbox. Needs no connection. */
export function ensureLocalMailboxes(store: MailStore): MailboxId {
  return store.transaction((tx) => {
    const ids = names.map(
      ([role, name]) =>
        mailboxByRole(tx.db, role)?.id ?? saveMailbox(tx, { path: name, name, delimiter: '/', parentPath: null, role, selectable: true }),
    );
    const [inbox] = ids;
    if (inbox === undefined) throw new Error('the Inbox comes first');
    return inbox;
  });
}
