/** How much room there is on the server, typed in where the server does not tell. */
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ImapAccount } from '../../shared/account.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { size } from '../strings/sizes.ts';
import { OptionsField } from './options-field.tsx';
import type { OptionsForm } from './options-form.ts';
import styles from './account-options.module.css';

export function RoomSection({ account }: { readonly account: ImapAccount }) {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<OptionsForm>();
  const unit = useWatch({ control, name: 'unit' });
  const storage = useLiveQuery('storage.list').data?.find(({ accountId }) => accountId === account.id);
  const server = account.incoming.host;
  const told = storage?.source === 'measured' && storage.limit !== null ? { used: storage.used, limit: storage.limit } : null;
  return (
    <section className={styles.section}>
      <h3>{t('account.room.heading')}</h3>
      {told === null ? (
        <div className={styles.rows}>
          <OptionsField
            name="limit"
            label={t('account.room.limit')}
            hint={t('account.room.untold', { server })}
            unit={<UnitChoice unit={unit} onChange={(next) => setValue('unit', next)} />}
          />
        </div>
      ) : (
        <p className={styles.hint}>{t('account.room.told', { server, used: size(told.used), limit: size(told.limit) })}</p>
      )}
    </section>
  );
}

interface UnitChoiceProps {
  readonly unit: OptionsForm['unit'];
  readonly onChange: (unit: OptionsForm['unit']) => void;
}

/** Inside the field: the number means nothing without it. */
function UnitChoice({ unit, onChange }: UnitChoiceProps) {
  const { t } = useTranslation();
  return (
    <select
      className={styles.units}
      aria-label={t('account.room.unit')}
      value={unit}
      onChange={(event) => onChange(event.target.value === 'MB' ? 'MB' : 'GB')}
    >
      <option value="GB">{t('account.room.GB')}</option>
      <option value="MB">{t('account.room.MB')}</option>
    </select>
  );
}
