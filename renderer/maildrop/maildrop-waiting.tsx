/** While there is no list: the look is under way, it failed, or there is nothing. As big as the list that comes, so that nothing jumps. */
import { CloudAlert, Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailFailure } from '../../shared/failure.ts';
import { failureText } from '../state/failure-words.ts';
import { closeDialog } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Spinner } from '../ui/spinner.tsx';
import styles from './maildrop.module.css';

interface MaildropWaitingProps {
  readonly server: string;
  readonly failure: MailFailure | null;
  readonly looking: boolean;
  readonly onLook: () => void;
}

export function MaildropWaiting({ server, failure, looking, onLook }: MaildropWaitingProps) {
  const { t } = useTranslation();
  const state = (): ReturnType<typeof EmptyState> => {
    if (failure !== null) {
      const again = <Button onClick={onLook}>{t('maildrop.tryAgain')}</Button>;
      return (
        <EmptyState icon={<CloudAlert />} title={t('maildrop.failed', { server })} action={again}>
          {failureText(t, failure)}
        </EmptyState>
      );
    }
    if (looking) {
      return (
        <EmptyState icon={<Spinner />} title={t('maildrop.looking')}>
          {t('maildrop.lookingText')}
        </EmptyState>
      );
    }
    const again = <Button onClick={onLook}>{t('maildrop.lookAgain')}</Button>;
    return (
      <EmptyState icon={<Inbox />} title={t('maildrop.empty', { server })} action={again}>
        {t('maildrop.emptyText')}
      </EmptyState>
    );
  };
  return (
    <>
      <div className={styles.waiting} role={failure === null ? 'status' : 'alert'}>
        {state()}
      </div>
      <footer className={styles.footer}>
        <Button onClick={closeDialog}>{t(looking && failure === null ? 'ui.cancel' : 'ui.close')}</Button>
      </footer>
    </>
  );
}
