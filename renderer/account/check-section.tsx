/** How often a POP account is looked at. */
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../state/live-query.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PopForm, PopSectionProps } from './pop-options-form.ts';
import styles from './account-options.module.css';

export function CheckSection({ form, problems, change }: PopSectionProps) {
  const { t } = useTranslation();
  const usual = useLiveQuery('settings.get').data?.popInterval ?? 0;
  return (
    <section className={styles.section}>
      <h3>{t('account.check.heading')}</h3>
      <div className={styles.rows}>
        <SelectField<PopForm['check']>
          label={t('account.check.how')}
          value={form.check}
          options={[
            { value: 'as-settings', label: t('account.check.asSettings', { count: usual }) },
            { value: 'own', label: t('account.check.own') },
          ]}
          onChange={(check) => change({ check })}
        />
        {form.check === 'own' ? (
          <TextField
            label={t('account.check.every')}
            inputMode="numeric"
            autoComplete="off"
            className={styles.number}
            value={form.minutes}
            trailing={<span className={styles.unit}>{t('account.check.minutes')}</span>}
            error={problems.minutes === null ? undefined : t(problems.minutes)}
            onChange={(event) => change({ minutes: event.target.value })}
          />
        ) : null}
        <div>
          <p className={styles.hint}>{t('account.check.text')}</p>
        </div>
      </div>
    </section>
  );
}
