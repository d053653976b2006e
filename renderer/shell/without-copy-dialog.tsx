/** The question before messages are deleted for ever because Trash has no room for a copy of them. */
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import type { MessageRef } from '../../shared/message.ts';
import { deletionWhere } from '../mailbox/mailbox-words.ts';
import { expungeMessages } from '../state/mail-actions.ts';
import { count } from '../strings/sizes.ts';
import { Question } from '../ui/question.tsx';

interface WithoutCopyDialogProps {
  readonly account: Account;
  readonly refs: readonly MessageRef[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function WithoutCopyDialog({ account, refs, onClose, onDone }: WithoutCopyDialogProps) {
  const { t } = useTranslation();
  const amount = { count: refs.length, total: count(refs.length) };
  const confirm = async () => {
    onClose();
    if (await expungeMessages(refs)) onDone();
  };
  return (
    <Question
      title={t('delete.withoutCopyTitle')}
      text={t('delete.withoutCopyText', { ...amount, where: deletionWhere(t, account) })}
      confirm={t('delete.confirm')}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  );
}
