import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { RadioCards } from '../ui/radio-cards.tsx';
import { FormField } from './form-field.tsx';
import type { SetupForm } from './setup-answers.ts';
import styles from './setup.module.css';

/** POP only: what happens on the server to what was downloaded, each answer with its consequence. */
export function CopiesChoice() {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<SetupForm>();
  const copies = useWatch({ control, name: 'copies' });
  const days = <FormField name="days" type="number" min={1} max={3650} step={1} label={t('setup.copies.days')} className={styles.days} />;
  return (
    <section className={styles.copies}>
      <h2>{t('setup.copies.heading')}</h2>
      <p className={styles.quiet}>{t('setup.copies.text')}</p>
      <RadioCards<SetupForm['copies']>
        label={t('setup.copies.heading')}
        hideLabel
        columns={2}
        value={copies}
        onChange={(next) => setValue('copies', next)}
        options={[
          { value: 'leave', label: t('setup.copies.leave'), detail: t('setup.copies.leaveText') },
          { value: 'remove-after-download', label: t('setup.copies.afterDownload'), detail: t('setup.copies.afterDownloadText') },
          { value: 'remove-after-days', label: t('setup.copies.afterDays'), detail: t('setup.copies.afterDaysText'), extra: days },
          { value: 'remove-when-deleted', label: t('setup.copies.whenDeleted'), detail: t('setup.copies.whenDeletedText') },
        ]}
      />
    </section>
  );
}
