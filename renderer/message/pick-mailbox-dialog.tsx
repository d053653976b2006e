/** Where a message is moved or copied to, found by typing. Only within its own account. */
import { useTranslation } from 'react-i18next';
import type { MessageRef } from '../../shared/message.ts';
import { parentWords } from '../mailbox/mailbox-words.ts';
import { MailboxIcon } from '../sidebar/mailbox-icon.tsx';
import { inTreeOrder } from '../sidebar/mailbox-tree.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { copyMessage, moveMessage } from '../state/mail-actions.ts';
import { closeDialog } from '../state/window.ts';
import { PickList } from '../ui/pick-list.tsx';

interface PickMailboxDialogProps {
  readonly target: MessageRef;
  readonly how: 'move' | 'copy';
}

export function PickMailboxDialog({ target, how }: PickMailboxDialogProps) {
  const { t } = useTranslation();
  const mailboxes = (useLiveQuery('mailbox.list').data ?? []).filter(({ accountId }) => accountId === target.accountId);
  const act = how === 'move' ? moveMessage : copyMessage;
  const entries = inTreeOrder(mailboxes)
    .filter(({ selectable, id }) => selectable && id !== target.mailboxId)
    .map((mailbox) => ({
      key: mailbox.path,
      label: mailbox.name,
      before: parentWords(mailbox, mailboxes),
      icon: <MailboxIcon role={mailbox.role} />,
      run: () => {
        closeDialog();
        void act(target, mailbox);
      },
    }));
  return (
    <PickList
      title={t(how === 'move' ? 'message.moveTitle' : 'message.copyTitle')}
      placeholder={t(how === 'move' ? 'message.moveSearch' : 'message.copySearch')}
      none={t('mailbox.moveNone')}
      entries={entries}
      onClose={closeDialog}
    />
  );
}
