import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice.tsx';
import type { SetupForm } from './setup-answers.ts';
import styles from './setup.module.css';

/** Said where the password is typed when this system cannot protect it; keeping it is a choice, never the default. */
export function KeyringNotice() {
  const { t } = useTranslation();
  const { register } = useFormContext<SetupForm>();
  return (
    <Notice tone="caution">
      <p>{t('setup.keyring.text')}</p>
      <label className={styles.keep}>
        <input
          type="checkbox"
          className={styles.checkbox}
          aria-labelledby="setup-keep"
          aria-describedby="setup-keep-hint"
          {...register('keepPasswordWeakly')}
        />
        <span>
          <span id="setup-keep">{t('setup.keyring.keep')}</span>
          <span id="setup-keep-hint" className={styles.keepHint}>
            {t('setup.keyring.keepHint')}
          </span>
        </span>
      </label>
    </Notice>
  );
}
