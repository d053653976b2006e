import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

interface DiscardQuestionProps {
  readonly open: boolean;
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asked only when something was typed: it cannot be brought back. */
export function DiscardQuestion({ open, onKeep, onDiscard }: DiscardQuestionProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      kind="alert"
      open={open}
      title={t('composer.discardTitle')}
      description={t('composer.discardText')}
      onClose={onKeep}
      actions={
        <>
          <Button onClick={onKeep}>{t('composer.keepWriting')}</Button>
          <Button look="danger" onClick={onDiscard}>
            {t('composer.discard')}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
