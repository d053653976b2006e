import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormField } from './form-field.tsx';
import styles from './setup.module.css';

/** The password, which can be made readable: most failed sign-ins are typing mistakes nobody could see. */
export function PasswordField({ hint }: { readonly hint?: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const toggle = (
    <button
      type="button"
      className={styles.reveal}
      aria-label={t('setup.who.showPassword')}
      aria-pressed={shown}
      onClick={() => setShown(!shown)}
    >
      <Icon aria-hidden="true" />
    </button>
  );
  return (
    <FormField
      name="password"
      label={t('setup.who.password')}
      type={shown ? 'text' : 'password'}
      // A password input has no role of its own; screen readers still learn from its type not to read it aloud.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="textbox"
      hint={hint}
      trailing={toggle}
    />
  );
}
