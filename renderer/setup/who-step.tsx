import { useTranslation } from 'react-i18next';
import { FormField } from './form-field.tsx';
import { KeyringNotice } from './keyring-notice.tsx';
import { PasswordField } from './password-field.tsx';
import { StepHeading } from './step-heading.tsx';
import styles from './setup.module.css';

/** First step: whose mail it is. */
export function WhoStep({ first, weakKeeping }: { readonly first: boolean; readonly weakKeeping: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.narrow}>
      <StepHeading heading={t(first ? 'setup.who.headingFirst' : 'setup.who.heading')} text={t('setup.who.text')} />
      <div className={styles.fields}>
        <FormField name="name" label={t('setup.who.name')} hint={t('setup.who.nameHint')} autoComplete="name" />
        <FormField name="address" label={t('setup.who.address')} inputMode="email" autoComplete="email" placeholder="ann@example.org" />
        <PasswordField hint={t('setup.who.passwordHint')} />
        {weakKeeping ? <KeyringNotice /> : null}
      </div>
    </div>
  );
}
