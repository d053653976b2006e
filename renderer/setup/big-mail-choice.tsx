import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { size } from '../strings/sizes.ts';
import { SelectField } from '../ui/select-field.tsx';
import { sizeLimits } from './setup-answers.ts';
import type { SetupForm, SizeLimit } from './setup-answers.ts';
import styles from './setup.module.css';

/** POP only: how big a message may be to come by itself. */
export function BigMailChoice() {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<SetupForm>();
  const largest = useWatch({ control, name: 'largest' });
  const words = (limit: SizeLimit): string => {
    if (limit === 'everything' || limit === 'heads') return t(`setup.big.${limit}`);
    return t('setup.big.above', { size: size(Number(limit) * 1e6) });
  };
  return (
    <section className={styles.big}>
      <SelectField<SizeLimit>
        label={t('setup.big.label')}
        value={largest}
        options={sizeLimits.map((value) => ({ value, label: words(value) }))}
        onChange={(next) => setValue('largest', next)}
      />
      <p className={styles.quiet}>{t(largest === 'everything' ? 'setup.big.everythingText' : 'setup.big.restText')}</p>
    </section>
  );
}
