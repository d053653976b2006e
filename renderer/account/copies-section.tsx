/** What becomes of the copies on a POP server, with what that would remove there, before it does. */
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../shared/account.ts';
import { TextField } from '../ui/text-field.tsx';
import { CopiesCards } from './copies-cards.tsx';
import { copiesOf } from './pop-options-form.ts';
import type { PopSectionProps } from './pop-options-form.ts';
import { RemovalPreviewLine } from './removal-preview-line.tsx';
import styles from './account-options.module.css';

export function CopiesSection({ accountId, form, problems, change }: PopSectionProps & { readonly accountId: AccountId }) {
  const { t } = useTranslation();
  const days = (
    <TextField
      label={t('setup.copies.days')}
      className={styles.days}
      type="number"
      min={1}
      max={3650}
      step={1}
      autoComplete="off"
      value={form.days}
      error={problems.days === null ? undefined : t(problems.days)}
      onChange={(event) => change({ days: event.target.value })}
    />
  );
  return (
    <section className={styles.section}>
      <h3>{t('setup.copies.heading')}</h3>
      <p className={styles.hint}>{t('setup.copies.text')}</p>
      <CopiesCards value={form.copies} onChange={(copies) => change({ copies })} days={days} />
      {problems.days === null ? <RemovalPreviewLine accountId={accountId} policy={copiesOf(form)} /> : null}
    </section>
  );
}
