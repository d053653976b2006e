/** The dialog that the options of an account stand in: saved as a whole, closed when that worked, open with the reason when it did not. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { Refused } from '../shell/refused.tsx';
import { closeDialog } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './account-options.module.css';

interface OptionsFrameProps {
  readonly account: Account;
  readonly size: 'medium' | 'large';
  readonly canSave: boolean;
  readonly failure: MailFailure | null;
  readonly onSave: () => void;
  readonly onReset?: () => void;
  readonly children: ReactNode;
}

export function OptionsFrame({ account, size, canSave, failure, onSave, onReset, children }: OptionsFrameProps) {
  const { t } = useTranslation();
  const formId = useId();
  return (
    <Dialog
      open
      size={size}
      title={t('account.title', { address: account.identity.address })}
      onClose={closeDialog}
      actions={
        <>
          {onReset === undefined ? null : (
            <Button look="quiet" className={styles.reset} onClick={onReset}>
              {t('account.reset')}
            </Button>
          )}
          <Button onClick={closeDialog}>{t('ui.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={!canSave}>
            {t('account.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) onSave();
        }}
      >
        {children}
        <Refused failure={failure} />
      </form>
    </Dialog>
  );
}
