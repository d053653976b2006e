/** How big a message may be to be downloaded by itself; of bigger ones only the head is. */
import { useTranslation } from 'react-i18next';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PopForm, PopSectionProps } from './pop-options-form.ts';
import styles from './account-options.module.css';

const kinds = ['everything', 'smaller', 'heads'] as const;

export function BigMailSection({ form, problems, change }: PopSectionProps) {
  const { t } = useTranslation();
  return (
    <section className={styles.section}>
      <h3>{t('account.big.heading')}</h3>
      <div className={styles.rows}>
        <SelectField<PopForm['download']>
          label={t('account.big.download')}
          value={form.download}
          options={kinds.map((value) => ({ value, label: t(`account.big.${value}`) }))}
          onChange={(download) => change({ download })}
        />
        {form.download === 'smaller' ? (
          <TextField
            label={t('account.big.largest')}
            inputMode="decimal"
            autoComplete="off"
            className={styles.number}
            value={form.largest}
            trailing={<span className={styles.unit}>{t('account.offline.mb')}</span>}
            error={problems.largest === null ? undefined : t(problems.largest)}
            onChange={(event) => change({ largest: event.target.value })}
          />
        ) : null}
        <div>
          <p className={styles.hint}>{t(`account.big.${form.download}Text`)}</p>
        </div>
      </div>
    </section>
  );
}
