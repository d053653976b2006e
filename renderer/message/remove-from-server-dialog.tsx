/** The question before messages go from a POP server without ever having been here whole. */
import { useTranslation } from 'react-i18next';
import type { MessageRef } from '../../shared/message.ts';
import { Refused } from '../shell/refused.tsx';
import { useLiveQuery } from '../state/live-query.ts';
import { removeFromServer } from '../state/mail-actions.ts';
import { useSubmit } from '../state/use-submit.ts';
import { closeDialog } from '../state/window.ts';
import { count, size } from '../strings/sizes.ts';
import { Question } from '../ui/question.tsx';

interface RemoveFromServerDialogProps {
  /** All of one account. */
  readonly refs: readonly MessageRef[];
  /** Of all of them together. */
  readonly bytes: number;
}

export function RemoveFromServerDialog({ refs, bytes }: RemoveFromServerDialogProps) {
  const { t } = useTranslation();
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === refs[0]?.accountId);
  const { busy, failure, submit } = useSubmit(() => removeFromServer(refs));
  if (account === undefined) return null;
  const amount = { count: refs.length, messages: count(refs.length), size: size(bytes), server: account.incoming.host };
  return (
    <Question
      title={t('headOnly.askTitle', amount)}
      text={t('headOnly.askText', amount)}
      confirm={t('headOnly.confirm')}
      busy={busy}
      onConfirm={submit}
      onClose={closeDialog}
    >
      <Refused failure={failure} />
    </Question>
  );
}
