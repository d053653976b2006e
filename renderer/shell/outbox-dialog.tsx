/** The outbox over the mail, from the status line or the palette. */
import { useTranslation } from 'react-i18next';
import { Outbox } from '../composer/outbox.tsx';
import { closeDialog } from '../state/window.ts';
import { Dialog } from '../ui/dialog.tsx';

export function OutboxDialog() {
  const { t } = useTranslation();
  return (
    <Dialog open size="medium" title={t('actions.outboxTitle')} onClose={closeDialog}>
      <Outbox />
    </Dialog>
  );
}
