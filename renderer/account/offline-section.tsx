/** What of an account this computer keeps, to be read without a connection. */
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../ui/select-field.tsx';
import { OptionsField } from './options-field.tsx';
import type { OptionsForm } from './options-form.ts';
import styles from './account-options.module.css';

const kinds = ['everything', 'recent', 'headers'] as const;

export function OfflineSection() {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<OptionsForm>();
  const keep = useWatch({ control, name: 'keep' });
  return (
    <section className={styles.section}>
      <h3>{t('account.offline.heading')}</h3>
      <div className={styles.rows}>
        <SelectField<OptionsForm['keep']>
          label={t('account.offline.keep')}
          value={keep}
          options={kinds.map((value) => ({ value, label: t(`account.offline.${value}`) }))}
          onChange={(next) => setValue('keep', next)}
        />
        <div>
          <p className={styles.hint}>{t(`account.offline.${keep}Text`)}</p>
        </div>
        {keep === 'recent' ? <OptionsField name="months" label={t('account.offline.months')} /> : null}
        {keep === 'headers' ? null : (
          <OptionsField
            name="largest"
            label={t('account.offline.largest')}
            unit={t('account.offline.mb')}
            hint={t('account.offline.largestText')}
          />
        )}
      </div>
    </section>
  );
}
