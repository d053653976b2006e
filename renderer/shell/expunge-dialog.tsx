/** The question before something is deleted for ever, with what that means where. */
import { useTranslation } from 'react-i18next';
import type { MessageRef } from '../../shared/message.ts';
import { deleteConsequence } from '../message/delete-consequence.ts';
import { deleteWords } from '../message/delete-words.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { expungeMessage } from '../state/mail-actions.ts';
import { closeDialog } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function ExpungeDialog({ target }: { readonly target: MessageRef }) {
  const { t } = useTranslation();
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === target.accountId);
  const content = useLiveQuery('message.content', target).data;
  if (account === undefined || content === undefined) return null;
  const consequence = deleteConsequence(account, 'trash', content.place);
  const headOnly = consequence.where === 'here' && consequence.copy === 'whole-stays';
  const confirm = () => {
    closeDialog();
    void expungeMessage(target);
  };
  return (
    <Dialog
      open
      kind="alert"
      title={t('delete.askTitle')}
      description={deleteWords(t, consequence)}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('ui.cancel')}</Button>
          <Button look="danger" onClick={confirm}>
            {t('delete.confirm')}
          </Button>
        </>
      }
    >
      <p>{t(headOnly ? 'delete.askHead' : 'delete.askOne', { subject: content.envelope.subject || t('list.noSubject') })}</p>
    </Dialog>
  );
}
