import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CopiesCards } from '../account/copies-cards.tsx';
import { FormField } from './form-field.tsx';
import type { SetupForm } from './setup-answers.ts';
import styles from './setup.module.css';

/** POP only: what happens on the server to what was downloaded. */
export function CopiesChoice() {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<SetupForm>();
  const copies = useWatch({ control, name: 'copies' });
  const days = <FormField name="days" type="number" min={1} max={3650} step={1} label={t('setup.copies.days')} className={styles.days} />;
  return (
    <section className={styles.copies}>
      <h2>{t('setup.copies.heading')}</h2>
      <p className={styles.quiet}>{t('setup.copies.text')}</p>
      <CopiesCards value={copies} onChange={(next) => setValue('copies', next)} days={days} />
    </section>
  );
}
