/** The menu that is open, if one is. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from '../account/account-menu.tsx';
import { MailboxMenu } from '../mailbox/mailbox-menu.tsx';
import { MessageMenu } from '../message/message-menu.tsx';
import { assertNever } from '../../shared/failure.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { closeMenu, useMenu } from '../state/menu.ts';
import type { MenuSubject } from '../state/menu.ts';
import { useWindow } from '../state/window.ts';
import { PlacedMenu } from '../ui/menu.tsx';

export function WindowMenu() {
  const open = useMenu((state) => state.open);
  const label = useLabel(open?.subject ?? null);
  if (open === null) return null;
  return (
    <PlacedMenu
      label={label}
      place={open.place}
      onClose={closeMenu}
      focusAfter={() => (useWindow.getState().dialog === null ? (open.focused ?? false) : false)}
    >
      {itemsOf(open.subject)}
    </PlacedMenu>
  );
}

function itemsOf(subject: MenuSubject): ReactNode {
  switch (subject.kind) {
    case 'mailbox':
      return <MailboxMenu target={subject.mailbox} />;
    case 'account':
      return <AccountMenu accountId={subject.accountId} />;
    case 'message':
      return <MessageMenu target={subject.ref} more={subject.more} />;
    default:
      return assertNever(subject);
  }
}

/** Whose menu it is, for those who do not see where it stands. */
function useLabel(subject: MenuSubject | null): string {
  const { t } = useTranslation();
  const accounts = useLiveQuery('account.list').data ?? [];
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  if (subject === null) return '';
  switch (subject.kind) {
    case 'mailbox': {
      const { accountId, mailboxId } = subject.mailbox;
      const name = mailboxes.find((each) => each.accountId === accountId && each.id === mailboxId)?.name ?? '';
      return t('mailbox.more', { name });
    }
    case 'account':
      return t('mailbox.more', { name: accounts.find(({ id }) => id === subject.accountId)?.identity.address ?? '' });
    case 'message':
      return t('message.menu', { subject: subject.subject || t('list.noSubject') });
    default:
      return assertNever(subject);
  }
}
