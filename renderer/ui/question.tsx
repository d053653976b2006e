/**
 * A consequence that must be answered, with the reason where it could not be carried out:
 * `<Question title="Delete this folder?" text="..." confirm="Delete folder" onConfirm={...} onClose={...} />`
 */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface QuestionProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function Question({ title, text, confirm, busy = false, onConfirm, onClose, children }: QuestionProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      kind="alert"
      title={title}
      description={text}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="danger" disabled={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
